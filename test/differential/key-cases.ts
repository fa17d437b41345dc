import { createPrivateKey } from 'node:crypto'
import { ed25519ph } from '@noble/curves/ed25519.js'
import {
  dssePae,
  encodeStatement,
  fakeSigstore,
  type HashName,
  IN_TOTO_PAYLOAD_TYPE,
  type KeyKind,
  type SignatureEncoding,
  signEnvelope,
  statement,
  testKey,
} from '@pawl/testkit'
import type { Case, Scene } from './scene.ts'

const HEX = 'ab'.repeat(32)
const KEYIDS = ['', 'the security team'] as const

/** Good signatures by every kind of key, with every hash and encoding that it can be asked for, as bare envelopes and in bundles. */
export function keyCases(): readonly Case[] {
  const root = Buffer.from(JSON.stringify(fakeSigstore({ now: 1_790_000_000 }).trustedRoot))
  const kinds = ['ed25519', 'p256', 'p384', 'p521', 'rsa'] as const
  return [...kinds.flatMap((kind) => casesOf(kind, root)), prehashedCase(root)]
}

/** What cosign writes with an Ed25519 key (RFC 8032 5.1). */
function prehashedCase(root: Uint8Array): Case {
  const key = testKey('ed25519')
  const { d = '' } = createPrivateKey(key.privatePem).export({ format: 'jwk' })
  const payload = payloadOf()
  const sig = ed25519ph.sign(dssePae(IN_TOTO_PAYLOAD_TYPE, payload), Buffer.from(d, 'base64url'))
  const envelope = signEnvelope({ payload, signers: [] })
  const signatures = [{ sig: Buffer.from(sig).toString('base64'), keyid: '' }]
  return {
    name: 'ed25519ph bare',
    scene: { root, key: key.publicPem, subject: `sha256:${HEX}` },
    bytes: Buffer.from(JSON.stringify({ ...envelope, signatures })),
  }
}

function payloadOf(): Uint8Array {
  return encodeStatement(
    statement({ subject: [{ name: 'app', digest: { sha256: HEX } }], predicateType: 'https://test/p', predicate: {} }),
  )
}

function casesOf(kind: KeyKind, root: Uint8Array): readonly Case[] {
  const key = testKey(kind)
  const scene: Scene = { root, key: key.publicPem, subject: `sha256:${HEX}` }
  const payload = payloadOf()
  return optionsOf(kind).flatMap(({ hash, encoding }) =>
    KEYIDS.flatMap((keyid) => {
      const options = { ...(hash === undefined ? {} : { hash }), encoding }
      const envelope = signEnvelope({ payload, signers: [{ key, keyid, ...options }] })
      const name = `${kind} ${hash ?? 'pure'} ${encoding}${keyid === '' ? '' : ' with a keyid'}`
      const bundle = {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: { publicKey: { hint: keyid } },
        dsseEnvelope: envelope,
      }
      return [
        { name: `${name}, bare`, scene, bytes: Buffer.from(JSON.stringify(envelope)) },
        { name: `${name}, in a bundle`, scene, bytes: Buffer.from(JSON.stringify(bundle)) },
      ]
    }),
  )
}

interface Options {
  readonly hash: HashName | undefined
  readonly encoding: SignatureEncoding
}

function optionsOf(kind: KeyKind): readonly Options[] {
  if (kind === 'ed25519') return [{ hash: undefined, encoding: 'der' }]
  const encodings: readonly SignatureEncoding[] = kind === 'rsa' ? ['der'] : ['der', 'p1363']
  return (['sha256', 'sha384', 'sha512'] as const).flatMap((hash) => encodings.map((encoding) => ({ hash, encoding })))
}
