import {
  type Explanation,
  explain,
  identifyProfile,
  type LeafExplanation,
  type NodeExplanation,
  type RequirementExplanation,
} from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../cross-engine/outcome-text.ts'
import { takeCases } from '../generators/random-case.ts'

const SEED = Number(process.env['PAWL_SEED'] ?? 11)
const COUNT = process.env['PAWL_SIZE'] === 'long' ? 50_000 : 1500

interface Found {
  readonly cases: number
  readonly allowed: number
  readonly holding: number
  readonly waiting: number
  readonly groups: number
  readonly faults: ReadonlySet<string>
}

function leavesOf(node: NodeExplanation): readonly LeafExplanation[] {
  return node.kind === 'claim' ? [node] : node.members.flatMap(leavesOf)
}

/** What an explanation says that does not follow from the decision, or from itself. */
function contradictions({ images }: Explanation, now: number): readonly string[] {
  const requirements = images.flatMap(({ policies }) => policies.flatMap((policy) => policy.requirements))
  return requirements.flatMap((each) => [
    ...requirementContradictions(each, now),
    ...(each.asked === undefined ? [] : nodeContradictions(each.asked, now)),
  ])
}

function requirementContradictions(
  { decided, asked, exceptions }: RequirementExplanation,
  now: number,
): readonly string[] {
  if (asked === undefined) return decided.met ? ['met, and nobody looked'] : []
  const live = exceptions.length >= 1 && exceptions.every((each) => now < each.until)
  if (decided.met !== (asked.holds || live)) return [`${decided.name}: met ${decided.met}, holds ${asked.holds}`]
  const longer = decided.met && !live && asked.until !== undefined && decided.expiresAt > asked.until
  return longer ? ['met for longer than it holds'] : []
}

function nodeContradictions(node: NodeExplanation, now: number): readonly string[] {
  if (node.kind === 'claim') return leafContradictions(node, now)
  const holds = node.members.map((each) => each.holds)
  const expected = node.kind === 'any' ? holds.includes(true) : holds.length >= 1 && !holds.includes(false)
  return [
    ...(expected === node.holds ? [] : ['a group does not follow from its members']),
    ...node.members.flatMap((each) => nodeContradictions(each, now)),
  ]
}

function leafContradictions({ candidates, attesters, leaf, holds }: LeafExplanation, now: number): readonly string[] {
  const counting = candidates.filter((each) => each.counts)
  const found = new Set(counting.map((each) => each.attester ?? ''))
  return [
    ...(found.size >= leaf.count === holds ? [] : ['a leaf does not follow from what counts']),
    ...([...found].every((each) => attesters.includes(each)) ? [] : ['an attester is not named']),
    ...candidates.flatMap((each) => (each.counts === (each.faults.length === 0) ? [] : ['counts with a fault'])),
    ...counting.flatMap((each) => (each.until === undefined || now < each.until ? [] : ['counts and is over'])),
  ]
}

describe('explain', () => {
  it('says nothing that the decision does not, over random policies and documents', { timeout: 600_000 }, () => {
    const found = { cases: 0, allowed: 0, holding: 0, waiting: 0, groups: 0, faults: new Set<string>() }
    for (const { document, profile } of takeCases(SEED, COUNT)) {
      const explanation = explain(document, identifyProfile(profile, sha256))
      const now = (document as { now: number }).now
      expect(contradictions(explanation, now)).toEqual([])
      count(explanation, found)
    }
    console.log(`explain: seed ${SEED}`, { ...found, faults: found.faults.size })
    assertSpread(found)
  })
})

function count(
  explanation: Explanation,
  found: { -readonly [K in keyof Found]: Found[K] } & { faults: Set<string> },
): void {
  found.cases += 1
  if (explanation.decision.decision === 'allow') found.allowed += 1
  const nodes = explanation.images.flatMap(({ policies }) =>
    policies.flatMap(({ requirements }) => requirements.flatMap(({ asked }) => asked ?? [])),
  )
  if (nodes.some((each) => each.kind !== 'claim')) found.groups += 1
  const leaves = nodes.flatMap(leavesOf)
  if (leaves.some((each) => each.holds)) found.holding += 1
  for (const { code } of leaves.flatMap((each) => each.candidates).flatMap((each) => each.faults))
    found.faults.add(code)
  if (leaves.some((each) => each.partners.length > 0 && !each.holds)) found.waiting += 1
}

/** A run that never saw a thing says nothing about it. */
function assertSpread({ cases, allowed, holding, waiting, groups, faults }: Found): void {
  expect(allowed).toBeGreaterThan(cases * 0.3)
  for (const number of [holding, waiting, groups]) expect(number).toBeGreaterThan(cases / 50)
  const expected = [
    'claim-malformed',
    'claim-revoked',
    'attester-not-accepted',
    'moment-in-future',
    'moment-missing',
    'claim-too-old',
    'claim-expired',
    'field-absent',
    'field-mismatch',
    'field-in-future',
    'field-too-old',
    'partner-missing',
    'not-covered',
    'not-equal',
  ]
  expect([...faults].sort()).toEqual(expected.sort())
}
