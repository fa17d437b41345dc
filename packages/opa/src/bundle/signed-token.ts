import { isRecord } from '@pawl/document'
import type { BundleKey, BundleSigner } from './bundle-key.ts'
import { readStrictJson } from './strict-json.ts'

const MAX_TOKEN = 4_194_304
const HEADER: ReadonlySet<string> = new Set(['alg', 'kid', 'typ'])

/**
 * The payload of a compact JWS (RFC 7515 3.1) that one of these keys signed. Nothing of it is read before a signature over its exact bytes has held,
 * each key by its own algorithm; the header may then say nothing else than that algorithm. Undefined for anything else.
 */
export function openToken(token: string, keys: readonly BundleKey[]): unknown {
  const parts = token.length <= MAX_TOKEN ? token.split('.') : []
  const [header = '', payload = '', signature = ''] = parts
  const bytes = parts.map(decoded)
  if (parts.length !== 3 || bytes.includes(undefined)) return undefined
  const [headerBytes = NOTHING, payloadBytes = NOTHING, signatureBytes = NOTHING] = bytes
  const signed = Buffer.from(`${header}.${payload}`, 'latin1')
  if (signature === '') return undefined
  const by = keys.find((key) => key.verify(signed, signatureBytes))
  if (by === undefined || !isHeader(readStrictJson(headerBytes)?.value, by)) return undefined
  return readStrictJson(payloadBytes)?.value
}

const NOTHING = new Uint8Array(0)

/** `crit`, `jwk`, `b64` and all others would change what was signed, or say who may sign. */
function isHeader(header: unknown, by: BundleKey): boolean {
  if (!isRecord(header) || header['alg'] !== by.algorithm) return false
  return Object.keys(header).every((member) => HEADER.has(member))
}

/** Base64url as it is written in one way only (RFC 7515 2): no padding, no other bits behind the last byte. */
function decoded(part: string): Uint8Array | undefined {
  const bytes = Buffer.from(part, 'base64url')
  return bytes.toString('base64url') === part ? bytes : undefined
}

/** Two members in this order: the same payload gives the same bytes to sign. */
export function signToken(payload: object, keyId: string, signer: BundleSigner): string {
  const header = { alg: signer.key.algorithm, kid: keyId, typ: 'JWT' }
  const signed = [header, payload].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url')).join('.')
  const signature = signer.sign(Buffer.from(signed, 'latin1'))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}
