import {
  type Decision,
  decideRequest,
  denialMode,
  digestIn,
  type Found,
  type IdentifiedProfile,
  unmetWords,
} from '@pawl/policy'
import {
  type Accepted,
  answered,
  type ProviderItem,
  type ProviderResponse,
  SCHEMA,
  unanswered,
  type ValidationValue,
} from './protocol.ts'
import { parseValidationKey, type ValidationKey } from './validation-key.ts'

/** By what is judged, and for how long an answer may count. */
export interface ValidationWorld {
  /** By name: every profile that a key may name. */
  readonly profiles: ReadonlyMap<string, IdentifiedProfile>
  /** Epoch seconds. */
  readonly now: number
  /** Seconds that an item counts at most: two of Gatekeeper's cache times. */
  readonly lifetime: number
}

/** Keys of a request as what they ask; undefined where one of them is none or names no profile here. */
export function readKeys(
  keys: readonly string[],
  { profiles }: Pick<ValidationWorld, 'profiles'>,
): readonly ValidationKey[] | undefined {
  const read = keys.map(parseValidationKey).filter((each) => each !== undefined)
  const isKnown = read.length === keys.length && read.length > 0 && read.every(({ profile }) => profiles.has(profile))
  return isKnown ? read : undefined
}

/**
 * The answer to keys. `found` gives what was found for the image that a key names. A refusal is an item; what is unanswered ends the whole answer,
 * because Gatekeeper's cache keeps errors of items as long as a no, and not system errors.
 */
export function validationResponse(
  keys: readonly ValidationKey[],
  found: (key: ValidationKey) => Found,
  world: ValidationWorld,
): ProviderResponse {
  const items: ProviderItem[] = []
  for (const key of keys) {
    const profile = world.profiles.get(key.profile)
    const each = found(key)
    if (profile === undefined) return unanswered('profile-unknown')
    if (each.outcome === 'unanswered') return unanswered(each.code)
    const value =
      each.outcome === 'refused' ? refusedValue(key, each.code, profile, world) : entryValue(key, each, profile, world)
    if (typeof value === 'string') return unanswered(value)
    items.push({ key: key.key, value })
  }
  return items.length > 0 ? answered(items) : unanswered('request-malformed')
}

function refusedValue(
  { key, asks }: ValidationKey,
  code: string,
  profile: IdentifiedProfile,
  { now, lifetime }: ValidationWorld,
): ValidationValue {
  const counts = { schema: SCHEMA, key, now, validUntil: now + lifetime, reasons: [code] } as const
  return asks === 'decision' ? { ...counts, accepted: refusedBy(profile) } : counts
}

/** The value for an entry; a code where a source may give more in a moment and what it gave is not enough: that no would be kept. */
function entryValue(
  asked: ValidationKey,
  { entry, doubt }: Extract<Found, { readonly outcome: 'entry' }>,
  profile: IdentifiedProfile,
  world: ValidationWorld,
): ValidationValue | string {
  const { key, asks, reference } = asked
  const { now, lifetime } = world
  // The evidence of one image must not speak for another, whoever mixed them up.
  const digest = digestIn(reference) ?? entry.digest
  if (digest !== entry.digest) return refusedValue(asked, 'entry-foreign', profile, world)
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now, images: [entry] } as const
  const decision = decideRequest([reference], document, profile)
  const accepted = acceptedOf(decision, profile)
  if (doubt !== undefined && !accepted.audit) return doubt
  const validUntil = Math.min(now + lifetime, entry.validUntil)
  const value = { schema: SCHEMA, key, now, validUntil, reasons: unmetWords(decision) } as const
  if (asks === 'document') return { ...value, entry }
  const ends = Math.min(validUntil, decision.expiresAt ?? validUntil)
  return { ...value, validUntil: ends, accepted, ...(isUngoverned(decision) ? { ungoverned: true } : {}) }
}

/** A constraint accepts what nobody of its own mode or a stricter one denies; that of `audit`, what nobody denies at all. */
function acceptedOf(decision: Decision, { compiled }: IdentifiedProfile): Accepted {
  const mode = denialMode(decision, compiled)
  return { enforce: decision.admit, warn: mode === undefined || mode === 'audit', audit: mode === undefined }
}

/** What cannot be judged is denied by the profile itself. */
function refusedBy({ compiled: { mode } }: IdentifiedProfile): Accepted {
  return { enforce: mode !== 'enforce', warn: mode === 'audit', audit: false }
}

function isUngoverned({ decision, images }: Decision): boolean {
  return decision === 'allow' && images.length >= 1 && images.every(({ policies }) => policies.length === 0)
}
