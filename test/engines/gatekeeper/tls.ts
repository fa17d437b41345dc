import { serverCertificate } from '@pawl/testkit'
import { certificate, distinguishedName, pemOf, serialFor } from '../../../packages/testkit/src/sigstore/certificate.ts'
import {
  basicConstraintsCa,
  EKU_SERVER_AUTH,
  extendedKeyUsage,
  mayCertify,
  mayOnlySign,
} from '../../../packages/testkit/src/sigstore/certificate-extensions.ts'
import { testKey } from '../../../packages/testkit/src/test-key.ts'

// RFC 5280 4.2.1.12, id-kp-clientAuth.
const EKU_CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

/** PEM each. */
export interface Credentials {
  readonly authority: string
  readonly cert: string
  readonly key: string
}

const now = (): number => Math.floor(Date.now() / 1000)

/** A certificate for the name under which the provider is called, by an authority of its own. */
export const providerCredentials = (): Credentials => serverCertificate(['localhost'], now())

/** What Gatekeeper offers to providers. Its own certificate controller writes both purposes; a certificate of the operator may lack the client's. */
export function webhookCredentials(purposes: readonly ('server' | 'client')[] = ['server', 'client']): Credentials {
  const window = { notBefore: now() - 43_200, notAfter: now() + 43_200 }
  const root = testKey('p256')
  const leaf = testKey('p256')
  const issuer = distinguishedName('pawl test', 'webhook authority')
  const authority = certificate({
    ...window,
    issuer,
    subject: issuer,
    signer: root,
    serial: serialFor('webhook authority'),
    spki: root.spki,
    extensions: [basicConstraintsCa(), mayCertify],
  })
  const usages = purposes.map((each) => (each === 'client' ? EKU_CLIENT_AUTH : EKU_SERVER_AUTH))
  const webhook = certificate({
    ...window,
    issuer,
    signer: root,
    subject: distinguishedName('pawl test', 'webhook'),
    serial: serialFor('webhook'),
    spki: leaf.spki,
    extensions: [mayOnlySign, extendedKeyUsage(usages, false)],
  })
  return { authority: pemOf(authority), cert: pemOf(webhook), key: leaf.privatePem }
}
