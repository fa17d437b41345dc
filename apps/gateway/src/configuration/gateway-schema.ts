import { z } from 'zod'
import type { GatewayConfiguration } from './gateway-configuration.ts'
import { kyverno } from './kyverno-schema.ts'
import { listen, path, paths, seconds } from './written-fields.ts'

const host = z.string().regex(/^[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?$/, 'is not HOST or HOST:PORT')
const hosts = z.array(host).max(64, 'holds more than 64').default([])

const configuration = z
  .strictObject({
    signed: z
      .strictObject({
        bundle: path,
        keys: paths.min(1, 'is empty: name the public key of whoever signs the configuration'),
        state: path,
        minRevision: z.int('is not a whole number').min(0, 'is below 0'),
      })
      .exactOptional(),
    files: z
      .strictObject({
        trust: path,
        policies: paths.min(1, 'is empty: name a policy, nothing is allowed without one'),
        profiles: path.exactOptional(),
      })
      .exactOptional(),
  })
  .refine((each) => (each.signed === undefined) !== (each.files === undefined), 'is not one of signed and files')

/** The schema of a GatewayConfiguration. Nothing that grants trust has a default. */
export const gatewayConfiguration: z.ZodType<GatewayConfiguration> = z.strictObject({
  apiVersion: z.literal('pawl.dev/v1', 'is not pawl.dev/v1: write this version'),
  kind: z.literal('GatewayConfiguration', 'is not GatewayConfiguration: give the configuration of a gateway here'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'is not a name') }),
  spec: z.strictObject({
    listen,
    tls: z.strictObject({
      certificate: path,
      key: path,
      clients: paths.min(1, 'is empty: name the authority that signs the certificates of callers'),
    }),
    configuration,
    registries: z
      .strictObject({
        named: hosts,
        private: hosts,
        insecure: hosts,
        pullSecrets: paths.default([]),
        authorities: paths.default([]),
      })
      .prefault({}),
    evidence: paths.default([]),
    gatekeeper: z
      .strictObject({ cacheTtl: seconds(0, 3600).prefault('10s'), timeout: seconds(1, 30).prefault('2s') })
      .prefault({}),
    kyverno: kyverno.exactOptional(),
  }),
})
