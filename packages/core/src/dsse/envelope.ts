import { encodeUtf8, isBoundedText, type JsonValue } from '@pawl/document'
import { decodeBase64 } from '../bytes/base64.ts'
import { isJsonList, isJsonObject } from '../bytes/strict-json.ts'
import { type Rejection, reject } from '../rejection-codes.ts'

/** A DSSE envelope (DSSE v1.0.2, "Envelope"), decoded and not yet believed. */
export interface Envelope {
  readonly payload: Uint8Array
  readonly payloadType: string
  /** 1 to 8. */
  readonly signatures: readonly EnvelopeSignature[]
}

/** `keyid` is an unauthenticated hint: it may narrow which keys to try, and decides nothing (C53). */
export interface EnvelopeSignature {
  readonly keyid: string
  readonly signature: Uint8Array
}

// Each may cost one signature check for every configured key.
const MAX_SIGNATURES = 8

export function parseEnvelope(value: JsonValue | undefined): Envelope | Rejection {
  if (!isJsonObject(value)) return reject('envelope-malformed', 'envelope')
  const { payload, payloadType, signatures } = value
  const bytes = decodeBase64(payload)
  if (bytes === undefined) return reject('envelope-malformed', 'payload')
  if (!isBoundedText(payloadType, 256) || payloadType === '') return reject('envelope-malformed', 'payloadType')
  if (!isJsonList(signatures) || !(signatures.length >= 1 && signatures.length <= MAX_SIGNATURES)) {
    return reject('envelope-malformed', 'signatures')
  }
  const read = signatures.map(parseSignature)
  const good = read.filter((each) => each !== undefined)
  if (good.length !== read.length) return reject('envelope-malformed', 'signatures')
  return { payload: bytes, payloadType, signatures: good }
}

function parseSignature(value: JsonValue): EnvelopeSignature | undefined {
  if (!isJsonObject(value)) return undefined
  const { keyid = '', sig } = value
  const signature = decodeBase64(sig)
  if (signature === undefined || signature.length === 0 || !isBoundedText(keyid, 512)) return undefined
  return { keyid, signature }
}

/**
 * The bytes that are signed (DSSE v1 protocol, "PAE definition"): type and body with their lengths in bytes.
 * Over UTF-8, never over characters: with 'ascii' U+0174 would sign as 't' (CVE-2026-48758).
 */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = encodeUtf8(payloadType)
  return Buffer.concat([encodeUtf8(`DSSEv1 ${type.length} `), type, encodeUtf8(` ${payload.length} `), payload])
}
