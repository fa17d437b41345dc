import { type PublicKey, publicKeyFromSpki } from '../keys/public-key.ts'
import { type Rejection, reject } from '../rejection-codes.ts'
import { type Authority, isChainCurrent, isCurrent, isIssuedBy } from '../x509/authority-chain.ts'
import type { Certificate } from '../x509/certificate.ts'
import { maySign } from '../x509/certificate-uses.ts'
import { constraintsAllow } from '../x509/name-constraints.ts'
import { type AlternativeName, readAlternativeName } from '../x509/subject-alternative-name.ts'
import type { CertificateAuthority, TrustedRoot } from './trusted-root.ts'
import { isWithin } from './validity-window.ts'

/** When a signature existed: at least one verified moment. */
export type VerifiedTimes = readonly [number, ...number[]]

/** A leaf that an authority of the root issued for signing, and that was valid at every one of `times`. */
export interface IssuedLeaf {
  readonly certificate: Certificate
  readonly issuer: Authority
  readonly key: PublicKey
  readonly name: AlternativeName
  readonly times: VerifiedTimes
}

/** RFC 5280 6.1 for a chain that the operator pinned: window, purpose, name, issuer, constraints, and every authority's own window. */
export function checkCertificate(
  certificate: Certificate,
  root: TrustedRoot,
  times: VerifiedTimes,
): IssuedLeaf | Rejection {
  if (!times.every((time) => isCurrent(certificate, time))) return reject('certificate-outside-validity', 'leaf')
  const [current, others] = partition(root.certificateAuthorities, (each) => isAuthorityCurrent(each, times))
  const authority = current.find(({ chain }) => isIssuedBy(certificate, chain.issuing))
  if (authority !== undefined) return checkUse(certificate, authority, times)
  // Which of the two it was is said for the operator; either way there is no authority.
  const outside = others.some(({ chain }) => isIssuedBy(certificate, chain.issuing))
  return outside ? reject('certificate-outside-validity', 'authority') : reject('certificate-untrusted', 'issuer')
}

function partition<T>(all: readonly T[], test: (each: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((each) => !test(each))]
}

function checkUse(
  certificate: Certificate,
  { chain }: CertificateAuthority,
  times: VerifiedTimes,
): IssuedLeaf | Rejection {
  if (!maySign(certificate, 'code-signing')) return reject('certificate-not-for-signing', 'leaf')
  const name = readAlternativeName(certificate)
  if (name === undefined) return reject('certificate-identity', 'subjectAlternativeName')
  const constraints = chain.all
    .map(({ certificate: { uses } }) => uses.nameConstraints)
    .filter((each) => each !== undefined)
  if (!constraints.every((each) => constraintsAllow(each, name))) {
    return reject('certificate-not-for-signing', 'nameConstraints')
  }
  const key = publicKeyFromSpki(certificate.spki)
  if (key === undefined) return reject('certificate-malformed', 'subjectPublicKeyInfo')
  return { certificate, issuer: chain.issuing, key, name, times }
}

function isAuthorityCurrent({ chain, window }: CertificateAuthority, times: VerifiedTimes): boolean {
  return times.every((time) => isWithin(window, time) && isChainCurrent(chain, time))
}
