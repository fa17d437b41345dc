import { type Claim, canonicalJson, encodeUtf8, LIMITS } from '@pawl/document'

/** The claims an image keeps, in a stable order, and those that did not fit. */
export interface CappedClaims {
  readonly kept: readonly Claim[]
  readonly overLimit: ReadonlySet<Claim>
}

/** Bytes of an entry that are not claims: references, names, times. */
const ENTRY_BYTES = 4096
const MAX_PLACES = 8

/**
 * Law L8: every pair of attester and claim type owns min(8, 64 / pairs) places and its share of the bytes, so no attester can push out
 * another. Claims equal in all that a policy can see are one, the newest: that loses nothing. What then exceeds the share goes, oldest first.
 */
export function capClaims(claims: readonly Claim[], pairs: number, verifiedAt: number): CappedClaims {
  const latest = verifiedAt + LIMITS.skew
  const places = Math.min(MAX_PLACES, Math.floor(LIMITS.claims / pairs))
  const bytes = Math.floor((LIMITS.imageBytes - ENTRY_BYTES) / pairs)
  const ordered = claims.toSorted((a, b) => compare(a, b, latest))
  const distinct = firstOfEach(ordered, identityOf)
  const shares = new Map<string, { places: number; bytes: number }>()
  const kept: Claim[] = []
  const overLimit = new Set<Claim>()
  for (const claim of distinct) {
    const pair = JSON.stringify([claim.attester, claim.type])
    const share = shares.get(pair) ?? { places, bytes }
    shares.set(pair, share)
    const size = sizeOf(claim)
    const fits = share.places >= 1 && share.bytes >= size
    if (fits) {
      share.places -= 1
      share.bytes -= size
      kept.push(claim)
    } else overLimit.add(claim)
  }
  return { kept, overLimit }
}

/** Newest moment first; then without a moment; those from the future last, which count for nothing. Ties by statement digest. */
function compare(a: Claim, b: Claim, latest: number): number {
  const byMoment = rank(b, latest) - rank(a, latest)
  if (byMoment !== 0) return byMoment
  if (a.statementDigest !== b.statementDigest) return a.statementDigest < b.statementDigest ? -1 : 1
  // One statement by several signers: any order will do, as long as it is always the same.
  const left = canonicalOf(a)
  const right = canonicalOf(b)
  return left === right ? 0 : left < right ? -1 : 1
}

function rank({ moment }: Claim, latest: number): number {
  if (moment === undefined) return -1
  return moment <= latest ? moment : -2
}

/** What a policy can tell claims apart by, beside their moment (law L8). */
function identityOf({ type, attester, signer, summary, expiresAt }: Claim): string {
  return canonicalJson({
    type,
    attester,
    signer: { ...signer },
    summary,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  })
}

function firstOfEach(claims: readonly Claim[], key: (claim: Claim) => string): readonly Claim[] {
  const first = new Map<string, Claim>()
  for (const claim of claims) if (!first.has(key(claim))) first.set(key(claim), claim)
  return [...first.values()]
}

function canonicalOf(claim: Claim): string {
  return canonicalJson({ ...claim, signer: { ...claim.signer } })
}

function sizeOf(claim: Claim): number {
  return encodeUtf8(canonicalOf(claim)).length + 1
}
