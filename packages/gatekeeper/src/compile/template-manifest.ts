import { createHash } from 'node:crypto'
import { canonicalBytes } from '@pawl/document'
import type { ProfileTable } from '@pawl/policy'
import { configurationRego } from './configuration-rego.ts'
import { LABELS, type Manifest } from './manifest.ts'
import { PROVIDERS } from './provider-manifest.ts'
import { type Asks, readRego } from './read-rego.ts'
import { asLibrary } from './rego-text.ts'

export const KIND = 'PawlAttestations'

/** The template that judges, with the operator's configuration in it. Its digest stands beside it, so that a changed one can be told. */
export function templateManifest(table: ProfileTable, asks: Asks): Manifest {
  const { template, libraries } = readRego(asks)
  const spec = {
    crd: {
      spec: {
        names: { kind: KIND },
        validation: {
          openAPIV3Schema: {
            type: 'object',
            required: ['mode'],
            properties: {
              mode: {
                type: 'string',
                enum: ['enforce', 'warn', 'audit'],
                description: 'The denials to show: those of this mode and of stricter ones.',
              },
            },
          },
        },
      },
    },
    targets: [
      {
        target: 'admission.k8s.gatekeeper.sh',
        code: [
          {
            engine: 'Rego',
            source: {
              version: 'v1',
              rego: asLibrary(template),
              libs: [...libraries.map(asLibrary), configurationRego(table, asks, PROVIDERS.validate)],
            },
          },
        ],
      },
    ],
  }
  return {
    apiVersion: 'templates.gatekeeper.sh/v1',
    kind: 'ConstraintTemplate',
    metadata: {
      name: KIND.toLowerCase(),
      labels: LABELS,
      annotations: {
        description: 'Requires the attestations of the Pawl policy for every image that an object makes run.',
        'pawl.dev/compiled-digest': digestOf(spec),
      },
    },
    spec,
  }
}

/** `sha256:` over the canonical bytes of a template's spec. */
export function digestOf(spec: unknown): string {
  return `sha256:${createHash('sha256')
    .update(canonicalBytes(JSON.parse(JSON.stringify(spec))))
    .digest('hex')}`
}
