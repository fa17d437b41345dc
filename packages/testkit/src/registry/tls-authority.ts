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

// RFC 5280 4.2.1.12, id-kp-clientAuth.
const EKU_CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

export interface TlsAuthority {
  /** Its certificate, in PEM. */
  readonly authority: string
  /** A key with a certificate for these purposes, and for these hosts where there are any. In PEM. */
  readonly issue: (
    name: string,
    purposes: readonly ('server' | 'client')[],
    hosts?: readonly string[],
  ) => { readonly cert: string; readonly key: string }
}

/** An authority for TLS. It and what it issues are valid for a day around `now`, epoch seconds. */
export function tlsAuthority(name: string, now: number): TlsAuthority {
  const window = { notBefore: now - 43_200, notAfter: now + 43_200 }
  const root = testKey('p256')
  const issuer = distinguishedName('pawl test', name)
  const common = { ...window, issuer, signer: root }
  const own = certificate({
    ...common,
    serial: serialFor(name),
    subject: issuer,
    spki: root.spki,
    extensions: [basicConstraintsCa(), mayCertify],
  })
  return {
    authority: pemOf(own),
    issue: (subject, purposes, hosts = []) => {
      const leaf = testKey('p256')
      const usages = purposes.map((each) => (each === 'client' ? EKU_CLIENT_AUTH : EKU_SERVER_AUTH))
      const issued = certificate({
        ...common,
        serial: serialFor(`${name} ${subject} ${hosts.join()}`),
        subject: distinguishedName('pawl test', subject),
        spki: leaf.spki,
        extensions: [
          mayOnlySign,
          extendedKeyUsage(usages, false),
          ...(hosts.length > 0 ? [subjectAltNames(...hosts.map((host) => dnsName(host)))] : []),
        ],
      })
      return { cert: pemOf(issued), key: leaf.privatePem }
    },
  }
}
