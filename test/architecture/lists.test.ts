import { REJECTION_CODES } from '@pawl/core'
import { BUNDLE_REJECTION_CODES, BUNDLE_SOURCE_CODES, ENGINE_FAILURE_CODES } from '@pawl/opa'
import { REASON_CODES } from '@pawl/policy'
import { LINT_CODES } from '@pawl/policy/lint'
import { ANSWER_CODES } from '@pawl/sources'
import { describe, expect, it } from 'vitest'
import { SERVER_FAILURE_CODES } from '../../apps/cli/src/opa-server/server-failure.ts'
import { ROWS } from '../mutants/rows.ts'
import { importsOf } from './imports.ts'
import {
  codesNamed,
  differences,
  foldersImported,
  foldersIn,
  membersOfUnion,
  sectionsUnder,
  sentencesPerSection,
} from './lists.ts'
import { pathsBelow, readSource, sourcesMatching } from './source-tree.ts'

const PAGE = readSource('docs/codes.md').text
const FAULTS = membersOfUnion('FaultCode', readSource('packages/core/src/fault.ts'))
const REFUSALS = membersOfUnion('RefusalCode', readSource('packages/setup/src/refusal.ts'))
const CALLERS = membersOfUnion('CallerVerdict', readSource('apps/gateway/src/callers/caller-check.ts'))
const UNANSWERED = membersOfUnion('Unanswered', readSource('packages/workers/src/pool.ts'))
const DOCTOR = 'apps/cli/src/commands/doctor/gatekeeper'
const DOCTOR_CODES = membersOfUnion('DoctorCode', readSource(`${DOCTOR}/doctor-codes.ts`))

const MIGRATE = 'apps/cli/src/commands/migrate/kyverno'
const MIGRATE_CODES = membersOfUnion('MigrateCode', readSource(`${MIGRATE}/migrate-codes.ts`))

/** Folders that are no list: a list's own file stands beside the folders that it names. `besides` hold nothing that the list is of. */
const FOLDER_LISTS = [
  {
    list: 'packages/core/src/predicates/registry.ts',
    folder: 'packages/core/src/predicates',
    file: 'predicate.ts',
    besides: [],
  },
  {
    list: 'packages/sources/src/source-list.ts',
    folder: 'packages/sources/src',
    file: 'source.ts',
    besides: ['http', 'tuf'],
  },
] as const

const CODE_LISTS: readonly (readonly [name: string, title: string, codes: readonly string[]])[] = [
  ['rejection codes', 'Evidence that was turned down', REJECTION_CODES],
  ['reason codes', 'Requirements that are not met', REASON_CODES],
  [
    'failure codes of the OPA engine',
    'Engines that did not answer',
    [...ENGINE_FAILURE_CODES, 'engine-module-invalid'],
  ],
  ['failure codes of an OPA server', 'OPA servers that did not answer', SERVER_FAILURE_CODES],
  [
    'codes of bundles for OPA',
    'Bundles for OPA that are not used',
    [...BUNDLE_REJECTION_CODES, ...BUNDLE_SOURCE_CODES, 'bundle-source-invalid', 'bundle-state-unwritable'],
  ],
  ['lint codes', 'What lint finds in a policy', LINT_CODES],
  ['answer codes', 'What a source could not give', ANSWER_CODES],
  [
    'codes of the gateway',
    'What the gateway does not answer',
    [...CALLERS.filter((each) => each !== 'may-ask'), ...UNANSWERED, 'route-unknown'],
  ],
  ['doctor codes', 'What doctor finds about Gatekeeper', DOCTOR_CODES],
  ['migration codes', 'What becomes of a policy of Kyverno', MIGRATE_CODES],
  ['fault and refusal codes', 'Nothing was decided', [...new Set([...FAULTS, ...REFUSALS])]],
]

