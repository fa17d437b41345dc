import type { ClaimTest, FieldPair, Leaf, Partner } from '../compiled-policy.ts'
import { allOf, anyOf, type Bound, holdsWhen, NEVER } from './bound.ts'
import type { SoundClaim } from './claim-table.ts'
import type { JudgedEntry } from './entry.ts'
import { fieldBound, isScalar } from './field-test.ts'

/** The claims a test may look at: of its type, by one of `from`. */
export function candidates(test: ClaimTest, attester: string, entry: JudgedEntry): readonly SoundClaim[] {
  return entry.claims.sound.get(test.claim)?.get(attester) ?? []
}

/** Until when one claim passes on its own: its end, its age, its fields. */
export function claimBound(claim: SoundClaim, test: ClaimTest, entry: JudgedEntry): Bound {
  return allOf([
    claim.expiresAt,
    ageBound(claim, test),
    ...test.where.map((each) => fieldBound(each, claim.summary, entry)),
  ])
}

export function ageBound(claim: SoundClaim, test: ClaimTest): Bound {
  if (test.maxAge === 'unlimited') return Number.POSITIVE_INFINITY
  // No moment, no age: a signature stamped anew today proves nothing about when it was made (C111).
  return claim.moment === undefined ? NEVER : claim.moment + test.maxAge + 1
}

/** Until when a claim passes a leaf, its best partner included. */
export function leafClaimBound(claim: SoundClaim, leaf: Leaf, entry: JudgedEntry): Bound {
  const alone = claimBound(claim, leaf, entry)
  if (leaf.with === undefined || alone === NEVER) return alone
  const partner = leaf.with
  return allOf([alone, anyOf(partners(partner, entry).map((second) => pairBound(claim, second, partner, entry)))])
}

export function partners(partner: Partner, entry: JudgedEntry): readonly SoundClaim[] {
  return partner.from.flatMap((attester) => candidates(partner, attester, entry))
}

/** Until when the second claim of a pair passes, and agrees with the first. */
export function pairBound(first: SoundClaim, second: SoundClaim, partner: Partner, entry: JudgedEntry): Bound {
  const alone = claimBound(second, partner, entry)
  if (alone === NEVER) return NEVER
  return allOf([
    alone,
    holdsWhen(partner.covers.every((pair) => uncovered(first, second, pair)?.length === 0)),
    holdsWhen(partner.equal.every((pair) => same(first, second, pair))),
  ])
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
