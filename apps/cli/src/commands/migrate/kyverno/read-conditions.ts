import { listOf, member } from '../../../members.ts'
import type { FieldTest } from './condition-test.ts'
import type { Place } from './place.ts'
import { type Condition, type ConditionContext, readCondition } from './read-condition.ts'

/** What the conditions of an attestation ask of one claim. */
export interface Conditions {
  /** All of these. */
  readonly where: readonly FieldTest[]
  /** And one of these; empty where there is no such choice. */
  readonly oneOf: readonly FieldTest[]
  /** Seconds; undefined where none of them says how old it may be. */
  readonly maxAge: number | undefined
  readonly asked: boolean
}

/** `conditions`: a list of blocks, each with `all`, `any` or both, all of which have to hold. */
export function readConditions(value: unknown, place: Place, context: ConditionContext): Conditions {
  const blocks = listOf(value).map((block, index) => readBlock(block, place.below(index), context))
  const all = blocks.flatMap(({ all: each }) => each)
  const choices = blocks.flatMap(({ any }) => (any.tests.length === 0 ? [] : [any]))
  const merged = choices.map(({ tests }) => asOneTest(tests))
  const open = choices.filter((_, index) => merged[index] === undefined)
  // Two choices would be every pair of them: one is written, and the others are said to be missing.
  for (const { tests, place: at } of open.slice(1))
    at.note('kyverno-expression', `a second choice of ${tests.length} conditions`)
  const ages = all.flatMap((each) => (each.kind === 'age' ? [each.seconds] : []))
  return {
    where: [...testsIn(all), ...merged.filter((test) => test !== undefined)],
    oneOf: open[0]?.tests ?? [],
    maxAge: ages.length === 0 ? undefined : Math.min(...ages),
    asked: listOf(value).length > 0,
  }
}

interface Block {
  readonly all: readonly Condition[]
  readonly any: { readonly tests: readonly FieldTest[]; readonly place: Place }
}

function readBlock(block: unknown, place: Place, context: ConditionContext): Block {
  const each = (name: 'all' | 'any'): readonly Condition[] =>
    listOf(block, name).flatMap((condition, index) => readCondition(condition, place.below(name, index), context) ?? [])
  const at = place.below('any')
  if (member(block, 'key') !== undefined) place.note('kyverno-expression', 'a condition outside of any and all')
  const any = each('any')
  const single = listOf(block, 'any').length === 1
  if (!single && any.some(({ kind }) => kind === 'age')) at.note('kyverno-expression', 'an age that is one of a choice')
  return { all: [...each('all'), ...(single ? any : [])], any: { tests: single ? [] : testsIn(any), place: at } }
}

function testsIn(conditions: readonly Condition[]): readonly FieldTest[] {
  return conditions.flatMap((each) => (each.kind === 'test' ? [each.test] : []))
}

/** A choice between values of one field is one test of it. */
function asOneTest(tests: readonly FieldTest[]): FieldTest | undefined {
  const [first] = tests
  if (first === undefined || tests.length === 1) return first
  const values = tests.flatMap(({ equals, in: among }) => (equals === undefined ? (among ?? []) : [equals]))
  const same = tests.every(({ field, equals, in: among }) => field === first.field && (equals ?? among) !== undefined)
  return same ? { field: first.field, in: values } : undefined
}
