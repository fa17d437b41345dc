import type { ClaimTest, FieldTest, Partner } from '../compiled-policy.ts'
import type { Reason } from '../decision.ts'
import { ageBound, pairBound, type Second, same, uncovered } from './claim-bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'
import { fieldBound } from './field-test.ts'
import type { ReasonCode } from './reason-codes.ts'

/** Why a claim does not pass a test on its own; undefined when it does. The first of: attester, end, age, fields. */
export function claimReason(claim: SoundClaim, test: ClaimTest, entry: JudgedEntry): Reason | undefined {
  if (!test.from.includes(claim.attester)) return ofClaim('attester-not-accepted', claim)
  if (!(entry.now < claim.expiresAt)) return { ...ofClaim('claim-expired', claim), at: claim.expiresAt }
  const until = ageBound(claim, test)
  if (!(entry.now < until)) {
    return claim.moment === undefined
      ? ofClaim('moment-missing', claim)
      : { ...ofClaim('claim-too-old', claim), at: until }
  }
  const failed = test.where.find((each) => !(entry.now < fieldBound(each, claim.summary, entry)))
  return failed === undefined ? undefined : fieldReason(failed, claim, entry)
}

function ofClaim(code: ReasonCode, { type, statementDigest, attester }: SoundClaim): Reason {
  return { code, claim: type, statementDigest, attester }
}

export function fieldReason(test: FieldTest, claim: SoundClaim, entry: JudgedEntry): Reason {
  const { field } = test
  if (!Object.hasOwn(claim.summary, field)) return ofField('field-absent', field, claim)
  const value = claim.summary[field]
  if (test.op !== 'within' || typeof value !== 'number') return ofField('field-mismatch', field, claim)
  const until = fieldBound(test, claim.summary, entry)
  if (Number.isFinite(until)) return ofField('field-too-old', field, claim, { at: until })
  return Number.isSafeInteger(value) && value > entry.latest
    ? ofField('field-in-future', field, claim, { at: value })
    : ofField('field-mismatch', field, claim)
}

function ofField(
  code: ReasonCode,
  field: string,
  { type, statementDigest, attester }: SoundClaim,
  more?: Pick<Reason, 'at' | 'missing' | 'found'>,
): Reason {
  return more === undefined
    ? { code, field, claim: type, statementDigest, attester }
    : { code, field, ...more, claim: type, statementDigest, attester }
}

/** Why a claim that passes on its own does not pass with any of the second ones. */
export function pairReasons(
  claim: SoundClaim,
  partner: Partner,
  seconds: readonly Second[],
  entry: JudgedEntry,
): readonly Reason[] {
  if (seconds.some((second) => entry.now < pairBound(claim, second, partner))) return []
  if (seconds.length === 0) return [ofClaim('partner-missing', claim)]
  return seconds.map((second) => pairReason(claim, second, partner))
}

const SHOWN = 8

function pairReason(first: SoundClaim, second: Second, partner: Partner): Reason {
  for (const [index, [field]] of partner.covers.entries()) {
    const missing = uncovered(first, field, second.accepted[index])
    if (missing === undefined) return ofField('not-covered', field, first)
    if (missing.length !== 0) {
      return ofField('not-covered', field, first, { missing: missing.slice(0, SHOWN), found: missing.length })
    }
  }
  const unequal = partner.equal.find((pair) => !same(first, second.claim, pair))
  return unequal === undefined ? ofClaim('not-equal', first) : ofField('not-equal', unequal[0], first)
}
