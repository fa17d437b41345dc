import type { Claim, SummaryValue } from '@pawl/document'
import type { ClaimTest, Reason, ReasonCode } from '@pawl/policy'
import { describeFieldTest } from '../../../output/describe-node.ts'
import { describeReason, uncovered } from '../../../output/describe-reason.ts'
import { describeSeconds } from '../../../output/durations.ts'

/** A fault of one claim that is at hand, and the test that it fails. */
interface Fault {
  readonly reason: Reason
  readonly test: ClaimTest
  /** Absent where the document does not hold it as a claim. */
  readonly claim: Claim | undefined
  readonly now: number
}

const WORDS: Partial<Record<ReasonCode, (fault: Fault) => string>> = {
  'claim-malformed': () => 'it is malformed',
  'claim-revoked': () => 'the policy revokes it',
  'attester-not-accepted': ({ test }) => `accepted here: ${test.from.join(', ')}`,
  'moment-in-future': () => 'it is from the future',
  'moment-missing': () => 'nothing trustworthy says when it was made',
  'claim-too-old': ({ reason, now }) => `too old since ${since(reason, now)}`,
  'claim-expired': ({ reason, now }) => `expired ${since(reason, now)} ago`,
  'field-absent': ({ reason }) => `it does not say ${reason.field}`,
  'field-mismatch': (fault) => saysOther(fault),
  'field-in-future': ({ reason }) => `its ${reason.field} lies in the future`,
  'field-too-old': ({ reason, now }) => `its ${reason.field} is too old since ${since(reason, now)}`,
  'partner-missing': () => 'there is no second claim for it',
  'not-covered': ({ reason }) => uncovered(reason),
  'not-equal': ({ reason }) => `its ${reason.field} is not that of a second claim`,
}

/** What keeps a claim from counting, in words that do not name the claim again. Still has to be escaped. */
export function describeFault(fault: Fault): string {
  return WORDS[fault.reason.code]?.(fault) ?? describeReason(fault.reason, fault.now)
}

function since({ at }: Reason, now: number): string {
  return at === undefined ? 'then' : describeSeconds(now - at)
}

function saysOther({ reason, test, claim }: Fault): string {
  const { field = '' } = reason
  const asked = test.where.filter((each) => each.field === field).map(describeFieldTest)
  const value = claim === undefined || !Object.hasOwn(claim.summary, field) ? undefined : claim.summary[field]
  return `${asked.join(' and ')} is asked for${value === undefined ? '' : `, and it says ${shown(value)}`}`
}

const SHOWN = 4

function shown(value: SummaryValue): string {
  if (typeof value !== 'object') return String(value)
  if (value.length === 0) return 'none'
  return `${value.slice(0, SHOWN).join(', ')}${value.length > SHOWN ? `, ... ${value.length} in all` : ''}`
}
