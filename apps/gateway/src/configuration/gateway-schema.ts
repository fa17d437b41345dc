import { parseDuration } from '@pawl/document'
import { z } from 'zod'
import type { GatewayConfiguration } from './gateway-configuration.ts'

const path = z.string('is not a path: write the name of a file').min(1, 'is empty: write the name of a file')
const paths = z.array(path).max(64, 'holds more than 64')
const host = z.string().regex(/^[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?$/, 'is not HOST or HOST:PORT')
const hosts = z.array(host).max(64, 'holds more than 64').default([])

function seconds(least: number, most: number) {
  return (
    z
      .string('is not a duration: write for example 10s')
      // Gatekeeper's word for no cache; elsewhere in the house no duration is nothing.
      .transform((text) => (text === '0s' ? 0 : parseDuration(text)))
      .pipe(
        z
          .number('is not a duration: write for example 10s')
          .min(least, `is shorter than ${least}s`)
          .max(most, `is longer than ${most}s`),
      )
  )
}

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
    listen: z.strictObject({
      address: z.string().min(1, 'is empty: write an address of this machine, for example 0.0.0.0'),
      port: z.int().min(0, 'is no port').max(65_535, 'is no port'),
    }),
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
  }),
})
