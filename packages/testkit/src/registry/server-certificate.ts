import { certificate, distinguishedName, pemOf, serialFor } from '../sigstore/certificate.ts'
import {
  basicConstraintsCa,
  dnsName,
  EKU_SERVER_AUTH,
  extendedKeyUsage,
  mayCertify,
  mayOnlySign,
  subjectAltNames,
} from '../sigstore/certificate-extensions.ts'
import { testKey } from '../test-key.ts'
import type { ServerKey } from './registry-double.ts'

/** An authority for TLS in PEM, and a key with a certificate of it for these hosts. Valid for a day around `now`, epoch seconds. */
export function serverCertificate(hosts: readonly string[], now: number): ServerKey & { readonly authority: string } {
  const window = { notBefore: now - 43_200, notAfter: now + 43_200 }
  const root = testKey('p256')
  const leaf = testKey('p256')
  const issuer = distinguishedName('pawl test', 'tls authority')
  const common = { ...window, issuer, signer: root }
  const authority = certificate({
    ...common,
    serial: serialFor('tls authority'),
    subject: issuer,
    spki: root.spki,
    extensions: [basicConstraintsCa(), mayCertify],
  })
  const server = certificate({
    ...common,
    serial: serialFor(hosts.join()),
    subject: distinguishedName('pawl test', 'tls server'),
    spki: leaf.spki,
    extensions: [
      mayOnlySign,
      extendedKeyUsage([EKU_SERVER_AUTH], false),
      subjectAltNames(...hosts.map((host) => dnsName(host))),
    ],
  })
  return { authority: pemOf(authority), cert: pemOf(server), key: leaf.privatePem }
}
