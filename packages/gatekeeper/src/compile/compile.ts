import { ConfigurationInvalid } from '@pawl/document'
import type { ProfileTable } from '@pawl/policy'
import { assignManifests } from './assign-manifests.ts'
import { profilesOf } from './configuration-rego.ts'
import { constraintManifests } from './constraint-manifests.ts'
import type { Manifest } from './manifest.ts'
import { type GatewayAddress, MUTATE, PROVIDERS, providerManifest, VALIDATE } from './provider-manifest.ts'
import type { Asks } from './read-rego.ts'
import { templateManifest } from './template-manifest.ts'

export interface CompileOptions {
  readonly asks: Asks
  readonly gateway: GatewayAddress
  /** Whether tags are replaced by digests before they are judged. */
  readonly pins: boolean
}

/** Bytes of JSON of a template: `kubectl apply` keeps it in an annotation, and all of them have 256 KiB. */
const MOST = 250_000

/**
 * What is applied for Gatekeeper, in this order: a constraint is of a kind that only exists after its template. Throws ConfigurationInvalid
 * `policy-invalid` where the policies are too large for a template.
 */
export function compileGatekeeper(table: ProfileTable, { asks, gateway, pins }: CompileOptions): readonly Manifest[] {
  const template = templateManifest(table, asks)
  if (Buffer.byteLength(JSON.stringify(template)) > MOST) {
    throw new ConfigurationInvalid('policy-invalid', [
      {
        at: '',
        message:
          'is too large for a ConstraintTemplate: compile in decision mode, where the gateway holds the policies',
      },
    ])
  }
  return [
    providerManifest(PROVIDERS.validate, VALIDATE, gateway),
    ...(pins ? [providerManifest(PROVIDERS.mutate, MUTATE, gateway)] : []),
    template,
    ...constraintManifests(profilesOf(table)),
    ...(pins ? assignManifests() : []),
  ]
}
