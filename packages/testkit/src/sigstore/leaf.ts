import { type TestKey, testKey } from '../test-key.ts'
import type { Party } from './bundle-request.ts'
import { type CertificateParts, certificate, EMPTY_NAME, serialFor, tbsCertificate } from './certificate.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import {
  authorityKeyId,
  basicConstraintsCa,
  EKU_CODE_SIGNING,
  EKU_SERVER_AUTH,
  extendedKeyUsage,
  mayOnlySign,
  maySignAndCertify,
  subjectAltNames,
  subjectKeyId,
  unknownCritical,
} from './certificate-extensions.ts'
import { sctList, type TimestampSigner } from './ct-log.ts'
import type { Forgery } from './forgery.ts'
import { generalName, generalNames, type Identity, identityExtensions } from './identity.ts'
import { type Parties, partyOf } from './parties.ts'

export interface LeafRequest {
  readonly identity: Identity
  readonly key: TestKey
  readonly notBefore: number
  /** The certificate logs that give an SCT. */
  readonly sctsBy: readonly Party[]
  readonly forge: Forgery | undefined
  readonly signs?: CertificateParts['signs']
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
    ...(request.signs && { signs: request.signs }),
  }
  if (forge === 'sct-missing') return certificate(parts)
  const sct = embeddedScts(parties, parts, authority.key.spki, request)
  return certificate({ ...parts, extensions: [...parts.extensions, sct] })
}

export function issuingAuthority(parties: Parties, forge: Forgery | undefined): CertificateAuthority {
  const { main, retired, constrained, expired } = parties.authorities
  if (forge === 'leaf-outside-name-constraints') return constrained
  if (forge === 'intermediate-expired') return expired
  return forge === 'ca-retired' ? retired : main
}

function leafExtensions(request: LeafRequest, authority: CertificateAuthority): Uint8Array[] {
  const { identity, key, forge } = request
  const other = forge === 'leaf-two-sans' ? [generalName(`${identity.san}-other`, identity.sanKind)] : []
  return [
    ...(forge === 'leaf-is-ca' ? [maySignAndCertify, basicConstraintsCa()] : [mayOnlySign]),
    ...purpose(forge),
    subjectKeyId(key.spki),
    authorityKeyId(authority.key.spki),
    subjectAltNames(...generalNames(identity), ...other),
    ...identityExtensions(identity),
    ...(forge === 'leaf-unknown-critical-extension' ? [unknownCritical] : []),
  ]
}

function purpose(forge: Forgery | undefined): Uint8Array[] {
  if (forge === 'leaf-without-eku') return []
  return [extendedKeyUsage([forge === 'leaf-server-auth-only' ? EKU_SERVER_AUTH : EKU_CODE_SIGNING], false)]
}

function embeddedScts(
  parties: Parties,
  parts: CertificateParts,
  issuerSpki: Uint8Array,
  { forge, sctsBy }: LeafRequest,
): Uint8Array {
  const covered = forge === 'sct-over-other-certificate' ? { ...parts, serial: serialFor('other') } : parts
  const precertificate = { tbs: tbsCertificate(covered), issuerSpki }
  const signers = sctsBy.map((party) => sctSigner(parties, forge, party))
  return sctList(signers, precertificate, parts.notBefore)
}

function sctSigner(parties: Parties, forge: Forgery | undefined, party: Party): TimestampSigner {
  const { main, retired, unknown } = parties.ctLogs
  if (forge === 'sct-by-stranger') return { logId: main.logId, key: testKey('p256') }
  if (forge === 'sct-by-unknown-log') return unknown
  return forge === 'sct-log-retired' ? retired : partyOf(parties.ctLogs, party)
}
