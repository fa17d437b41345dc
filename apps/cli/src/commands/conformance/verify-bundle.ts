import {
  type DiscoveredIdentity,
  discoverSigners,
  Fault,
  isRejection,
  type MessageSigner,
  messageSigner,
  pinSubject,
  type Rejection,
  readJsonObject,
  type SignedBytes,
  type TrustConfiguration,
} from '@pawl/core'
import { usage } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import type { Terminal } from '../../output/terminal.ts'
import { discoveryTrust } from '../policy/propose/discovery-trust.ts'
import { readArtifact } from './read-artifact.ts'

export interface VerifyBundleOptions {
  readonly bundle: string
  readonly certificateIdentity?: string
  readonly certificateOidcIssuer?: string
  readonly key?: string
  readonly trustedRoot?: string
}

const MAX_BUNDLE_BYTES = 16_777_216

/** `pawl conformance verify-bundle`: whether the one who is wanted signed the artifact, or a statement about it. */
export function verifyBundle(artifact: string, options: VerifyBundleOptions, now: number, out: Terminal): 0 | 1 {
  const wanted = wantedOf(options)
  const trust = discoveryTrust({
    trustedRoot: options.trustedRoot === undefined ? [] : [{ name: 'root', path: options.trustedRoot }],
    publicGood: false,
    key: options.key === undefined ? [] : [{ name: 'key', path: options.key }],
  })
  const bytes = readBounded(options.bundle, MAX_BUNDLE_BYTES)
  const signer = signerOf(bytes, readArtifact(artifact), trust, now)
  const found = isRejection(signer) || isWanted(signer, wanted) ? signer : otherSigner()
  out.write(isRejection(found) ? `not verified: ${found.code}` : 'verified')
  return isRejection(found) ? 1 : 0
}

type Wanted = { readonly kind: 'key' } | Pick<DiscoveredIdentity, 'kind' | 'issuer' | 'identity'>

function wantedOf({ certificateIdentity, certificateOidcIssuer, key }: VerifyBundleOptions): Wanted {
  if (key !== undefined) return { kind: 'key' }
  if (certificateIdentity === undefined || certificateOidcIssuer === undefined) {
    throw usage('give --certificate-identity and --certificate-oidc-issuer, or --key')
  }
  return { kind: 'keyless', issuer: certificateOidcIssuer, identity: certificateIdentity }
}

/** Of a key: there is one, and it was found. */
function isWanted(signer: MessageSigner, wanted: Wanted): boolean {
  if (signer.kind === 'key' || wanted.kind === 'key') return signer.kind === wanted.kind
  return signer.issuer === wanted.issuer && signer.identity === wanted.identity
}

function otherSigner(): Rejection {
  return { outcome: 'rejected', code: 'identity-unknown', at: 'certificate' }
}

function signerOf(
  bytes: Uint8Array,
  artifact: SignedBytes,
  trust: TrustConfiguration,
  now: number,
): MessageSigner | Rejection {
  if (isOverBytes(bytes)) return messageSigner(bytes, artifact, trust, now)
  const subject = pinSubject(`sha256:${artifact.sha256}`, new Map())
  const [found] = discoverSigners({ source: 'bundle', bytes }, subject, trust, now)
  if (found === undefined) throw new Fault('source-unreadable', 'there is no verdict', 'bundle')
  return isRejection(found) ? found : found.signer
}

/** Which of the two kinds it is. Each of the two readers refuses the other. */
function isOverBytes(bytes: Uint8Array): boolean {
  const value = readJsonObject(bytes)
  return value !== undefined && 'messageSignature' in value
}
