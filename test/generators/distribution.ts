import { type Decision, REASON_CODES } from '@pawl/policy'
import { isObject, type Json, type JsonObject } from './json-tree.ts'
import type { Case } from './random-case.ts'
import type { FieldCondition, WrittenNode, WrittenPolicy, WrittenTest } from './random-policy.ts'
import { REQUEST_KINDS } from './random-request.ts'

/** What a run was made of: in how many cases each thing occurred. */
export interface Distribution {
  readonly cases: number
  readonly allowed: number
  readonly constructs: ReadonlyMap<string, number>
  readonly reasons: ReadonlyMap<string, number>
}

/** Every construct of the policy language, and every kind of request; a run that lacks one says nothing about it. */
export const CONSTRUCTS: readonly string[] = [
  'equals',
  'in',
  'glob',
  'contains',
  'containsAll',
  'atLeast',
  'atMost',
  'within',
  'exists',
  '{name}',
  '{repository}',
  'with',
  'covers',
  'equal',
  'count',
  'anyOf',
  'allOf',
  'level 1',
  'level 2',
  'level 3',
  'level 4',
  'maxAge',
  'unlimited',
  'revoked digests',
  'revoked statements',
  'revoked attesters',
  'revoked signers',
  'exception of a digest',
  'exception of a repository',
  'two policies',
  'unmatched allow',
  'validUntil',
  'two entries of one reference',
  ...REQUEST_KINDS,
]

export function distributionOf(cases: readonly Case[], decisions: readonly Decision[]): Distribution {
  const constructs = new Map<string, number>(CONSTRUCTS.map((construct) => [construct, 0]))
  const reasons = new Map<string, number>(REASON_CODES.map((code) => [code, 0]))
  for (const each of cases) count(constructs, constructsOfCase(each))
  for (const decision of decisions) count(reasons, reasonsOf(decision))
  const allowed = decisions.filter((decision) => decision.decision === 'allow').length
  return { cases: cases.length, allowed, constructs, reasons }
}

/** Two runs as one. */
export function joined(one: Distribution, other: Distribution): Distribution {
  const sum = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
    new Map([...a].map(([name, times]) => [name, times + (b.get(name) ?? 0)]))
  return {
    cases: one.cases + other.cases,
    allowed: one.allowed + other.allowed,
    constructs: sum(one.constructs, other.constructs),
    reasons: sum(one.reasons, other.reasons),
  }
}

/** A line for people. */
export function describeDistribution({ cases, allowed, constructs, reasons }: Distribution): string {
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, times]) => `${name} ${times}`).join(', ')
  return `${cases} cases, ${allowed} allowed\n  constructs: ${list(constructs)}\n  reasons: ${list(reasons)}`
}

/** What occurred in fewer cases than it must. */
export function rarities({ constructs, reasons }: Distribution, least: number): readonly string[] {
  return [...constructs, ...reasons]
    .filter(([, times]) => !(times >= least))
    .map(([name, times]) => `${name}: ${times}`)
}

/** What one question holds, of all that is counted. */
export function contentsOf(question: Case, decision: Decision): ReadonlySet<string> {
  return new Set([...constructsOfCase(question), ...reasonsOf(decision)])
}

function count(into: Map<string, number>, found: readonly string[]): void {
  for (const name of new Set(found)) into.set(name, (into.get(name) ?? 0) + 1)
}

function reasonsOf(decision: Decision): readonly string[] {
  const requirements = decision.images.flatMap((image) => image.policies.flatMap((policy) => policy.requirements))
  return requirements.flatMap((requirement) =>
    requirement.met ? [] : requirement.reasons.map((reason) => reason.code),
  )
}

const known = new WeakMap<readonly WrittenPolicy[], readonly string[]>()

function constructsOfCase(question: Case): readonly string[] {
  const { written, requestKind, document } = question
  const ofProfile = known.get(written) ?? constructsOfProfile(question)
  known.set(written, ofProfile)
  return [...ofProfile, requestKind, ...(hasTwice(document) ? ['two entries of one reference'] : [])]
}

function hasTwice(document: unknown): boolean {
  const images = isObject(document as Json) ? (document as JsonObject)['images'] : undefined
  const references = Array.isArray(images) ? images.map((each) => (isObject(each) ? each['reference'] : undefined)) : []
  const texts = references.filter((each) => typeof each === 'string')
  return new Set(texts).size < texts.length
}

function constructsOfProfile({ written, profile }: Case): readonly string[] {
  return [
    ...written.flatMap(({ spec }) => [
      ...spec.require.flatMap(constructsOf),
      ...Object.keys(spec.revoked ?? {}).map((kind) => `revoked ${kind}`),
      ...(spec.exceptions ?? []).map((each) =>
        Object.hasOwn(each as object, 'digest') ? 'exception of a digest' : 'exception of a repository',
      ),
    ]),
    ...(written.length > 1 ? ['two policies'] : []),
    ...(profile.unmatched === 'allow' ? ['unmatched allow'] : []),
    ...(profile.validUntil === 'unlimited' ? [] : ['validUntil']),
  ]
}

function constructsOf(node: WrittenNode): readonly string[] {
  const members = node.anyOf ?? node.allOf
  if (members !== undefined) {
    return [node.anyOf === undefined ? 'allOf' : 'anyOf', `level ${levelOf(node)}`, ...members.flatMap(constructsOf)]
  }
  const { with: partner } = node
  return [
    ...testConstructs(node as WrittenTest),
    ...((node.count ?? 1) > 1 ? ['count'] : []),
    ...(partner === undefined
      ? []
      : [
          'with',
          ...Object.keys(partner).filter((key) => key === 'covers' || key === 'equal'),
          ...testConstructs(partner),
        ]),
  ]
}

function levelOf(node: WrittenNode): number {
  const members = node.anyOf ?? node.allOf
  return members === undefined ? 0 : 1 + Math.max(...members.map(levelOf))
}

function testConstructs(test: WrittenTest): readonly string[] {
  return [test.maxAge === 'unlimited' ? 'unlimited' : 'maxAge', ...(test.where ?? []).flatMap(conditionConstructs)]
}

function conditionConstructs(condition: FieldCondition): readonly string[] {
  const text = String(condition['equals'])
  const places = ['{name}', '{repository}'].filter((place) => text.includes(place))
  return [...Object.keys(condition).filter((key) => key !== 'field'), ...places]
}
