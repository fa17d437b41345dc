import { serverCertificate, tlsAuthority } from '@pawl/testkit'

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
  const { authority, issue } = tlsAuthority('webhook authority', now())
  return { authority, ...issue('webhook', purposes) }
}
