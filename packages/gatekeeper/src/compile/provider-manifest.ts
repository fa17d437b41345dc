import { LABELS, type Manifest } from './manifest.ts'

/** Where the gateway is, as Gatekeeper reaches it. */
export interface GatewayAddress {
  /** `https://HOST:PORT`, without a path. */
  readonly url: string
  /** Authorities of its certificate, in PEM. */
  readonly authorities: string
  /** Whole seconds that Gatekeeper waits: less than the webhook may take, and 0 would be a deadline that has passed. */
  readonly timeout: number
}

export const VALIDATE = '/gatekeeper/v1beta1/validate'
export const MUTATE = '/gatekeeper/v1beta1/mutate'

/** Validation and mutation ask two providers: the values of one are objects, those of the other strings. */
export const PROVIDERS = { validate: 'pawl', mutate: 'pawl-pin' } as const

export function providerManifest(name: string, path: string, { url, authorities, timeout }: GatewayAddress): Manifest {
  return {
    apiVersion: 'externaldata.gatekeeper.sh/v1beta1',
    kind: 'Provider',
    metadata: { name, labels: LABELS },
    spec: { url: new URL(path, url).href, timeout, caBundle: Buffer.from(authorities, 'utf8').toString('base64') },
  }
}