describe('lists', () => {
  it.each(FOLDER_LISTS)('name every folder: $list', ({ list, folder, file, besides }) => {
    const named = { name: list, of: [...foldersImported(importsOf(readSource(list)), file), ...besides] }
    expect(differences(named, { name: folder, of: foldersIn(folder, pathsBelow('')) })).toEqual([])
  })

  it('name every rule of lint, and a rule for every code', () => {
    const list = 'packages/policy/src/lint/rule-list.ts'
    const files = pathsBelow('packages/policy/src/lint/rules').map((path) => path.slice(path.lastIndexOf('/') + 1))
    const imported = importsOf(readSource(list)).flatMap((each) => /^\.\/rules\/(.+)$/.exec(each)?.[1] ?? [])
    expect(differences({ name: list, of: imported }, { name: 'rules', of: files })).toEqual([])
    const codes = { name: 'lint codes', of: LINT_CODES.map((code) => `${code}.ts`) }
    expect(differences(codes, { name: 'rules', of: files })).toEqual([])
  })

  it('name every rule of doctor, and a rule and a test for every code', () => {
    const list = `${DOCTOR}/rule-list.ts`
    const files = pathsBelow(`${DOCTOR}/rules`).map((path) => path.slice(path.lastIndexOf('/') + 1))
    const imported = importsOf(readSource(list)).flatMap((each) => /^\.\/rules\/(.+)$/.exec(each)?.[1] ?? [])
    expect(differences({ name: list, of: imported }, { name: 'rules', of: files })).toEqual([])
    const asked = DOCTOR_CODES.filter((code) => code !== 'doctor-not-seen')
    const codes = { name: 'doctor codes', of: asked.map((code) => `${code.slice('doctor-'.length)}.ts`) }
    expect(differences(codes, { name: 'rules', of: files })).toEqual([])
    const tests = sourcesMatching(/^test\/engines\/gatekeeper-doctor\/.*\.test\.ts$/)
      .map(({ text }) => text)
      .join('\n')
    expect(asked.filter((code) => !new RegExp(`'(?:open|weak|note) ${code}[ ']`).test(tests))).toEqual([])
  })

  it('name a test for every code of a migration', () => {
    const tests = sourcesMatching(new RegExp(`^${MIGRATE}/.*\\.test\\.ts$`)).map(({ text }) => text)
    expect(MIGRATE_CODES.filter((code) => !tests.some((text) => new RegExp(`${code}(?![a-z-])`).test(text)))).toEqual(
      [],
    )
  })

  it.each(CODE_LISTS)('explain every code in docs/codes.md: %s', (name, title, codes) => {
    expect(codes.length).toBeGreaterThan(3)
    expect(differences({ name, of: codes }, { name: title, of: sectionsUnder(title, PAGE) })).toEqual([])
  })

  it('explain each code in two to four sentences', () => {
    expect([...sentencesPerSection(PAGE)].filter(([, count]) => count < 2 || count > 4)).toEqual([])
  })

  it('have a vector for every rejection code', () => {
    const vectors = foldersIn('test/vectors/rejected', pathsBelow('test/vectors'))
    expect(differences({ name: 'rejection codes', of: REJECTION_CODES }, { name: 'vectors', of: vectors })).toEqual([])
  })

  it('have a test for every reason code', () => {
    const tests = sourcesMatching(/^packages\/policy\/src\/.*\.test\.ts$/)
    expect(
      differences({ name: 'reason codes', of: REASON_CODES }, { name: 'tests', of: codesNamed(REASON_CODES, tests) }),
    ).toEqual([])
  })

  it('have a test for every code of bundles for OPA', () => {
    const tests = sourcesMatching(/^(packages\/opa\/src\/.*\.test|test\/engines\/opa\/.*)\.ts$/)
    const codes = [...BUNDLE_REJECTION_CODES, ...BUNDLE_SOURCE_CODES]
    const named = { name: 'tests', of: codesNamed(codes, tests) }
    expect(differences({ name: 'codes of bundles for OPA', of: codes }, named)).toEqual([])
  })

  it('have a test for every lint code', () => {
    const tests = sourcesMatching(/^(packages\/policy\/src|test)\/lint\/.*\.test\.ts$/)
    const named = { name: 'tests', of: codesNamed(LINT_CODES, tests) }
    expect(differences({ name: 'lint codes', of: LINT_CODES }, named)).toEqual([])
  })

  it('have a mutant for every rejection code and every reason code', () => {
    const codes = { name: 'codes', of: [...REJECTION_CODES, ...REASON_CODES] }
    const rows = ROWS.map(({ code }) => code).filter((each) => each !== undefined)
    expect(differences(codes, { name: 'mutants', of: rows })).toEqual([])
  })

  it('have mutants that still apply: each text to find is there exactly once', () => {
    const stale = ROWS.filter(({ file, find }) => readSource(file).text.split(find).length !== 2)
    expect(stale.map(({ name }) => name)).toEqual([])
  })

  it('have one name for every mutant', () => {
    const names = ROWS.map(({ name }) => name)
    expect(names.filter((each, index) => names.indexOf(each) !== index)).toEqual([])
  })
})

describe('the rule of lists', () => {
  it('finds what only one side has', () => {
    expect(differences({ name: 'l', of: ['a', 'b'] }, { name: 'r', of: ['b', 'c'] })).toEqual([
      'a: in l, not in r',
      'c: in r, not in l',
    ])
  })

  it('reads folders, imports and headings', () => {
    expect(foldersIn('a/b', ['a/b/c/d.ts', 'a/b/e.ts', 'a/f/g.ts'])).toEqual(['c'])
    expect(foldersImported(['./x/source.ts', './y/other.ts', './z.ts'], 'source.ts')).toEqual(['x'])
    expect(sectionsUnder('One', '\n# One\n\n## a\nb\n\n# Two\n\n## c\n')).toEqual(['a'])
    expect(sentencesPerSection('# T\n\n## a\nOne. Two: x.\n\n## b\nOnly one.\n')).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    )
  })

  it('reads a union, and the codes that tests name', () => {
    expect(membersOfUnion('C', { path: 'a.ts', text: "export type C = 'a' | 'b'\nconst c = 'd'" })).toEqual(['a', 'b'])
    const tests = [{ path: 'a.test.ts', text: "it('denies x when y: one', f); const b = ['two']; // three" }]
    expect([...codesNamed(['one', 'two', 'three'], tests)]).toEqual(['one', 'two'])
  })
})
