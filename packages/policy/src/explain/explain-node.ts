import type { ClaimTest, CompiledPolicy, Partner } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { anyOf, type Bound, least } from '../evaluation/bound.ts'
import { claimBound, claimsOfType, pairBound, type Second, secondsFor } from '../evaluation/claim-bound.ts'
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
  if (!('members' in result)) return { ...holds, ...explainLeaf(result, entry) }
  const members = result.members
    .map((member) => explainNode(member, policy, results, entry))
    .filter((each) => each !== undefined)
  return { ...holds, kind: 'any' in node ? 'any' : 'all', members }
}

function explainLeaf({ leaf }: LeafResult, entry: JudgedEntry): Omit<LeafExplanation, 'holds' | 'until'> {
  const partner = leaf.with
  const asked = partner === undefined ? alone(leaf, entry) : inPairs(leaf, partner, entry)
  const passing = claimsOfType(leaf, entry).filter((claim) => asked.faultsOf(claim).length === 0)
  return {
    kind: 'claim',
    leaf,
    attesters: leaf.from.filter((attester) => passing.some((claim) => claim.attester === attester)),
    candidates: candidatesOf(leaf, entry, asked),
    partners: partner === undefined ? [] : candidatesOf(partner, entry, alone(partner, entry)),
  }
}

/** What is asked about each claim of a type. */
interface Asked {
  readonly faultsOf: (claim: SoundClaim) => readonly Reason[]
  readonly boundOf: (claim: SoundClaim) => Bound
}

function alone(test: ClaimTest, entry: JudgedEntry): Asked {
  return {
    faultsOf: (claim) => claimFaults(claim, test, entry),
    boundOf: (claim) => claimBound(claim, test, entry),
  }
}

function inPairs(test: ClaimTest, partner: Partner, entry: JudgedEntry): Asked {
  const seconds = secondsFor(partner, entry)
  const own = alone(test, entry)
  return {
    faultsOf: (claim) => {
      const faults = own.faultsOf(claim)
      return faults.length > 0 ? faults : pairReasons(claim, partner, seconds, entry)
    },
    boundOf: (claim) => least(own.boundOf(claim), bestPartner(claim, partner, seconds)),
  }
}

function bestPartner(claim: SoundClaim, partner: Partner, seconds: readonly Second[]): Bound {
  return anyOf(seconds.map((second) => pairBound(claim, second, partner)))
}

function candidatesOf(
  test: ClaimTest,
  entry: JudgedEntry,
  { faultsOf, boundOf }: Asked,
): readonly CandidateExplanation[] {
  return [
    ...claimsOfType(test, entry).map((claim) => {
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
