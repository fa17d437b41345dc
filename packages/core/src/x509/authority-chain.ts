import { type PublicKey, publicKeyFromSpki } from '../keys/public-key.ts'
import type { Certificate } from './certificate.ts'
import { mayIssue, type Purpose } from './certificate-uses.ts'
import { schemeVerifies } from './signature-scheme.ts'

export interface Authority {
  readonly certificate: Certificate
  readonly key: PublicKey
}

/** Authorities from the one that issues leaves up to the anchor, each link verified. Made once, when a trusted root is read. */
export interface AuthorityChain {
  readonly issuing: Authority
  readonly all: readonly Authority[]
}

/** Undefined unless every certificate may issue for `purpose` where it stands and the next one (the last one, if it names itself) signed it. */
export function linkAuthorities(certificates: readonly Certificate[], purpose: Purpose): AuthorityChain | undefined {
  const all: Authority[] = []
  for (const [below, certificate] of certificates.entries()) {
    const key = publicKeyFromSpki(certificate.spki)
    if (key === undefined || !mayIssue(certificate, purpose, below)) return undefined
    all.push({ certificate, key })
  }
  const [issuing] = all
  const linked = all.every((authority, index) => isLinked(authority, all[index + 1]))
  return issuing !== undefined && linked ? { issuing, all } : undefined
}

function isLinked(authority: Authority, above: Authority | undefined): boolean {
  if (above !== undefined) return isIssuedBy(authority.certificate, above)
  // The anchor is trusted by the operator's word; a signature over itself, if it claims one, must still be right.
  const { issuer, subject } = authority.certificate
  return !Buffer.from(issuer).equals(subject) || isIssuedBy(authority.certificate, authority)
}

/** Whether the names meet and the signature verifies. */
export function isIssuedBy(certificate: Certificate, { certificate: above, key }: Authority): boolean {
  return (
    isNamedAfter(certificate, above) && schemeVerifies(certificate.scheme, key, certificate.tbs, certificate.signature)
  )
}

export function isNamedAfter(certificate: Certificate, above: Certificate): boolean {
  return Buffer.from(certificate.issuer).equals(above.subject)
}

/** Whether `time` lies in the window of the certificate (RFC 5280 4.1.2.5: both ends belong to it). */
export function isCurrent({ notBefore, notAfter }: Certificate, time: number): boolean {
  return time >= notBefore && time <= notAfter
}

/** Whether every authority is valid at `time`: a leaf does not outlive its authority (C30). */
export function isChainCurrent({ all }: AuthorityChain, time: number): boolean {
  return all.length > 0 && all.every(({ certificate }) => isCurrent(certificate, time))
}
