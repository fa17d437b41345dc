import { Buffer } from 'node:buffer'
import type { KubeObject } from '../harness.ts'

/** Where a provider is, and the PEM of the authority that its certificate is of. */
export interface ProviderPlace {
  readonly url: string
  readonly authority: string
}

/** A Provider. `timeout` in seconds. */
export const providerResource = (name: string, { url, authority }: ProviderPlace, timeout = 1): KubeObject => ({
  apiVersion: 'externaldata.gatekeeper.sh/v1beta1',
  kind: 'Provider',
  metadata: { name },
  spec: { url, timeout, caBundle: Buffer.from(authority).toString('base64') },
})

export interface TemplateParts {
  readonly kind: string
  /** OpenAPI v3 of the parameters. */
  readonly parameters: KubeObject
  /** Rego v1. */
  readonly rego: string
}

export const templateResource = ({ kind, parameters, rego }: TemplateParts): KubeObject => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: kind.toLowerCase() },
  spec: {
    crd: {
      spec: { names: { kind }, validation: { openAPIV3Schema: { type: 'object', properties: parameters } } },
    },
    targets: [
      {
        target: 'admission.k8s.gatekeeper.sh',
        code: [{ engine: 'Rego', source: { version: 'v1', rego } }],
      },
    ],
  },
})

/** Every kind that holds images, as `match.kinds` has them. */
export const ALL_KINDS = [
  { apiGroups: [''], kinds: ['Pod', 'ReplicationController', 'PodTemplate'] },
  { apiGroups: ['apps'], kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'] },
  { apiGroups: ['batch'], kinds: ['Job', 'CronJob'] },
] as const

export interface ConstraintParts {
  readonly kind: string
  readonly name: string
  readonly enforcementAction: 'deny' | 'warn' | 'dryrun'
  readonly parameters: KubeObject
}

export const constraintResource = ({ kind, name, enforcementAction, parameters }: ConstraintParts): KubeObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name },
  spec: { enforcementAction, match: { kinds: ALL_KINDS }, parameters },
})

/** Pods out of the templates of Deployments. */
export const podsOfDeployments = (enforcementAction = ''): KubeObject => ({
  apiVersion: 'expansion.gatekeeper.sh/v1beta1',
  kind: 'ExpansionTemplate',
  metadata: { name: 'pods-of-deployments' },
  spec: {
    applyTo: [{ groups: ['apps'], kinds: ['Deployment'], versions: ['v1'] }],
    templateSource: 'spec.template',
    enforcementAction,
    generatedGVK: { group: '', version: 'v1', kind: 'Pod' },
  },
})

/** An Assign that asks a provider for the value at a place. */
export const assignResource = (name: string, location: string, provider: string): KubeObject => ({
  apiVersion: 'mutations.gatekeeper.sh/v1beta1',
  kind: 'Assign',
  metadata: { name },
  spec: {
    applyTo: [{ groups: [''], kinds: ['Pod'], versions: ['v1'] }],
    location,
    parameters: {
      assign: { externalData: { provider, dataSource: 'ValueAtLocation', failurePolicy: 'Fail' } },
    },
  },
})
