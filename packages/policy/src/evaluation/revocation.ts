import { isRecord } from '@pawl/document'
import type { Revoked } from '../compiled-policy.ts'
import { addClaim, type ClaimTable, type SoundClaim, type UnsoundClaim } from './claim-table.ts'

/** The claims without those that the policy no longer counts: they go among the unsound ones, for the reasons. */
export function withoutRevoked(table: ClaimTable, revoked: Revoked): ClaimTable {
  if (!(revoked.statements.length + revoked.attesters.length + revoked.signers.length > 0)) return table
  const sets = setsOf(revoked)
  const sound = new Map<string, SoundClaim[]>()
  const unsound = [...table.unsound]
  for (const claims of table.sound.values()) {
    for (const claim of claims) {
      if (isRevoked(claim, sets)) unsound.push(asUnsound(claim))
      else addClaim(sound, claim)
    }
  }
  return { sound, unsound }
}

interface RevokedSets {
  readonly statements: ReadonlySet<string>
  readonly attesters: ReadonlySet<string>
  readonly signers: ReadonlySet<string>
}

// A thousand entries against every claim of every image: looked up, not walked. Made once for each policy.
const SETS = new WeakMap<Revoked, RevokedSets>()

function setsOf(revoked: Revoked): RevokedSets {
  const known = SETS.get(revoked)
  if (known !== undefined) return known
  const { statements, attesters, signers } = revoked
  const sets = { statements: new Set(statements), attesters: new Set(attesters), signers: new Set(signers) }
  SETS.set(revoked, sets)
  return sets
}

function isRevoked(claim: SoundClaim, { statements, attesters, signers }: RevokedSets): boolean {
  if (statements.has(claim.statementDigest) || attesters.has(claim.attester)) return true
  if (!(signers.size > 0)) return false
  const id = isRecord(claim.signer) ? claim.signer['id'] : undefined
  // Who does not say by whom it is signed could be the one that was revoked.
  return typeof id !== 'string' || signers.has(id)
}

function asUnsound({ type, attester, statementDigest }: SoundClaim): UnsoundClaim {
  return { type, code: 'claim-revoked', attester, statementDigest }
}
