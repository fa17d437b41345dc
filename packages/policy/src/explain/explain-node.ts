import type { ClaimTest, CompiledPolicy, Leaf, Partner } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { anyOf, type Bound, least } from '../evaluation/bound.ts'
import { claimBound } from '../evaluation/claim-bound.ts'
import { pairReasons } from '../evaluation/claim-reason.ts'
import type { SoundClaim } from '../evaluation/claim-table.ts'
import type { JudgedEntry } from '../evaluation/entry.ts'
import type { LeafResult } from '../evaluation/leaf-result.ts'
import type { NodeResult } from '../evaluation/node-bound.ts'
import { claimFaults } from './claim-faults.ts'
import type { CandidateExplanation, LeafExplanation, NodeExplanation } from './explanation.ts'

/** A node with its members or its candidates, from the results by which it was decided. */
export function explainNode(
  index: number,
  policy: CompiledPolicy,
  results: readonly NodeResult[],
  entry: JudgedEntry,
): NodeExplanation | undefined {
  const node = policy.nodes[index]
  const result = results[index]
  if (node === undefined || result === undefined) return undefined
  const holds = { holds: entry.now < result.bound, ...untilOf(result.bound, entry) }
  if (result.leaf !== undefined) return { ...holds, ...explainLeaf(result.leaf.asked, result.leaf.answer, entry) }
  const members = (result.members ?? [])
    .map((member) => explainNode(member, policy, results, entry))
    .filter((each) => each !== undefined)
  return { ...holds, kind: 'any' in node ? 'any' : 'all', members }
}

function explainLeaf(leaf: Leaf, answer: LeafResult, entry: JudgedEntry): Omit<LeafExplanation, 'holds' | 'until'> {
  const partner = leaf.with
  return {
    kind: 'claim',
    leaf,
    attesters: [...new Set(answer.passing.map(({ claim }) => claim.attester))],
    candidates: candidatesOf(leaf, entry, {
      faultsOf: (claim) => {
        const own = claimFaults(claim, leaf, entry)
        return own.length > 0 ? own : pairReasons(claim, leaf, entry)
      },
      boundOf: (claim) => boundWithPartner(claim, leaf, answer, entry),
    }),
    partners: partner === undefined ? [] : candidatesOf(partner, entry, asPartner(partner, entry)),
  }
}

/** What is asked about each claim of a type. */
interface Asked {
  readonly faultsOf: (claim: SoundClaim) => readonly Reason[]
  readonly boundOf: (claim: SoundClaim) => Bound
}

function asPartner(partner: Partner, entry: JudgedEntry): Asked {
  return {
    faultsOf: (claim) => claimFaults(claim, partner, entry),
    boundOf: (claim) => claimBound(claim, partner, entry),
  }
}

function boundWithPartner(claim: SoundClaim, leaf: Leaf, answer: LeafResult, entry: JudgedEntry): Bound {
  const alone = claimBound(claim, leaf, entry)
  const partner = leaf.with
  if (partner === undefined) return alone
  const passed = answer.passing.find((each) => each.claim === claim)?.partners ?? []
  return least(alone, anyOf(passed.map((second) => claimBound(second, partner, entry))))
}

function candidatesOf(
  test: ClaimTest,
  entry: JudgedEntry,
  { faultsOf, boundOf }: Asked,
): readonly CandidateExplanation[] {
  const sound = [...(entry.claims.sound.get(test.claim)?.values() ?? [])].flat()
  return [
    ...sound.map((claim) => {
      const { type, attester, statementDigest, moment } = claim
      const faults = faultsOf(claim)
      const counts = faults.length === 0
      return {
        claim: type,
        attester,
        statementDigest,
        ...(moment === undefined ? {} : { moment }),
        counts,
        ...(counts ? untilOf(boundOf(claim), entry) : {}),
        faults,
      }
    }),
    ...entry.claims.unsound
      .filter((claim) => claim.type === test.claim)
      .map(({ type, ...claim }) => ({ claim: type, ...claim, counts: false, faults: [{ claim: type, ...claim }] }))
      .map(({ code: _, ...candidate }) => candidate),
  ]
}

/** Never and always are no times. */
function untilOf(bound: Bound, { now }: JudgedEntry): { readonly until?: number } {
  return Number.isFinite(bound) && now < bound ? { until: bound } : {}
}
