import { globsIntersect } from '@pawl/document'
import type { Attester, KeylessIdentity } from './trust-configuration.ts'
import { invalidTrust } from './trust-invalid.ts'

/** An attester and its place, `spec.attesters[0]`. */
interface Placed {
  readonly attester: Attester
  readonly at: string
}

/**
 * No signer may belong to two attesters: not by one key at all, nor by identities that some certificate could both match where both may make
 * the same claim. Otherwise one person would be two of `count: 2`.
 */
export function refuseOverlaps(attesters: readonly Attester[]): void {
  const placed = attesters.map((attester, index): Placed => ({ attester, at: `spec.attesters[${index}]` }))
  for (const [index, one] of placed.entries()) {
    for (const other of placed.slice(index + 1)) refuseOverlap(one, other)
  }
}

function refuseOverlap(one: Placed, other: Placed): void {
  if (one.attester.name === other.attester.name)
    invalidTrust(`${other.at}.name`, 'stands twice: give each attester its own name')
  refuseSharedKey(one, other)
  if (one.attester.claims.some((claim) => other.attester.claims.includes(claim))) refuseSharedIdentity(one, other)
}

function refuseSharedKey(one: Placed, other: Placed): void {
  for (const [m, { key }] of other.attester.keys.entries()) {
    const n = one.attester.keys.findIndex((each) => each.key.id === key.id)
    if (n < 0) continue
    invalidTrust(
      `${other.at}.keys[${m}].file`,
      `holds the key of ${one.at}.keys[${n}] too: one person would be two attesters, leave it under one of them`,
    )
  }
}

function refuseSharedIdentity(one: Placed, other: Placed): void {
  for (const [m, identity] of other.attester.keyless.entries()) {
    const n = one.attester.keyless.findIndex((each) => canBeOne(each, identity))
    if (n < 0) continue
    invalidTrust(
      `${other.at}.keyless[${m}].identity`,
      `can match a certificate that ${one.at}.keyless[${n}] matches too, and both may make the same claim: make the two distinct, or give them different claims`,
    )
  }
}

function canBeOne(a: KeylessIdentity, b: KeylessIdentity): boolean {
  return a.issuer === b.issuer && globsIntersect(a.identity, b.identity)
}
