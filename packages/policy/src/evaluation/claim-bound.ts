import type { ClaimTest, FieldPair, Partner } from '../compiled-policy.ts'
import { ALWAYS, type Bound, holdsWhen, least, NEVER } from './bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'
import { fieldBound, isScalar } from './field-test.ts'

const NONE: readonly SoundClaim[] = []

/** The claims a test may look at: of its type, by one of `from`. */
export function candidates(test: ClaimTest, attester: string, entry: JudgedEntry): readonly SoundClaim[] {
  return entry.claims.sound.get(test.claim)?.get(attester) ?? NONE
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

/** Until when a pair passes, whose second claim passes on its own until `alone`. */
export function pairBound(first: SoundClaim, second: SoundClaim, alone: Bound, partner: Partner): Bound {
  const joined =
    partner.equal.every((pair) => same(first, second, pair)) &&
    partner.covers.every((pair) => uncovered(first, second, pair)?.length === 0)
  return least(alone, holdsWhen(joined))
}

/** What the first list holds and the second does not. Undefined unless both are lists and the first one of strings only. */
export function uncovered(first: SoundClaim, second: SoundClaim, [a, b]: FieldPair): readonly string[] | undefined {
  const found = member(first, a)
  const accepted = member(second, b)
  if (!Array.isArray(found) || !Array.isArray(accepted)) return undefined
  const strings = found.filter((each) => typeof each === 'string')
  if (strings.length !== found.length) return undefined
  const known = new Set<unknown>(accepted)
  return strings.filter((each) => !known.has(each))
}

export function same(first: SoundClaim, second: SoundClaim, [a, b]: FieldPair): boolean {
  const value = member(first, a)
  return isScalar(value) && value === member(second, b)
}

function member(claim: SoundClaim, field: string): unknown {
  return Object.hasOwn(claim.summary, field) ? claim.summary[field] : undefined
}
