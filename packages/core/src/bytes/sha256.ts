import { hash } from 'node:crypto'

/** `sha256:` and the lower-case hexadecimal SHA-256 of the bytes. */
export function sha256Digest(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`
}
