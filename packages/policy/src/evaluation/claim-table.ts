import { isRecord, isTime } from '@pawl/document'

/** A claim that is well-formed and not from the future; whether it counts for something is the policy's question. */
export interface SoundClaim {
  readonly type: string
  readonly attester: string
  readonly statementDigest: string
  /** As it stands in the document: only who revokes signers looks into it. */
  readonly signer: unknown
  readonly moment: number | undefined
  /** Infinity when it says nothing. */
  readonly expiresAt: number
  readonly summary: Readonly<Record<string, unknown>>
}

/** A claim that counts for nothing, kept for the reasons only. */
export interface UnsoundClaim {
  readonly type: string
  readonly code: 'claim-malformed' | 'moment-in-future' | 'claim-revoked'
  readonly attester?: string
  readonly statementDigest?: string
}

/**
 * The claims of one entry by type, in the order of the document. Not by attester as well: a type has few claims and a test few names, and
 * to compare them takes less than to keep a map for each type.
 */
export interface ClaimTable {
  readonly sound: ReadonlyMap<string, readonly SoundClaim[]>
  readonly unsound: readonly UnsoundClaim[]
}

/** A malformed claim does not count and changes nothing else (law L4). */
export function readClaims(values: readonly unknown[], latest: number): ClaimTable {
  const sound = new Map<string, SoundClaim[]>()
  const unsound: UnsoundClaim[] = []
  for (const value of values) {
    const claim = readClaim(value, latest)
    if ('code' in claim) unsound.push(claim)
    else addClaim(sound, claim)
  }
  return { sound, unsound }
}

export function addClaim(table: Map<string, SoundClaim[]>, claim: SoundClaim): void {
  const ofType = table.get(claim.type)
  if (ofType === undefined) table.set(claim.type, [claim])
  else ofType.push(claim)
}

function readClaim(value: unknown, latest: number): SoundClaim | UnsoundClaim {
  if (!isRecord(value)) return { type: '', code: 'claim-malformed' }
  const { type, attester, statementDigest, summary, moment, expiresAt } = value
  if (typeof type !== 'string') return { type: '', code: 'claim-malformed' }
  if (typeof attester !== 'string' || typeof statementDigest !== 'string') return { type, code: 'claim-malformed' }
  if (!isRecord(summary)) return { type, code: 'claim-malformed' }
  const timed = isAbsentOrTime(value, 'moment') && isAbsentOrTime(value, 'expiresAt')
  if (!timed) return { type, code: 'claim-malformed' }
  if (isTime(moment) && !(moment <= latest)) return { type, code: 'moment-in-future' }
  return {
    type,
    attester,
    statementDigest,
    signer: value['signer'],
    moment: isTime(moment) ? moment : undefined,
    expiresAt: isTime(expiresAt) ? expiresAt : Number.POSITIVE_INFINITY,
    summary,
  }
}

/** Absent means that the member is not there: a null is present, and wrong. */
function isAbsentOrTime(claim: Readonly<Record<string, unknown>>, member: string): boolean {
  return isTime(claim[member]) || !Object.hasOwn(claim, member)
}
