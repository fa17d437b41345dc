import type { ClaimTest } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { ageBound } from '../evaluation/claim-bound.ts'
import { fieldReason } from '../evaluation/claim-reason.ts'
import type { SoundClaim } from '../evaluation/claim-table.ts'
import type { JudgedEntry } from '../evaluation/entry.ts'
import { fieldBound } from '../evaluation/field-test.ts'

/** Everything that keeps a claim from passing a test on its own: who mends only the first fault would find the next one. */
export function claimFaults(claim: SoundClaim, test: ClaimTest, entry: JudgedEntry): readonly Reason[] {
  const about = { claim: claim.type, statementDigest: claim.statementDigest, attester: claim.attester }
  const until = ageBound(claim, test)
  const faults: Reason[] = []
  if (!test.from.includes(claim.attester)) faults.push({ code: 'attester-not-accepted', ...about })
  if (!(entry.now < claim.expiresAt)) faults.push({ code: 'claim-expired', ...about, at: claim.expiresAt })
  if (!(entry.now < until)) {
    faults.push(
      claim.moment === undefined
        ? { code: 'moment-missing', ...about }
        : { code: 'claim-too-old', ...about, at: until },
    )
  }
  const failed = test.where.filter((each) => !(entry.now < fieldBound(each, claim.summary, entry)))
  return [...faults, ...failed.map((each) => fieldReason(each, claim, entry))]
}
