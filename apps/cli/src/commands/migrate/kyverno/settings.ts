import type { MigrateCode } from './migrate-codes.ts'
import type { Setting, Settings } from './note-members.ts'
import { shown } from './place.ts'

const say =
  (code: MigrateCode, became: string): Setting =>
  () => [code, became]
const engine = say('kyverno-engine', 'how the engine is run, which is nothing that a policy of Pawl says')
const reading = (names: readonly string[]): readonly (readonly [string, 'read'])[] =>
  names.map((name) => [name, 'read'])
const each = (names: readonly string[], setting: Setting): readonly (readonly [string, Setting])[] =>
  names.map((name) => [name, setting])

/** `false` where Kyverno lets something off that Pawl never does. */
const never =
  (words: string): Setting =>
  (value) =>
    value === false ? ['kyverno-closed', words] : ['kyverno-engine', 'always so with Pawl']

const DIGEST = each(
  ['mutateDigest', 'verifyDigest'],
  never('Pawl judges the digest that will run, whatever the reference says'),
)
const REQUIRED = ['required', never('an image without what is asked for is denied')] as const
const ELSEWHERE: Setting = (value) =>
  value === ''
    ? undefined
    : ['kyverno-closed', `evidence is looked for beside the image, not in ${shown(value)}; see --tag-mirror`]
const FAILURE: Setting = (value) =>
  value === 'Ignore'
    ? ['kyverno-closed', 'what could not be decided is denied']
    : ['kyverno-engine', 'what could not be decided is denied']
const SCOPE = say('kyverno-scope', 'this limits when Kyverno asks; Pawl asks about every image that the policy governs')
const TOKENS = say('kyverno-engine', 'credentials are options of pawl and of the gateway')

const ALGORITHM: Setting = (value) =>
  value === 'sha256'
    ? ['kyverno-engine', 'the hash follows from the kind of the key']
    : ['kyverno-closed', `the hash follows from the kind of the key, not from ${shown(value)}`]

/** spec of ClusterPolicy and Policy. */
export const POLICY_SPEC: Settings = new Map<string, Setting | 'read'>([
  ...reading(['rules', 'validationFailureAction']),
  ['failurePolicy', FAILURE],
  ['validationFailureActionOverrides', say('kyverno-namespaces', 'another action in some namespaces')],
  [
    'applyRules',
    (value) =>
      value === 'One'
        ? ['kyverno-scope', 'every rule counts, not the first that matches']
        : ['kyverno-engine', 'every rule counts'],
  ],
  ...each(['admission', 'background', 'emitWarning', 'generateExisting', 'generateExistingOnPolicyUpdate'], engine),
  ...each(
    [
      'mutateExistingOnPolicyUpdate',
      'schemaValidation',
      'useServerSideApply',
      'webhookConfiguration',
      'webhookTimeoutSeconds',
    ],
    engine,
  ),
])

export const RULE: Settings = new Map<string, Setting | 'read'>([
  ...reading(['name', 'verifyImages', 'match', 'exclude']),
  ...each(['preconditions', 'celPreconditions'], SCOPE),
  ['context', say('kyverno-expression', 'values from elsewhere; what is tested against them is left out')],
  ['imageExtractors', say('kyverno-engine', 'which images an object runs is for the engine to find')],
  ...each(['skipBackgroundRequests', 'reportProperties'], engine),
])

/** An item of verifyImages. */
export const VERIFY_IMAGES: Settings = new Map<string, Setting | 'read'>([
  ...reading([
    'image',
    'imageReferences',
    'skipImageReferences',
    'attestors',
    'attestations',
    'type',
    'failureAction',
    'validate',
  ]),
  ...each(
    ['key', 'issuer', 'subject', 'roots', 'additionalExtensions'],
    say('kyverno-signature', 'the old way to name a signer of images'),
  ),
  ['annotations', say('kyverno-restriction', 'annotations of the signature')],
  ...DIGEST,
  REQUIRED,
  ['repository', ELSEWHERE],
  ['imageRegistryCredentials', TOKENS],
  ...each(['useCache', 'cosignOCI11'], engine),
])

export const ATTESTATION: Settings = new Map<string, Setting | 'read'>(
  reading(['name', 'type', 'predicateType', 'attestors', 'conditions']),
)

/** An entry of attestors. */
export const ATTESTOR: Settings = new Map<string, Setting | 'read'>([
  ...reading(['keys', 'keyless', 'certificates', 'attestor']),
  ['annotations', say('kyverno-restriction', 'annotations of the signature')],
  ['repository', ELSEWHERE],
  ['signatureAlgorithm', ALGORITHM],
])

export const KEYS: Settings = new Map<string, Setting | 'read'>([
  ...reading(['publicKeys', 'kms', 'secret', 'rekor', 'ctlog']),
  ['signatureAlgorithm', ALGORITHM],
])

export const KEYLESS: Settings = new Map<string, Setting | 'read'>([
  ...reading(['issuer', 'issuerRegExp', 'subject', 'subjectRegExp', 'rekor', 'ctlog', 'roots', 'additionalExtensions']),
])

export const KEYS_REKOR: Settings = new Map<string, Setting | 'read'>([
  ...reading(['ignoreTlog']),
  ...each(['url', 'pubkey'], say('kyverno-engine', 'of a signature by a key no log is asked')),
])

/** spec of ImageValidatingPolicy and NamespacedImageValidatingPolicy. */
export const VALIDATING_SPEC: Settings = new Map<string, Setting | 'read'>([
  ...reading(['attestors', 'attestations', 'validations', 'matchImageReferences', 'validationActions']),
  ...reading(['validationConfigurations', 'matchConstraints']),
  ['failurePolicy', FAILURE],
  ['matchConditions', SCOPE],
  ['variables', say('kyverno-expression', 'values by name; what is tested against them is left out')],
  ['images', say('kyverno-engine', 'which images an object runs is for the engine to find')],
  ['credentials', TOKENS],
  ...each(['auditAnnotations', 'webhookConfiguration', 'evaluation', 'autogen'], engine),
])

export const VALIDATION_CONFIGURATIONS: Settings = new Map<string, Setting | 'read'>([...DIGEST, REQUIRED])

/** Filters of resources in match and exclude; `matchConstraints` has other names for the same. */
export const RESOURCES: Settings = new Map<string, Setting | 'read'>([
  ['kinds', engine],
  ...each(['namespaces', 'namespaceSelector'], (value) => ['kyverno-namespaces', shown(value)]),
  ...each(['name', 'names', 'annotations', 'selector', 'operations'], SCOPE),
])

export const MATCH_CONSTRAINTS: Settings = new Map<string, Setting | 'read'>([
  ...each(['resourceRules', 'matchPolicy'], engine),
  ['namespaceSelector', (value) => ['kyverno-namespaces', shown(value)]],
  ...each(['objectSelector', 'excludeResourceRules'], SCOPE),
])

/** cosign of an attestor. */
export const COSIGN: Settings = new Map<string, Setting | 'read'>([
  ...reading(['key', 'keyless', 'certificate', 'ctlog', 'tuf', 'trustedRoot']),
  ['source', (value) => ['kyverno-closed', `evidence is looked for beside the image, not where ${shown(value)} says`]],
  ['annotations', say('kyverno-restriction', 'annotations of the signature')],
])
