import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { REQUIRED, TABLE, tableProblems, titled } from './table.ts'

const TESTS = fileURLToPath(new URL('..', import.meta.url))
const HERE = 'attacks'

/** Every test file under test, by its path from this folder. The real files are attacked a second time, under the same numbers. */
const SOURCES: ReadonlyMap<string, string> = new Map(
  readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(\.test|\/attacks)\.ts$/.test(path) && !path.includes('node_modules'))
    .map((path) => [posix.relative(HERE, path), readFileSync(`${TESTS}/${path}`, 'utf8')]),
)

it('has a test for each attack, named after it', () => {
  expect(tableProblems(TABLE, SOURCES, REQUIRED)).toStrictEqual([])
  expect(REQUIRED).toHaveLength(49 + 44)
})

it.each([
  ['a number without a row', [], 'C01 has no row'],
  [
    'a number with two rows',
    [
      { attack: 'C01', test: 'a.test.ts' },
      { attack: 'C01', test: 'a.test.ts' },
    ],
    'C01 has two rows',
  ],
  [
    'a number that is none',
    [
      { attack: 'C01', test: 'a.test.ts' },
      { attack: 'C99', test: 'e.test.ts' },
    ],
    'C99 is no attack of this table',
  ],
  ['a file that is not there', [{ attack: 'C01', test: 'b.test.ts' }], 'C01 names b.test.ts, which is not there'],
  [
    'a file without the test',
    [{ attack: 'C01', test: 'c.test.ts' }],
    'C01 names c.test.ts, in which no title begins with it',
  ],
  [
    'a row that is not in the table of the test',
    [{ attack: 'C01', test: 'd.test.ts', rows: 'd.ts' }],
    'C01 names d.test.ts, which reads no row of it in d.ts',
  ],
] as const)('finds %s', (_, table, problem) => {
  const sources = new Map([
    ['a.test.ts', "it('C01 a title', () => 1)"],
    ['c.test.ts', "it('a title (C01)', () => 1)\n// it C01"],
    ['d.test.ts', "import { ROWS } from './d.ts'\nit.each(ROWS)"],
    ['d.ts', "name: 'C02: a row'"],
    ['e.test.ts', "it('C99 a title', () => 1)"],
  ])
  expect(tableProblems([{ attack: 'C01', test: 'a.test.ts' }], sources, ['C01'])).toStrictEqual([])
  expect(tableProblems(table, sources, ['C01'])).toStrictEqual([problem])
})

it('reads the titles of tests, of groups and of rows', () => {
  const source =
    "it('C01 a')\ndescribe(`C02: b`)\nit.each([\n  1,\n])('C03 %i')\nit(\n  'C100 c',\n)\nit('see C04')\nit('C05x')"
  expect([...titled(source)]).toStrictEqual(['C01', 'C02', 'C03', 'C100'])
})
