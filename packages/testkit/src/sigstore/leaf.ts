import { type TestKey, testKey } from '../test-key.ts'
import { type CertificateParts, certificate, EMPTY_NAME, serialFor, tbsCertificate } from './certificate.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import {
  authorityKeyId,
  basicConstraintsCa,
  EKU_CODE_SIGNING,
  EKU_SERVER_AUTH,
  extendedKeyUsage,
  mayOnlySign,
  subjectAltNames,
  subjectKeyId,
  unknownCritical,
} from './certificate-extensions.ts'
import { sctList } from './ct-log.ts'
import type { Forgery } from './forgery.ts'
import { generalName, type Identity, identityExtensions } from './identity.ts'
import type { Parties } from './parties.ts'

export interface LeafRequest {
  readonly identity: Identity
  readonly key: TestKey
  readonly notBefore: number
  readonly forge: Forgery | undefined
}

const TEN_MINUTES = 600
const TWO_HOURS = 7200

/** A short-lived code-signing certificate with an embedded SCT, as Fulcio issues them. */
export function leafCertificate(parties: Parties, request: LeafRequest): Uint8Array {
  const { key, notBefore, forge } = request
  const authority = issuingAuthority(parties, forge)
  const parts: CertificateParts = {
    serial: serialFor(key.id),
    notBefore,
    notAfter: notBefore + (forge === 'leaf-validity-too-long' ? TWO_HOURS : TEN_MINUTES),
    subject: EMPTY_NAME,
    issuer: authority.name,
    spki: key.spki,
    extensions: leafExtensions(request, authority),
    signer: forge === 'leaf-by-stranger' ? testKey(authority.key.kind) : authority.key,
  }
  if (forge === 'sct-missing') return certificate(parts)
  const sct = embeddedSct(parties, parts, authority.key.spki, forge)
  return certificate({ ...parts, extensions: [...parts.extensions, sct] })
}

export function issuingAuthority(parties: Parties, forge: Forgery | undefined): CertificateAuthority {
  switch (forge) {
    case 'leaf-outside-name-constraints':
      return parties.authorities.constrained
    case 'intermediate-expired':
      return parties.authorities.expired
    case 'ca-retired':
      return parties.authorities.retired
    default:
      return parties.authorities.main
  }
}

function leafExtensions(request: LeafRequest, authority: CertificateAuthority): Uint8Array[] {
  const { identity, key, forge } = request
  const name = generalName(identity.san, identity.sanKind)
  const names = forge === 'leaf-two-sans' ? [name, generalName(`${identity.san}-other`, identity.sanKind)] : [name]
  return [
    mayOnlySign,
    ...purpose(forge),
    ...(forge === 'leaf-is-ca' ? [basicConstraintsCa()] : []),
    subjectKeyId(key.spki),
    authorityKeyId(authority.key.spki),
    subjectAltNames(...names),
    ...identityExtensions(identity),
    ...(forge === 'leaf-unknown-critical-extension' ? [unknownCritical] : []),
  ]
}

function purpose(forge: Forgery | undefined): Uint8Array[] {
  if (forge === 'leaf-without-eku') return []
  return [extendedKeyUsage(forge === 'leaf-server-auth-only' ? EKU_SERVER_AUTH : EKU_CODE_SIGNING, false)]
}

function embeddedSct(
  parties: Parties,
  parts: CertificateParts,
  issuerSpki: Uint8Array,
  forge: Forgery | undefined,
): Uint8Array {
  const { main, retired, unknown } = parties.ctLogs
  const covered = forge === 'sct-over-other-certificate' ? { ...parts, serial: serialFor('other') } : parts
  const precertificate = { tbs: tbsCertificate(covered), issuerSpki }
  switch (forge) {
    case 'sct-by-stranger':
      return sctList({ logId: main.logId, key: testKey('p256') }, precertificate, parts.notBefore)
    case 'sct-by-unknown-log':
      return sctList(unknown, precertificate, parts.notBefore)
    case 'sct-log-retired':
      return sctList(retired, precertificate, parts.notBefore)
    default:
      return sctList(main, precertificate, parts.notBefore)
  }
}
