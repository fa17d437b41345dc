import type { PublicKey } from '../keys/public-key.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { parseCertificate } from '../x509/certificate.ts'
import type { AlternativeName } from '../x509/subject-alternative-name.ts'
import type { Bundle } from './bundle.ts'
import type { BundleMaterial } from './bundle-material.ts'
import type { CertificateField } from './certificate-fields.ts'
import { readFields, readIssuer } from './certificate-identity.ts'
import { checkCertificate, type VerifiedTimes } from './check-certificate.ts'
import { checkCertificateLog, type LoggedLeaf } from './check-certificate-log.ts'
import { checkLogEntries } from './check-log-entries.ts'
import { checkThresholds } from './check-thresholds.ts'
import { checkTimestamps } from './check-timestamps.ts'
import { isSignedBy, type SignedMaterial, signedMaterial } from './signed-material.ts'
import type { TrustedRoot } from './trusted-root.ts'

export type { CertificateField } from './certificate-fields.ts'

/** That an identity signed the envelope of a bundle, and when. It says nothing about who may say what. */
export interface KeylessProof {
  readonly identity: {
    readonly san: string
    readonly sanKind: AlternativeName['kind']
    readonly issuer: string
  }
  readonly extensions: ReadonlyMap<CertificateField, string>
  /** Verified epoch seconds, each inside the certificate's window. */
  readonly times: VerifiedTimes
  /** Whether the certificate lives an hour at most, so that its window bounds the time of signing by itself. */
  readonly shortLived: boolean
  readonly key: PublicKey
}

/**
 * Verifies a bundle signed with a certificate of `root` (Sigstore client specification, 4). What must be there follows from the root: a log entry
 * where it has logs, an SCT where it has certificate logs, a verified time always; and as many as `root.require` asks for. What is there beyond
 * that must verify as well.
 */
export function verifyKeyless(bundle: Bundle, root: TrustedRoot): KeylessProof | Rejection {
  const { signer } = bundle
  if (signer.kind !== 'certificate') return reject('signature-unverified', 'certificate')
  return verifyCertified(bundle, signedMaterial(bundle, signer), root)
}

type Evidence = Pick<BundleMaterial, 'entries' | 'timestamps'>

/** The same for whatever is signed: `material.verifier` is the certificate. */
export function verifyCertified(
  evidence: Evidence,
  material: SignedMaterial,
  root: TrustedRoot,
): KeylessProof | Rejection {
  const certificate = parseCertificate(material.verifier.der)
  if (certificate === undefined) return reject('certificate-malformed', 'certificate')
  const times = checkTimes(evidence, material, root)
  if (isRejection(times)) return times
  const issued = checkCertificate(certificate, root, times)
  if (isRejection(issued)) return issued
  const logged = checkCertificateLog(issued, root)
  return isRejection(logged) ? logged : checkSignature(logged, material)
}

function checkTimes(bundle: Evidence, material: SignedMaterial, root: TrustedRoot): VerifiedTimes | Rejection {
  const stamped = checkTimestamps(bundle.timestamps, material, root)
  if (isRejection(stamped)) return stamped
  const evidence = checkLogEntries(bundle.entries, material, root, stamped.times)
  if (isRejection(evidence)) return evidence
  if (root.logs.length > 0 && !(evidence.logs.size >= 1)) return reject('log-entry-missing', 'tlogEntries')
  const [first, ...others] = [...stamped.times, ...evidence.times]
  const unmet = checkThresholds(evidence, stamped, root.require)
  if (unmet !== undefined) return unmet
  return first === undefined ? reject('time-missing', 'times') : [first, ...others]
}

const SHORT_LIVED_SECONDS = 3600

/** The signature over the envelope, by the key of the certificate: only now is there a signer whose identity can be read. */
function checkSignature(
  { certificate, key, name, times }: LoggedLeaf,
  material: SignedMaterial,
): KeylessProof | Rejection {
  if (!isSignedBy(key, material)) return reject('signature-invalid', 'signature')
  const issuer = readIssuer(certificate)
  const extensions = readFields(certificate)
  if (issuer === undefined) return reject('certificate-identity', 'issuer')
  if (extensions === undefined) return reject('certificate-identity', 'extensions')
  const shortLived = certificate.notAfter - certificate.notBefore <= SHORT_LIVED_SECONDS
  return { identity: { san: name.value, sanKind: name.kind, issuer }, extensions, times, shortLived, key }
}
