import { createHash } from 'node:crypto'
import type { DsseEnvelope } from '../envelope.ts'
import { testKey } from '../test-key.ts'
import { type BundleVersion, type KeylessRequest, type KeyRequest, planBundle } from './bundle-request.ts'
import { type Evidence, makeEvidence } from './evidence.ts'
import { issuingAuthority, leafCertificate } from './leaf.ts'
import type { LoggedVerifier } from './log-body.ts'
import { makeParties, type Parties, type SigstoreOptions } from './parties.ts'
import { type MessageSignature, type SignedContent, signContent } from './signed-content.ts'
import { type TrustedRootJson, trustedRoot } from './trusted-root.ts'

interface RawBytes {
  readonly rawBytes: string
}

export interface VerificationMaterial extends Evidence {
  readonly certificate?: RawBytes
  readonly x509CertificateChain?: { readonly certificates: readonly RawBytes[] }
  readonly publicKey?: { readonly hint: string }
}

export interface BundleJson {
  readonly mediaType: string
  readonly verificationMaterial: VerificationMaterial
  readonly dsseEnvelope?: DsseEnvelope
  readonly messageSignature?: MessageSignature
}

/** A Sigstore of its own: nobody's trusted root knows it but `trustedRoot`. */
export interface FakeSigstore {
  readonly trustedRoot: TrustedRootJson
  /** A bundle signed under a certificate for the identity. Refuses a forgery of something it does not contain. */
  readonly bundle: (request: KeylessRequest) => BundleJson
  /** A bundle signed by a key the verifier has to know by itself. */
  readonly keyBundle: (request: KeyRequest) => BundleJson
}

/** Real cryptography, no network; one call makes some twenty keys and can serve a whole test file. */
export function fakeSigstore(options: SigstoreOptions): FakeSigstore {
  const parties = makeParties(options)
  return {
    trustedRoot: trustedRoot(parties),
    bundle: (request) => keylessBundle(parties, request, options.now),
    keyBundle: (request) => keyBundle(parties, request, options.now),
  }
}

function keylessBundle(parties: Parties, request: KeylessRequest, now: number): BundleJson {
  const plan = planBundle(request, now, true)
  const { forge, signedAt, signs } = plan
  const { identity, key = testKey('p256'), sctsBy = ['main'] } = request
  const leaf = leafCertificate(parties, {
    identity,
    key,
    notBefore: signedAt,
    sctsBy,
    forge,
    ...(signs.certificate && { signs: signs.certificate }),
  })
  const signer = { key, hash: key.kind === 'ed25519' ? undefined : 'sha256', keyid: '' } as const
  const content = signContent(plan, signer)
  const evidence = makeEvidence(parties, plan, {
    content,
    signer,
    verifier: { kind: 'certificate', der: leaf, key },
    otherVerifier: () => otherLeaf(parties, request, signedAt),
  })
  const chain = [leaf, issuingAuthority(parties, forge).intermediate]
  return assemble(plan.version, { ...certificates(plan.version, chain), ...evidence }, content)
}

/** The same identity, certified for another key. */
function otherLeaf(parties: Parties, { identity }: KeylessRequest, notBefore: number): LoggedVerifier {
  const key = testKey('p256')
  return {
    kind: 'certificate',
    key,
    der: leafCertificate(parties, { identity, key, notBefore, sctsBy: ['main'], forge: undefined }),
  }
}

function keyBundle(parties: Parties, request: KeyRequest, now: number): BundleJson {
  const { key, hint = createHash('sha256').update(key.spki).digest('base64'), keyid = '' } = request
  const plan = planBundle(request, now, false)
  const signer = { key, hash: key.kind === 'ed25519' ? undefined : (request.hash ?? 'sha256'), keyid } as const
  const content = signContent(plan, signer)
  const evidence = makeEvidence(parties, plan, {
    content,
    signer,
    verifier: { kind: 'key', key },
    otherVerifier: () => ({ kind: 'key', key: testKey(key.kind) }),
  })
  return assemble(plan.version, { publicKey: { hint }, ...evidence }, content)
}

/** v0.3 has the leaf alone, v0.2 a chain of the leaf alone, v0.1 the intermediate too. The root is never in it. */
function certificates(version: BundleVersion, [leaf, ...above]: readonly Uint8Array[]): VerificationMaterial {
  const raw = (der: Uint8Array = Buffer.alloc(0)): RawBytes => ({ rawBytes: Buffer.from(der).toString('base64') })
  if (version === '0.3') return { certificate: raw(leaf) }
  const rest = version === '0.1' ? above.map((der) => raw(der)) : []
  return { x509CertificateChain: { certificates: [raw(leaf), ...rest] } }
}

const MEDIA_TYPES: Readonly<Record<BundleVersion, string>> = {
  '0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  '0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  '0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
}

function assemble(
  version: BundleVersion,
  verificationMaterial: VerificationMaterial,
  { envelope, messageSignature }: SignedContent,
): BundleJson {
  return {
    mediaType: MEDIA_TYPES[version],
    verificationMaterial,
    ...(envelope === undefined ? {} : { dsseEnvelope: envelope }),
    ...(messageSignature === undefined ? {} : { messageSignature }),
  }
}
