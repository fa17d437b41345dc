import type { CompiledProfile, Mode, ProfileTable } from '@pawl/policy'
import { ROUTES, SCHEMA } from '../answer/protocol.ts'
import { LABELS, type Manifest } from './manifest.ts'
import { objectName } from './object-name.ts'
import type { CompileOptions } from './options.ts'

/** Where the gateway is, for a policy that can name the authorities of its certificate. */
export interface LegacyGateway {
  readonly url: string
  /** PEM. */
  readonly authorities: string
}

interface PodPlace {
  readonly name: string
  readonly kinds: readonly string[]
  /** JMESPath from the object. */
  readonly spec: string
}

/** Kyverno adds `pods/ephemeralcontainers` to a ClusterPolicy for pods by itself. */
const PLACES: readonly PodPlace[] = [
  { name: 'pods', kinds: ['Pod'], spec: 'spec' },
  {
    name: 'workloads',
    kinds: ['ReplicationController', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'Job'],
    spec: 'spec.template.spec',
  },
  { name: 'cronjobs', kinds: ['CronJob'], spec: 'spec.jobTemplate.spec.template.spec' },
  { name: 'podtemplates', kinds: ['PodTemplate'], spec: 'template.spec' },
]

/**
 * The older kind of policy, which Kyverno marks as deprecated and takes away with 1.20, in decision mode alone. JMESPath cannot compare lists, so it sends the
 * places of all images and where they stood, and the gateway finds what carries forward.
 */
export function clusterPolicy(
  profile: CompiledProfile,
  mode: Mode,
  gateway: LegacyGateway,
  { table, options }: { readonly table: ProfileTable; readonly options: Omit<CompileOptions, 'judged'> },
): Manifest {
  return {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: {
      name: objectName(profile, mode),
      labels: LABELS,
      // Rules of its own, made by replacing text.
      annotations: { 'pod-policies.kyverno.io/autogen-controllers': 'none' },
    },
    spec: {
      background: options.background,
      ...(mode === 'warn' ? { emitWarning: true } : {}),
      webhookConfiguration: {
        timeoutSeconds: options.timeout,
        failurePolicy: mode === 'enforce' ? 'Fail' : 'Ignore',
      },
      rules: PLACES.map((place) => rule(place, profile, mode, { gateway, table, excluded: options.excluded })),
    },
  }
}

interface Around {
  readonly gateway: LegacyGateway
  readonly table: ProfileTable
  readonly excluded: readonly string[]
}

function rule({ name, kinds, spec }: PodPlace, profile: CompiledProfile, mode: Mode, around: Around): object {
  const { gateway, table, excluded } = around
  const operations = ['CREATE', 'UPDATE']
  const isUnknown = profile.name === table.unknown.name
  const of = (wanted: (each: string) => boolean): readonly string[] =>
    table.namespaces.filter((each) => wanted(each.profile.name)).map(({ pattern }) => pattern.replaceAll('**', '*'))
  // What no profile names gets the one for unknown namespaces: everything but what the others name.
  const chosen = isUnknown ? {} : { namespaces: of((each) => each === profile.name) }
  const left = [...excluded, ...(isUnknown ? of((each) => each !== profile.name) : [])]
  return {
    name,
    match: { any: [{ resources: { kinds, operations, ...chosen } }] },
    ...(left.length > 0 ? { exclude: { any: [{ resources: { namespaces: left } }] } } : {}),
    context: [
      { name: 'places', variable: { jmesPath: placesOf(`request.object.${spec}`), default: [] } },
      { name: 'old', variable: { jmesPath: placesOf(`request.oldObject.${spec}`), default: [] } },
      { name: 'nonce', variable: { jmesPath: "request.uid || ''", default: '' } },
      { name: 'gate', apiCall: call(profile, gateway) },
    ],
    validate: {
      failureAction: mode === 'enforce' ? 'Enforce' : 'Audit',
      // An update of what violates already would be skipped, whatever it changes.
      allowExistingViolations: false,
      message: 'pawl: {{ gate.reasons || `["answer-missing"]` | join(\'; \', @) }}',
      // A comparison is a boolean whatever is missing; `NotEquals` of nothing would pass.
      deny: { conditions: { any: [{ key: `{{ ${accepts(profile, mode)} }}`, operator: 'NotEquals', value: true }] } },
    },
  }
}

/** No `default`: it would stand for every failure. */
function call(profile: CompiledProfile, { url, authorities }: LegacyGateway): object {
  const members: readonly (readonly [string, unknown])[] = [
    ['schema', SCHEMA],
    ['asks', 'decision'],
    ['profile', profile.name],
    ['nonce', '{{ nonce }}'],
    ['operation', "{{ request.operation || 'CREATE' }}"],
    ['places', '{{ places }}'],
    ['old', '{{ old }}'],
  ]
  return {
    method: 'POST',
    data: members.map(([key, value]) => ({ key, value })),
    service: {
      url: new URL(ROUTES.decision, url).href,
      caBundle: authorities,
      headers: [{ key: 'Content-Type', value: 'application/json' }],
    },
    jmesPath: 'body',
  }
}

function accepts(profile: CompiledProfile, mode: Mode): string {
  const echoed = [
    `gate.schema == '${SCHEMA}'`,
    "gate.asks == 'decision'",
    `gate.profile == '${profile.name}'`,
    'gate.nonce == nonce',
  ]
  return [...echoed, `gate.accepted.${mode} == \`true\``].join(' && ')
}

const LISTS = ['containers', 'initContainers', 'ephemeralContainers']

function placesOf(spec: string): string {
  const containers = LISTS.map(
    (list) => `(${spec}.${list} || \`[]\`)[].{field: '${list}', name: name, reference: image}`,
  )
  const volumes = `(${spec}.volumes || \`[]\`)[?image].{field: 'volumes', name: name, reference: image.reference}`
  return `[${[...containers, volumes].join(', ')}][]`
}
