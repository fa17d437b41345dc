import type { ClaimTest, FieldTest, Leaf, Partner } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { ageBound, candidates, claimBound, pairBound, same, uncovered } from './claim-bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'
import { fieldBound } from './field-test.ts'

/** Why a claim does not pass a test on its own; undefined when it does. The first of: attester, end, age, fields. */
export function claimReason(claim: SoundClaim, test: ClaimTest, entry: JudgedEntry): Reason | undefined {
  const about = { claim: claim.type, statementDigest: claim.statementDigest, attester: claim.attester }
  if (!test.from.includes(claim.attester)) return { code: 'attester-not-accepted', ...about }
  if (!(entry.now < claim.expiresAt)) return { code: 'claim-expired', ...about, at: claim.expiresAt }
  const until = ageBound(claim, test)
  if (!(entry.now < until)) {
    return claim.moment === undefined
      ? { code: 'moment-missing', ...about }
      : { code: 'claim-too-old', ...about, at: until }
  }
  const failed = test.where.find((each) => !(entry.now < fieldBound(each, claim.summary, entry)))
  return failed === undefined ? undefined : { ...fieldReason(failed, claim, entry), ...about }
}

export function fieldReason(test: FieldTest, claim: SoundClaim, entry: JudgedEntry): Reason {
  const { field } = test
  if (!Object.hasOwn(claim.summary, field)) return { code: 'field-absent', field }
  const value = claim.summary[field]
  if (test.op !== 'within' || typeof value !== 'number') return { code: 'field-mismatch', field }
  const until = fieldBound(test, claim.summary, entry)
  if (Number.isFinite(until)) return { code: 'field-too-old', field, at: until }
  return Number.isSafeInteger(value) && value > entry.latest
    ? { code: 'field-in-future', field, at: value }
    : { code: 'field-mismatch', field }
}

/** Why a claim that passes on its own does not pass with a partner. */
export function pairReasons(claim: SoundClaim, leaf: Leaf, entry: JudgedEntry): readonly Reason[] {
  const partner = leaf.with
  if (partner === undefined) return []
  const about = { claim: claim.type, statementDigest: claim.statementDigest, attester: claim.attester }
  const able = partner.from
    .flatMap((attester) => candidates(partner, attester, entry))
    .map((second) => ({ second, alone: claimBound(second, partner, entry) }))
    .filter(({ alone }) => entry.now < alone)
  if (able.some(({ second, alone }) => entry.now < pairBound(claim, second, alone, partner))) return []
  if (able.length === 0) return [{ code: 'partner-missing', ...about }]
  return able.map(({ second }) => ({ ...pairReason(claim, second, partner), ...about }))
}

const SHOWN = 8

function pairReason(first: SoundClaim, second: SoundClaim, partner: Partner): Reason {
  for (const pair of partner.covers) {
    const missing = uncovered(first, second, pair)
    if (missing?.length !== 0) {
      return {
        code: 'not-covered',
        field: pair[0],
        ...(missing === undefined ? {} : { missing: missing.slice(0, SHOWN), found: missing.length }),
      }
    }
  }
  const unequal = partner.equal.find((pair) => !same(first, second, pair))
  return { code: 'not-equal', ...(unequal === undefined ? {} : { field: unequal[0] }) }
}
