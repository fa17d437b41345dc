import type { SummaryValue } from '@pawl/document'
import type { AttestationPolicy } from '@pawl/policy'
import type { Chosen } from './choose-claims.ts'
import { adviceOn, isKnownType, orderedFields, provenBy } from './field-advice.ts'
import { rangeOf, stepFor } from './max-age.ts'
import { testText } from './text-tests.ts'

export type WrittenRequirement = AttestationPolicy['spec']['require'][number]
export type WrittenTest = NonNullable<WrittenRequirement['where']>[number]

export interface ProposedTest {
  readonly test: WrittenTest
  readonly why: string
  /** Whether it is required, or only offered in a comment. */
  readonly active: boolean
}

export interface ProposedTests {
  readonly tests: readonly ProposedTest[]
  readonly notes: readonly string[]
}

/** A field and what each of the chosen claims says of it. */
export interface Field {
  readonly type: string
  readonly field: string
  readonly said: readonly { readonly value: SummaryValue; readonly chosen: Chosen }[]
}

const MAX_TESTS = 8

/** Tests that every one of the claims passes. `pinned`: fields that the trust configuration asks of the certificate already. */
export function testsOf(type: string, all: readonly Chosen[], pinned: ReadonlySet<string>, now: number): ProposedTests {
  const names = orderedFields(
    type,
    all.flatMap(({ claim }) => Object.keys(claim.summary)),
  )
  const own = names.filter((field) => adviceOn(type, field) === 'own')
  const asked = names.filter((field) => pinned.has(field) && !own.includes(field))
  const tests = names
    .filter((field) => !own.includes(field) && !asked.includes(field))
    .flatMap((field) => testsOfField({ type, field, said: saidOf(field, all) }, all, now))
  const active = new Set(tests.filter((each) => each.active).slice(0, MAX_TESTS))
  return {
    tests: tests.map((each) => ({ ...each, active: active.has(each) })),
    notes: [
      ...(asked.length === 0 ? [] : [`Asked by the trust configuration already: ${asked.join(', ')}.`]),
      ...(own.length === 0 ? [] : [`In the summary too, and not tested: ${own.join(', ')}.`]),
    ],
  }
}

function saidOf(field: string, all: readonly Chosen[]): Field['said'] {
  return all.flatMap((chosen) => {
    const value = chosen.claim.summary[field]
    return value === undefined ? [] : [{ value, chosen }]
  })
}

function testsOfField(of: Field, all: readonly Chosen[], now: number): readonly ProposedTest[] {
  const { type, field, said } = of
  const lacking = all.length - said.length
  const proof = provenBy(field)
  if (
    adviceOn(type, field) === 'proven' &&
    proof !== undefined &&
    all.every(({ claim }) => claim.summary[proof] !== undefined)
  )
    return []
  const found = testOf(of, now)
  // A test on a field that is absent is false: what only some say can be offered, never required.
  if (lacking > 0) {
    return found.map((each) => ({
      ...each,
      active: false,
      why: `${lacking} of ${all.length} do not say it; ${each.why}`,
    }))
  }
  return found
}

function testOf(of: Field, now: number): readonly ProposedTest[] {
  const { field, said, type } = of
  const values = said.map(({ value }) => value)
  if (values.every((value) => typeof value === 'string')) return testText(of, values)
  if (values.every((value) => typeof value === 'number')) return testNumbers(of, values, now)
  if (values.every((value) => value === true)) return [{ test: { field, equals: true }, why: '', active: true }]
  const lists = values.filter((value) => typeof value === 'object')
  return lists.length === values.length ? testLists(of, lists, isKnownType(type)) : []
}

function testNumbers({ type, field }: Field, values: readonly number[], now: number): readonly ProposedTest[] {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const seen = least === most ? `seen: ${least}` : `seen: ${least} to ${most}`
  const advice = adviceOn(type, field)
  if (advice === 'level') return [{ test: { field, atLeast: least }, why: seen, active: true }]
  if (advice === 'fresh') {
    const ages = values.map((value) => Math.max(0, now - value)).sort((a, b) => a - b)
    const within = stepFor(ages.at(-1) ?? 0)
    return within === 'unlimited' ? [] : [{ test: { field, within }, why: `seen: ${rangeOf(ages)} old`, active: true }]
  }
  if (advice === 'count') return [{ test: { field, atMost: most }, why: `CHECK: ${seen}`, active: false }]
  return [
    {
      test: { field, atLeast: least },
      why: `CHECK: ${seen}; atLeast where more is better, atMost where less is`,
      active: false,
    },
  ]
}

function testLists({ field }: Field, lists: readonly (readonly string[])[], known: boolean): readonly ProposedTest[] {
  const [first = [], ...others] = lists
  const shared = first.filter((each) => others.every((list) => list.includes(each)))
  const fits = shared.length >= 1 && shared.length <= 64 && shared.every((each) => each !== '' && each.length <= 256)
  return fits
    ? [{ test: { field, containsAll: shared }, why: known ? '' : 'CHECK: all of them have these', active: known }]
    : []
}
