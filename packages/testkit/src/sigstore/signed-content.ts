import { createHash } from 'node:crypto'
import { type DsseEnvelope, dssePae, signEnvelope } from '../envelope.ts'
import { type HashName, type TestKey, testKey } from '../test-key.ts'
import type { Plan } from './bundle-request.ts'

export interface MessageSignature {
  readonly messageDigest: { readonly algorithm: 'SHA2_256'; readonly digest: string }
  readonly signature: string
}

export interface ContentSigner {
  readonly key: TestKey
  /** Left out for Ed25519, which takes none. */
  readonly hash: HashName | undefined
  readonly keyid: string
}

export interface SignedContent {
  /** As presented, which after a swap is not what was signed. */
  readonly payload: Uint8Array
  readonly envelope?: DsseEnvelope
  readonly messageSignature?: MessageSignature
  /** The raw bytes that logs record and timestamps cover. */
  readonly signature: Uint8Array
}

// White space after the JSON: a reader that skips the signature would notice nothing else.
export const otherPayload = (payload: Uint8Array): Uint8Array => Buffer.concat([payload, Buffer.from('\n')])

export function signContent(plan: Plan, signer: ContentSigner): SignedContent {
  const { payload, payloadType, forge } = plan
  const key = forge === 'signature-by-other-key' ? testKey(signer.key.kind) : signer.key
  if (forge === 'message-signature') return signMessage(payload, key, signer.hash)

  const one = { ...withHash(signer.hash), key, keyid: signer.keyid }
  const signed = signEnvelope({
    payload,
    payloadType: forge === 'payload-type-swapped' ? 'application/vnd.pawl.not-a-statement' : payloadType,
    signers: forge === 'two-dsse-signatures' ? [one, one] : [one],
  })
  const presented = forge === 'payload-swapped' ? otherPayload(payload) : payload
  const envelope = { ...signed, payload: Buffer.from(presented).toString('base64'), payloadType }
  return { payload: presented, envelope, signature: Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64') }
}

function signMessage(payload: Uint8Array, key: TestKey, hash: HashName | undefined): SignedContent {
  const signature = key.sign(payload, withHash(hash))
  return {
    payload,
    signature,
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: createHash('sha256').update(payload).digest('base64') },
      signature: Buffer.from(signature).toString('base64'),
    },
  }
}

/** Good for the same content where the algorithm is randomised; elsewhere over other bytes, for there is no second one. */
export function otherSignature({ payload, envelope }: SignedContent, signer: ContentSigner): Uint8Array {
  const signed = envelope === undefined ? payload : dssePae(envelope.payloadType, payload)
  const deterministic = signer.key.kind === 'ed25519' || signer.key.kind === 'rsa'
  return signer.key.sign(deterministic ? otherPayload(signed) : signed, withHash(signer.hash))
}

const withHash = (hash: HashName | undefined): { hash?: HashName } => (hash === undefined ? {} : { hash })
