import type { Revoked } from '../compiled-policy.ts'
import { type ClaimTable, type SoundClaim, tableOf, type UnsoundClaim } from './claim-table.ts'

/** The claims without those that the policy no longer counts: they go among the unsound ones, for the reasons. */
export function withoutRevoked(table: ClaimTable, revoked: Revoked): ClaimTable {
  if (!(revoked.statements.length + revoked.attesters.length + revoked.signers.length > 0)) return table
  const sets = setsOf(revoked)
  const claims = [...table.sound.values()].flatMap((byAttester) => [...byAttester.values()].flat())
  const out = claims.filter((claim) => isRevoked(claim, sets))
  return tableOf(
    claims.filter((claim) => !out.includes(claim)),
    [...table.unsound, ...out.map(asUnsound)],
  )
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
  // Who does not say by whom it is signed could be the one that was revoked.
  return signers.size > 0 && (claim.signer === undefined || signers.has(claim.signer))
}

function asUnsound({ type, attester, statementDigest }: SoundClaim): UnsoundClaim {
  return { type, code: 'claim-revoked', attester, statementDigest }
}
