import { type TestKey, testKey } from '../test-key.ts'
import { certificate, distinguishedName, serialFor, type Window } from './certificate.ts'
import {
  authorityKeyId,
  basicConstraintsCa,
  EKU_CODE_SIGNING,
  extendedKeyUsage,
  mayCertify,
  nameConstraints,
  subjectKeyId,
} from './certificate-extensions.ts'
import { type TrustWindow, type ValidFor, validFor } from './trust-window.ts'

/** A root and one intermediate, P-384 like Fulcio's. The intermediate signs the leaves. */
export interface CertificateAuthority {
  readonly name: Uint8Array
  readonly key: TestKey
  readonly intermediate: Uint8Array
  readonly root: Uint8Array
  readonly instance: AuthorityInstance
}

/** The trusted root's `CertificateAuthority` message. */
export interface AuthorityInstance {
  readonly subject: { readonly organization: string; readonly commonName: string }
  readonly uri: string
  readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] }
  readonly validFor: ValidFor
}

export interface AuthorityParts {
  readonly label: string
  readonly rootWindow: Window
  readonly intermediateWindow: Window
  readonly trusted: TrustWindow
  /** The only host the intermediate may name. */
  readonly constrainedTo?: string
}

const ORGANIZATION = 'fake-sigstore.test'

export function certificateAuthority(parts: AuthorityParts): CertificateAuthority {
  const rootKey = testKey('p384')
  const key = testKey('p384')
  const rootName = distinguishedName(ORGANIZATION, `fulcio ${parts.label} root`)
  const name = distinguishedName(ORGANIZATION, `fulcio ${parts.label} intermediate`)
  const root = certificate({
    ...parts.rootWindow,
    serial: serialFor(`${parts.label} root`),
    subject: rootName,
    issuer: rootName,
    spki: rootKey.spki,
    extensions: [mayCertify, basicConstraintsCa(), subjectKeyId(rootKey.spki)],
    signer: rootKey,
  })
  const intermediate = certificate({
    ...parts.intermediateWindow,
    serial: serialFor(`${parts.label} intermediate`),
    subject: name,
    issuer: rootName,
    spki: key.spki,
    extensions: [
      mayCertify,
      extendedKeyUsage(EKU_CODE_SIGNING, false),
      basicConstraintsCa(0),
      subjectKeyId(key.spki),
      authorityKeyId(rootKey.spki),
      ...(parts.constrainedTo === undefined ? [] : [nameConstraints(parts.constrainedTo)]),
    ],
    signer: rootKey,
  })
  const instance = authorityInstance(`fulcio ${parts.label}`, [intermediate, root], parts.trusted)
  return { name, key, intermediate, root, instance }
}

/** The chain goes from the certificate that signs to the root. */
export function authorityInstance(
  commonName: string,
  chain: readonly Uint8Array[],
  trusted: TrustWindow,
): AuthorityInstance {
  return {
    subject: { organization: ORGANIZATION, commonName },
    uri: `https://${commonName.replaceAll(' ', '-')}.${ORGANIZATION}`,
    certChain: { certificates: chain.map((der) => ({ rawBytes: Buffer.from(der).toString('base64') })) },
    validFor: validFor(trusted),
  }
}

export const authorityName = (commonName: string): Uint8Array => distinguishedName(ORGANIZATION, commonName)
