import { isRecord, isTime } from '@pawl/document'

/** A claim that is well-formed and not from the future; whether it counts for something is the policy's question. */
export interface SoundClaim {
  readonly type: string
  readonly attester: string
  readonly statementDigest: string
  /** `signer.id`, where there is one. */
  readonly signer: string | undefined
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

/** The claims of one entry by type and attester, in two maps: a joined key could be forged by a name that holds the separator. */
export interface ClaimTable {
  readonly sound: ReadonlyMap<string, ReadonlyMap<string, readonly SoundClaim[]>>
  readonly unsound: readonly UnsoundClaim[]
}

/** A malformed claim does not count and changes nothing else (law L4). */
export function readClaims(values: readonly unknown[], latest: number): ClaimTable {
  const sound: SoundClaim[] = []
  const unsound: UnsoundClaim[] = []
  for (const value of values) {
    const claim = readClaim(value, latest)
    if ('code' in claim) unsound.push(claim)
    else sound.push(claim)
  }
  return tableOf(sound, unsound)
}

export function tableOf(claims: readonly SoundClaim[], unsound: readonly UnsoundClaim[]): ClaimTable {
  const sound = new Map<string, Map<string, SoundClaim[]>>()
  for (const claim of claims) add(sound, claim)
  return { sound, unsound }
}

function add(table: Map<string, Map<string, SoundClaim[]>>, claim: SoundClaim): void {
  const ofType = table.get(claim.type) ?? new Map<string, SoundClaim[]>()
  const ofAttester = ofType.get(claim.attester) ?? []
  ofAttester.push(claim)
  ofType.set(claim.attester, ofAttester)
  table.set(claim.type, ofType)
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
    signer: signerOf(value['signer']),
    moment: isTime(moment) ? moment : undefined,
    expiresAt: isTime(expiresAt) ? expiresAt : Number.POSITIVE_INFINITY,
    summary,
  }
}

function signerOf(value: unknown): string | undefined {
  const id = isRecord(value) ? value['id'] : undefined
  return typeof id === 'string' ? id : undefined
}

/** Absent means that the member is not there: a null is present, and wrong. */
function isAbsentOrTime(claim: Readonly<Record<string, unknown>>, member: string): boolean {
  return !Object.hasOwn(claim, member) || isTime(claim[member])
}
