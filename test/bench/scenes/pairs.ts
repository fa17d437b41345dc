import type { CompiledProfile } from '@pawl/policy'
import { NOW, profileFrom } from './admission-policy.ts'

/** One requirement: a scan, and a review that covers what it found. */
export function pairProfile(): CompiledProfile {
  return profileFrom([
    {
      name: 'reviewed',
      claim: 'vulnerability-scan',
      from: ['scanner'],
      maxAge: '24h',
      with: { claim: 'review', from: ['security-team'], maxAge: '14d', covers: { findings: 'accepted' } },
    },
  ])
}

/** One image with so many scans and so many reviews; each review covers each scan, so that no pair can be left out. */
export function pairText(claims: number, serial: number): string {
  const listed = Array.from({ length: 16 }, (_, at) => `CVE-2026-${serial}-${at}|pkg:npm/left@1.2.3`)
  const claim = (type: string, attester: string, summary: object, at: number): object => ({
    type,
    attester,
    moment: NOW - 60 - (serial % 60),
    statementDigest: `${type}:${serial}:${at}`,
    summary,
  })
  const image = {
    reference: `ghcr.io/acme/app:${serial}`,
    repository: 'ghcr.io/acme/app',
    name: 'app',
    digest: `sha256:${serial.toString(16).padStart(64, '0')}`,
    verifiedAt: NOW - 10,
    validUntil: NOW + 290,
    claims: Array.from({ length: claims }, (_, at) => [
      claim('vulnerability-scan', 'scanner', { findings: listed }, at),
      claim('review', 'security-team', { accepted: listed.toReversed() }, at),
    ]).flat(),
  }
  return JSON.stringify({ apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image] })
}
