import type { ClusterObject } from './cluster-object.ts'

/** One webhook of a configuration. */
export interface Webhook {
  readonly object: ClusterObject
  /** `webhooks[0]` */
  readonly path: string
  readonly value: unknown
}

/** A Deployment that runs Gatekeeper. */
export interface Manager {
  readonly object: ClusterObject
  /** Where its flags stand. */
  readonly path: string
  /** Every value that a flag was given, in order. */
  readonly flags: ReadonlyMap<string, readonly string[]>
  /** What it does: `webhook`, `audit`, `mutation-webhook`. All where no flag says. */
  readonly operations: ReadonlySet<string>
}

/** What of an installation was seen. An empty list is something that was not seen, never something that is not there. */
export interface Seen {
  /** Webhooks that ask Gatekeeper to validate. */
  readonly validating: readonly Webhook[]
  /** Webhooks that ask Gatekeeper to mutate. */
  readonly mutating: readonly Webhook[]
  /** Webhooks that keep the label `admission.gatekeeper.sh/ignore` from namespaces. */
  readonly labelGuards: readonly Webhook[]
  /** Mutating webhooks of others. */
  readonly otherMutating: readonly Webhook[]
  readonly managers: readonly Manager[]
  /** Providers of Pawl. */
  readonly providers: readonly ClusterObject[]
  /** ConstraintTemplates of Pawl. */
  readonly templates: readonly ClusterObject[]
  readonly otherTemplates: readonly ClusterObject[]
  /** Constraints of the templates of Pawl. */
  readonly constraints: readonly ClusterObject[]
  /** Assigns that ask Pawl for a digest. */
  readonly pins: readonly ClusterObject[]
  /** Mutators of Gatekeeper that ask somebody else, or nobody. */
  readonly otherMutators: readonly ClusterObject[]
  readonly configs: readonly ClusterObject[]
  readonly namespaces: readonly ClusterObject[]
}

/** What a rule can be about. */
export type Part =
  | 'validating'
  | 'mutating'
  | 'managers'
  | 'providers'
  | 'templates'
  | 'constraints'
  | 'pins'
  | 'configs'
  | 'namespaces'

/** The words for each, in the order in which they are printed. */
export const PARTS: ReadonlyMap<Part, string> = new Map([
  ['validating', 'ValidatingWebhookConfiguration of Gatekeeper'],
  ['mutating', 'MutatingWebhookConfiguration of Gatekeeper'],
  ['managers', 'Deployment of Gatekeeper'],
  ['providers', 'Provider of Pawl'],
  ['templates', 'ConstraintTemplate of Pawl'],
  ['constraints', 'constraint of Pawl (PawlAttestations)'],
  ['pins', 'Assign of Pawl'],
  ['configs', 'Config of Gatekeeper'],
  ['namespaces', 'Namespace'],
])

/** Kinds that a cluster may be without. Only a person can say so: an input in which they are not says nothing. */
export const ABSENTABLE: ReadonlyMap<string, Part> = new Map([
  ['Assign', 'pins'],
  ['Config', 'configs'],
  ['MutatingWebhookConfiguration', 'mutating'],
  ['Namespace', 'namespaces'],
])
