import { createPublicKey } from 'node:crypto'
import type { TestKey } from './test-key.ts'

export interface TokenParts {
  /** Members of the header: `alg` and `kid` are said by the test, so that both can lie. */
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** Over the bytes that JWS signs (RFC 7515, section 5.1). */
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** A JSON Web Token in its compact form, as the API server of Kubernetes writes those of ServiceAccounts. */
export function serviceAccountToken({ header, claims, sign }: TokenParts): string {
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${Buffer.from(sign(Buffer.from(signed))).toString('base64url')}`
}

/** The public half, as `/openid/v1/jwks` of an API server has it. */
export function jsonWebKey(key: TestKey, kid: string, alg: string): Readonly<Record<string, unknown>> {
  return { use: 'sig', kid, alg, ...createPublicKey(key.publicPem).export({ format: 'jwk' }) }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
