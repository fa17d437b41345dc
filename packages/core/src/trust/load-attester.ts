import { didYouMean, LIMITS, parseInstant } from '@pawl/document'
import { parsePublicKey } from '../keys/public-key.ts'
import { isCertificateField } from '../sigstore/certificate-fields.ts'
import type { TrustedRoot } from '../sigstore/trusted-root.ts'
import { atPlace } from './at-place.ts'
import {
  type Attester,
  CLAIM_TYPES,
  type CustomSummary,
  type KeylessIdentity,
  type TrustedKey,
} from './trust-configuration.ts'
import { invalidTrust } from './trust-invalid.ts'
import type { TrustMaterial } from './trust-material.ts'
import type { WrittenAttester, WrittenIdentity, WrittenKey } from './written-trust.ts'

/** What an attester may refer to, and the digests of the files that were read. */
export interface Around {
  readonly roots: ReadonlyMap<string, TrustedRoot>
  readonly summaries: readonly CustomSummary[]
  readonly material: TrustMaterial
  readonly files: Map<string, string>
}

/** `at` is its place, `spec.attesters[0]`. */
export function loadAttester(written: WrittenAttester, around: Around, at: string): Attester {
  const known = [...CLAIM_TYPES, ...around.summaries.map((each) => each.claim)]
  const stray = written.claims.findIndex((claim) => !known.includes(claim))
  if (stray >= 0) {
    const otherwise = ': name a built-in one, or the claim of one of spec.summaries'
    invalidTrust(
      `${at}.claims[${stray}]`,
      `is no claim type that is known${didYouMean(written.claims[stray] ?? '', known, otherwise)}`,
    )
  }
  return {
    name: written.name,
    claims: [...new Set(written.claims)],
    keys: (written.keys ?? []).map((each, index) => loadKey(each, around, `${at}.keys[${index}]`)),
    keyless: (written.keyless ?? []).map((each, index) => loadIdentity(each, around, `${at}.keyless[${index}]`)),
    buildLevel: written.buildLevel,
  }
}

function loadKey(written: WrittenKey, { material, files }: Around, at: string): TrustedKey {
  const key = atPlace(`${at}.file`, written.file, () =>
    parsePublicKey(Buffer.from(material.file(written.file)).toString('latin1')),
  )
  files.set(`key:${written.file}`, key.id)
  const validFrom = instant(written.validFrom, 0, `${at}.validFrom`)
  const validUntil = instant(written.validUntil, LIMITS.time + 1, `${at}.validUntil`)
  if (!(validFrom < validUntil)) {
    const end = written.validUntil === undefined ? 'validFrom' : 'validUntil'
    invalidTrust(`${at}.${end}`, 'ends the window before it begins: write validFrom before validUntil')
  }
  return { key, validFrom, validUntil }
}

function instant(written: string | undefined, otherwise: number, at: string): number {
  if (written === undefined) return otherwise
  return parseInstant(written) ?? invalidTrust(at, 'is not an instant: write UTC with whole seconds and Z')
}

function loadIdentity(written: WrittenIdentity, { roots }: Around, at: string): KeylessIdentity {
  const root = roots.get(written.root)
  if (root === undefined) {
    const otherwise = ': write it there with this name'
    return invalidTrust(`${at}.root`, `is no root under spec.roots${didYouMean(written.root, roots.keys(), otherwise)}`)
  }
  const fields = Object.entries(written.certificate ?? {})
  const certificate = new Map(
    fields.map(([field, value]) => [
      isCertificateField(field) ? field : invalidTrust(`${at}.certificate`, 'names no certificate field'),
      value,
    ]),
  )
  return { root, issuer: written.issuer, identity: written.identity, certificate }
}
