import type { ClaimTest, FieldPair, Partner } from '../compiled-policy.ts'
import { ALWAYS, type Bound, holdsWhen, least, NEVER } from './bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'
import { fieldBound, isScalar } from './field-test.ts'
import { type Lookup, lookupOf } from './lookup.ts'

const NONE: readonly SoundClaim[] = []

/** The claims of the type that a test asks for, by anybody. */
export function claimsOfType(test: ClaimTest, entry: JudgedEntry): readonly SoundClaim[] {
  return entry.claims.sound.get(test.claim) ?? NONE
}

/** Until when one claim passes on its own: its end, its age, its fields. */
export function claimBound(claim: SoundClaim, test: ClaimTest, entry: JudgedEntry): Bound {
  let bound = least(claim.expiresAt, ageBound(claim, test))
  for (const each of test.where) {
    // What does not hold now does not hold later either: the rest need not be asked.
    if (!(entry.now < bound)) return NEVER
    bound = least(bound, fieldBound(each, claim.summary, entry))
  }
  return bound
}

export function ageBound(claim: SoundClaim, test: ClaimTest): Bound {
  if (test.maxAge === 'unlimited') return ALWAYS
  // No moment, no age: a signature stamped anew today proves nothing about when it was made (C111).
  return claim.moment === undefined ? NEVER : claim.moment + test.maxAge + 1
}

/** A claim that may be the second of a pair: it passes on its own now. */
export interface Second {
  readonly claim: SoundClaim
  /** Until when it passes on its own. */
  readonly alone: Bound
  /** For each of `covers` what its list holds, made once for all first claims; undefined where it is no list. */
  readonly accepted: readonly (Lookup | undefined)[]
}

/** The claims that may be the second of a pair, in the order of `from`. */
export function secondsFor(partner: Partner, entry: JudgedEntry): readonly Second[] {
  const seconds: Second[] = []
  const claims = claimsOfType(partner, entry)
  for (const attester of partner.from) {
    for (const claim of claims) {
      if (claim.attester !== attester) continue
      const alone = claimBound(claim, partner, entry)
      if (!(entry.now < alone)) continue
      seconds.push({ claim, alone, accepted: partner.covers.map(([, b]) => listed(claim, b)) })
    }
  }
  return seconds
}

function listed(claim: SoundClaim, field: string): Lookup | undefined {
  const list = member(claim, field)
  return Array.isArray(list) ? lookupOf(list) : undefined
}

/** Until when a pair passes, as far as the second claim goes. */
export function pairBound(first: SoundClaim, second: Second, partner: Partner): Bound {
  const joined =
    partner.equal.every((pair) => same(first, second.claim, pair)) &&
    partner.covers.every(([a], index) => uncovered(first, a, second.accepted[index])?.length === 0)
  return least(second.alone, holdsWhen(joined))
}

/** What a list of the first claim holds and the second does not accept. Undefined unless both are lists and the first one of strings only. */
export function uncovered(
  first: SoundClaim,
  field: string,
  accepted: Lookup | undefined,
): readonly string[] | undefined {
  const found = member(first, field)
  if (!Array.isArray(found) || accepted === undefined) return undefined
  const missing: string[] = []
  for (const each of found) {
    if (typeof each !== 'string') return undefined
    if (!accepted.has(each)) missing.push(each)
  }
  return missing
}

export function same(first: SoundClaim, second: SoundClaim, [a, b]: FieldPair): boolean {
  const value = member(first, a)
  return isScalar(value) && value === member(second, b)
}

function member(claim: SoundClaim, field: string): unknown {
  return Object.hasOwn(claim.summary, field) ? claim.summary[field] : undefined
}
