import { type TestKey, testKey } from '../test-key.ts'
import { type AuthorityShape, shapeExtensions } from './authority-shape.ts'
import { certificate, distinguishedName, serialFor, type Window } from './certificate.ts'
import { authorityKeyId, subjectKeyId } from './certificate-extensions.ts'
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
  readonly shapes?: ChainShapes
}

/** What each certificate of a chain says. */
export interface ChainShapes {
  readonly issuing?: AuthorityShape
  /** One more authority, between the issuing one and the root. */
  readonly upper?: AuthorityShape
  readonly root?: AuthorityShape
}

const ORGANIZATION = 'fake-sigstore.test'

interface Signer {
  readonly name: Uint8Array
  readonly key: TestKey
}

export function certificateAuthority(parts: AuthorityParts): CertificateAuthority {
  const { label, constrainedTo, shapes = {} } = parts
  const signer = (role: string): Signer => ({
    name: distinguishedName(ORGANIZATION, `fulcio ${label} ${role}`),
    key: testKey('p384'),
  })
  const [anchor, issuing] = [signer('root'), signer('intermediate')]
  const certify = (role: string, { name, key }: Signer, by: Signer, window: Window, extensions: Uint8Array[]) =>
    certificate({
      ...window,
      serial: serialFor(`${label} ${role}`),
      subject: name,
      issuer: by.name,
      spki: key.spki,
      extensions: [...extensions, subjectKeyId(key.spki), ...(by.key === key ? [] : [authorityKeyId(by.key.spki)])],
      signer: by.key,
    })
  const atTop = { pathLength: 'unsaid', purposes: [] } as const
  const root = certify('root', anchor, anchor, parts.rootWindow, shapeExtensions(shapes.root ?? {}, atTop))
  const between = shapes.upper && { ...signer('upper'), shape: shapeExtensions(shapes.upper, atTop) }
  const upper = between && certify('upper', between, anchor, parts.rootWindow, between.shape)
  const host = constrainedTo === undefined ? [] : [constrainedTo]
  const constraints: AuthorityShape = host.length === 0 ? {} : { permitted: host.flatMap(uriAndEmail) }
  const shape = shapeExtensions({ ...constraints, ...shapes.issuing }, { pathLength: 0, purposes: ['code-signing'] })
  const intermediate = certify('intermediate', issuing, between ?? anchor, parts.intermediateWindow, shape)
  const chain = [intermediate, ...(upper === undefined ? [] : [upper]), root]
  const instance = authorityInstance(`fulcio ${label}`, chain, parts.trusted)
  return { ...issuing, intermediate, root, instance }
}

const uriAndEmail = (base: string) => [{ kind: 'email', base } as const, { kind: 'uri', base } as const]

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
