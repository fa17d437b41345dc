import type { Reason, ReasonCode } from '@pawl/policy'
import { describeSeconds } from './durations.ts'

type Sentence = (reason: Reason, now: number) => string

const by = ({ attester }: Reason): string => (attester === undefined ? '' : ` by ${attester}`)
const ago = ({ at }: Reason, now: number): string => (at === undefined ? '' : ` ${describeSeconds(now - at)} ago`)
const a = ({ claim }: Reason): string => claim ?? 'claim'

const SENTENCES: Readonly<Record<ReasonCode, Sentence>> = {
  'request-malformed': () => 'the request names no image, or something that is no reference',
  'image-not-covered': (reason) => `the request names ${withoutEntry(reason)}`,
  'entry-foreign': () => 'the request does not name this image',
  'document-malformed': () => 'the input document is malformed',
  'configuration-stale': (reason, now) => `the configuration ran out${ago(reason, now)}`,
  'entry-malformed': () => 'the image entry is malformed',
  'not-governed': () => 'no image pattern of the policy matches this repository',
  'digest-missing': () => 'the image has no digest',
  'digest-revoked': () => 'the policy revokes this digest',
  'clock-error': () => 'the entry was verified in the future: a clock is wrong',
  'entry-expired': (reason, now) => `the verification ran out${ago(reason, now)}`,
  'claim-missing': (reason) => `there is no ${a(reason)}`,
  'claim-malformed': (reason) => `a malformed ${a(reason)}`,
  'claim-revoked': (reason) => `a ${a(reason)}${by(reason)} that the policy revokes`,
  'attester-not-accepted': (reason) => `a ${a(reason)}${by(reason)}, who is not accepted here`,
  'moment-in-future': (reason) => `a ${a(reason)} from the future`,
  'moment-missing': (reason) => `a ${a(reason)}${by(reason)} of unknown age`,
  'claim-too-old': (reason, now) =>
    `a ${a(reason)}${by(reason)}, too old since${ago(reason, now).replace(/ ago$/, '')}`,
  'claim-expired': (reason, now) => `a ${a(reason)}${by(reason)} that expired${ago(reason, now)}`,
  'field-absent': (reason) => `a ${a(reason)}${by(reason)} that does not say ${reason.field}`,
  'field-mismatch': (reason) => `a ${a(reason)}${by(reason)} with another ${reason.field}`,
  'field-in-future': (reason) => `a ${a(reason)}${by(reason)} whose ${reason.field} lies in the future`,
  'field-too-old': (reason, now) =>
    `a ${a(reason)}${by(reason)} whose ${reason.field} is too old since${ago(reason, now).replace(/ ago$/, '')}`,
  'partner-missing': (reason) => `a ${a(reason)}${by(reason)} without the second claim it needs`,
  'not-covered': (reason) => `a ${a(reason)}${by(reason)} with ${uncovered(reason)}`,
  'not-equal': (reason) => `a ${a(reason)}${by(reason)} whose ${reason.field} is not that of the second claim`,
  'exception-ended': (reason, now) => `an exception that ended${ago(reason, now)}`,
  'not-enough-attesters': ({ claim, found, needed }) => `${found} of ${needed} attesters made a ${claim}`,
}

/** What of a list no second claim accepts. */
export function uncovered({ found, missing, field }: Reason): string {
  if (missing === undefined) return `${field} that cannot be compared`
  const shown = missing.slice(0, 2).join(', ')
  return `${found} of ${field} not accepted: ${shown}${(found ?? 0) > 2 ? ', ...' : ''}`
}

function withoutEntry({ found, missing }: Reason): string {
  const shown = (missing ?? []).slice(0, 2).join(', ')
  return `${found === 1 ? 'an image' : `${found} images`} without an entry: ${shown}${(found ?? 0) > 2 ? ', ...' : ''}`
}

/** One reason in words. Says nothing that its typed fields do not say; whoever prints it escapes it. */
export function describeReason(reason: Reason, now: number): string {
  return SENTENCES[reason.code](reason, now)
}
