import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type BrokenFile, brokenFiles, commandLine, goodFiles, show } from './broken-file.ts'

const FILES = brokenFiles()
const named = FILES.map((file) => [file.name, file] as const)
/** Looked at by a person, and never written by a test. */
const EXPECTED = readFileSync(new URL('expected.txt', import.meta.url), 'utf8')
const BLOCKS: ReadonlyMap<string, string> = new Map(
  EXPECTED.split(/^=== /m)
    .slice(1)
    .map((block) => [block.slice(0, block.indexOf('\n')), block.slice(block.indexOf('\n') + 1).trimEnd()]),
)

/** `line:column` of every line that names a place in the file. */
function placesIn(stderr: string, { name }: BrokenFile): readonly string[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith(`  ${name}:`))
    .map((line) => /^:(\d+:\d+): /.exec(line.slice(name.length + 2))?.[1] ?? 'nowhere')
}

/** What a person is told to do: a verb, or the word that was meant. */
const CURE =
  /\b(see|get|write|name|give|list|leave|remove|make|put|use|bound|ask|align|indent|begin|end|convert|known are|did you mean|belongs)\b/i

describe('a broken configuration', () => {
  it('is one of at least twenty policies, ten trust configurations and five profiles', () => {
    const count = (kind: BrokenFile['kind']): number => FILES.filter((file) => file.kind === kind).length
    expect(count('policies')).toBeGreaterThanOrEqual(20)
    expect(count('trust')).toBeGreaterThanOrEqual(10)
    expect(count('profiles')).toBeGreaterThanOrEqual(5)
  })

  it('is refused for its fault alone: what it is made from is judged', async () => {
    const { code, stderr } = await show(commandLine(goodFiles()))
    expect(stderr).toContain('DENY')
    expect(code).toBe(1)
  })

  it('has a block of expected words, and there is no other', () => {
    expect([...BLOCKS.keys()].toSorted()).toEqual(FILES.map(({ name }) => name).toSorted())
  })

  it.each(named)('is refused in the words that a person has looked at: %s', async (name, file) => {
    const { code, stderr } = await show(commandLine(file))
    expect(code).toBeUndefined()
    expect(stderr).toBe(BLOCKS.get(name))
  })

  it.each(named)('is refused at the place of its fault, with a cause and a cure: %s', async (_, file) => {
    const { stderr } = await show(commandLine(file))
    expect(file.places.length).toBeGreaterThanOrEqual(1)
    expect(placesIn(stderr, file).toSorted()).toEqual(file.places.toSorted())
    expect(stderr).toMatch(/^pawl could not decide: [a-z-]+: \S/)
    expect(stderr).toMatch(/\n {2}what to do: \S.*$/)
    // The general words of the last line are not enough, but where a file that is named is at fault.
    const general = /^pawl could not decide: (configuration|policy|trust)-invalid/.test(stderr)
    for (const line of general ? stderr.split('\n').slice(1, -1) : [stderr.split('\n').at(-1)])
      expect(line).toMatch(CURE)
  })

  it('is refused by the program in a process of its own: exit code 2, the same words, nothing on the other stream', () => {
    const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
    const here = fileURLToPath(new URL('.', import.meta.url))
    for (const name of ['policies/misspelt-member.yaml', 'trust/one-key-twice.yaml', 'profiles/unknown-policy.yaml']) {
      const file = FILES.find((each) => each.name === name)
      if (file === undefined) throw new Error(`${name} is not there`)
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--conditions=@pawl/source', main, ...commandLine(file)],
        { encoding: 'utf8', env: { PATH: process.env['PATH'], NO_COLOR: '1' } },
      )
      expect(stderr.replaceAll(here, '').trimEnd()).toBe(BLOCKS.get(name))
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    }
  })

  it('is never quoted: no value of a file is in what is printed', () => {
    const values = ['1y', '14.5', 'security-teem', 'reviewd', 'productoin', 'public-god', 'wheres!', '9007199254740993']
    const found = values.filter((value) => EXPECTED.includes(value))
    expect(found).toEqual([])
  })
})
