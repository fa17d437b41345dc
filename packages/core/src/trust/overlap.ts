import { globsIntersect } from '@pawl/document'
import type { Attester, KeylessIdentity } from './trust-configuration.ts'
import { invalidTrust } from './trust-invalid.ts'

/**
 * No signer may belong to two attesters: not by one key at all, nor by identities that some certificate could both match where both may make
 * the same claim. Otherwise one person would be two of `count: 2`.
 */
export function refuseOverlaps(attesters: readonly Attester[]): void {
  for (const [index, one] of attesters.entries()) {
    for (const other of attesters.slice(index + 1)) refuseOverlap(one, other)
  }
}

function refuseOverlap(one: Attester, other: Attester): void {
  if (one.name === other.name) invalidTrust(`attester ${one.name}`, 'stands twice')
  const both = `attesters ${one.name}, ${other.name}`
  if (shareKey(one, other)) invalidTrust(both, 'share a key')
  if (one.claims.some((claim) => other.claims.includes(claim)) && shareIdentity(one, other)) {
    invalidTrust(both, 'may make the same claim and have identities that can match one certificate')
  }
}

function shareKey(one: Attester, other: Attester): boolean {
  return one.keys.some(({ key }) => other.keys.some((each) => each.key.id === key.id))
}

function shareIdentity(one: Attester, other: Attester): boolean {
  return one.keyless.some((a) => other.keyless.some((b) => canBeOne(a, b)))
}

function canBeOne(a: KeylessIdentity, b: KeylessIdentity): boolean {
  return a.issuer === b.issuer && globsIntersect(a.identity, b.identity)
}
