import { decodeBase64 } from '../bytes/base64.ts'

const BLOCK = /^-----BEGIN ([A-Z ]{1,32})-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n-----END ([A-Z ]{1,32})-----\s*$/

/** The DER of exactly one PEM block with this label (RFC 7468, strict). Undefined for two blocks, other labels and anything around them. */
export function readPem(text: string, label: 'PUBLIC KEY' | 'CERTIFICATE'): Uint8Array | undefined {
  const [, begin, body, end] = BLOCK.exec(text) ?? []
  if (begin !== label || end !== label || body === undefined) return undefined
  return decodeBase64(body.replace(/[\r\n]/g, ''))
}
