import type { ServerKey } from './registry-double.ts'
import { tlsAuthority } from './tls-authority.ts'

/** An authority for TLS in PEM, and a key with a certificate of it for these hosts. Valid for a day around `now`, epoch seconds. */
export function serverCertificate(hosts: readonly string[], now: number): ServerKey & { readonly authority: string } {
  const { authority, issue } = tlsAuthority('tls authority', now)
  return { authority, ...issue('tls server', ['server'], hosts) }
}
