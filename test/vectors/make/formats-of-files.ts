import { createPrivateKey } from 'node:crypto'
import { ed25519ph } from '@noble/curves/ed25519.js'
import {
  dssePae,
  encodeEnvelope,
  encodeStatement,
  IN_TOTO_PAYLOAD_TYPE,
  SLSA_PROVENANCE_V1,
  SLSA_PROVENANCE_V02,
  statement,
  testKey,
} from '@pawl/testkit'
import { type FormatVector, format } from './format.ts'
import {
  bundled,
  HEX,
  identity,
  jsonBytes,
  key,
  provenancePayload,
  reviewPayload,
  signed,
  sigstore,
  subject,
  trustingKey,
} from './scene.ts'

const review = signed(reviewPayload())
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
const elsewhere = encodeStatement({
  ...JSON.parse(text(reviewPayload())),
  subject: [{ digest: { sha256: 'ab'.repeat(32) } }],
})
const SHA512 = 'cd'.repeat(64)

/** A review about nothing but the sha512 of a tarball, as npm attests. */
const packaged = encodeStatement({
  ...JSON.parse(text(reviewPayload())),
  subject: [{ name: 'pkg:npm/app@1.0.0', digest: { sha512: SHA512 } }],
})

function prehashed(payload: Uint8Array, over = dssePae(IN_TOTO_PAYLOAD_TYPE, payload)): Uint8Array {
  const { d = '' } = createPrivateKey(key.privatePem).export({ format: 'jwk' })
  const sig = base64(ed25519ph.sign(over, Buffer.from(d, 'base64url')))
  return encodeEnvelope({
    payload: base64(payload),
    payloadType: IN_TOTO_PAYLOAD_TYPE,
    signatures: [{ sig, keyid: '' }],
  })
}

const p384 = testKey('p384')

const SIGNATURES: readonly FormatVector[] = [
  format('dsse/one-signature', { 'review.json': review }, ['review'], 'A DSSE envelope, signed with Ed25519.'),
  format(
    'dsse/payload-signed-raw',
    {
      'review.json': encodeEnvelope({
        ...JSON.parse(text(review)),
        signatures: [{ sig: base64(key.sign(reviewPayload())), keyid: '' }],
      }),
    },
    ['signature-unverified'],
    'The signature is over the payload and not over its pre-authentication encoding, as Google Cloud Build once signed: it binds no type (C08).',
  ),
  format(
    'cosign-keys/p384-sha384',
    { 'review.json': signed(reviewPayload(), { key: p384, hash: 'sha384' }) },
    ['review'],
    'What `cosign attest --key` makes with a P-384 key: the hash is SHA-384.',
    { trusted: trustingKey(p384) },
  ),
  format(
    'cosign-keys/p384-sha512',
    { 'review.json': signed(reviewPayload(), { key: p384, hash: 'sha512' }) },
    ['signature-unverified'],
    'The same key with a hash that no client uses with it.',
    { trusted: trustingKey(p384) },
  ),
  format(
    'cosign-keys/ed25519ph',
    { 'review.json': prehashed(reviewPayload()) },
    ['review'],
    'What `cosign attest --key` makes with an Ed25519 key: prehashed Ed25519 (RFC 8032 5.1).',
  ),
  format(
    'cosign-keys/ed25519ph-raw',
    { 'review.json': prehashed(reviewPayload(), reviewPayload()) },
    ['signature-unverified'],
    'The same over the payload alone.',
  ),
  format(
    'in-toto-statement/v0.1',
    {
      'review.json': signed(
        encodeStatement({ ...JSON.parse(text(reviewPayload())), _type: 'https://in-toto.io/Statement/v0.1' }),
      ),
    },
    ['review'],
    'A statement of version 0.1, which cosign still writes around newer predicates.',
  ),
  format(
    'in-toto-statement/v0.2',
    {
      'review.json': signed(
        encodeStatement({ ...JSON.parse(text(reviewPayload())), _type: 'https://in-toto.io/Statement/v0.2' }),
      ),
    },
    ['statement-type-unsupported'],
    'A version that does not exist.',
  ),
  format(
    'sha512/only-sha512',
    { 'review.json': signed(packaged) },
    ['subject-digest-unsupported'],
    'The only digest is a sha512. Artifacts are matched by sha256.',
  ),
  format(
    'sha512/beside-sha256',
    {
      'review.json': signed(
        encodeStatement({
          ...JSON.parse(text(reviewPayload())),
          subject: [{ digest: { sha512: SHA512, sha256: HEX } }],
        }),
      ),
    },
    ['review'],
    'Both digests stand in one subject: the sha256 counts.',
  ),
]

const versions = [
  ['0.1', {}],
  ['0.2', {}],
  ['0.3', {}],
  ['0.3', { log: 'rekor1-intoto' }],
  ['0.3', { log: 'rekor2' }],
] as const

const BUNDLES: readonly FormatVector[] = versions.flatMap(([version, varied]) => {
  const log = 'log' in varied ? varied.log : 'rekor1-dsse'
  const folder = `sigstore-bundle-${version}` as const
  const name = `a.sigstore.json`
  return [
    format(
      `${folder}/${log}`,
      { [name]: bundled({ version, ...varied }) },
      ['provenance'],
      `A Sigstore bundle of version ${version} by a workflow, logged as ${log}.`,
    ),
    format(
      `${folder}/${log}-of-other-payload`,
      { [name]: bundled({ version, ...varied, forge: 'log-entry-of-other-payload' }) },
      ['log-entry-mismatch'],
      'The same with the log entry of another statement (C21).',
    ),
  ]
})

const KEY_BUNDLES: readonly FormatVector[] = (['2026-01-03', '2025-12-31'] as const).map((end) => {
  const good = end > '2026-01-02'
  return format(
    `public-key-bundle/${good ? 'in-window' : 'after-window'}`,
    { 'a.sigstore.json': jsonBytes(sigstore.keyBundle({ payload: reviewPayload(), key, hint: 'one', keyid: 'one' })) },
    [good ? 'review' : 'key-outside-validity'],
    `A bundle signed with a key that is trusted until ${end}; its hint and its keyid agree.`,
    { trusted: trustingKey(key, {}, { validFrom: '2025-01-01T00:00:00Z', validUntil: `${end}T00:00:00Z` }) },
  )
})

const listing = (...attestations: readonly object[]): Uint8Array => jsonBytes({ attestations })
const bundle = sigstore.bundle({ payload: provenancePayload, identity })

const LISTINGS: readonly FormatVector[] = [
  format(
    'github-api/inline-and-by-url',
    {
      'attestations.json': listing(
        { bundle, repository_id: 1001, bundle_url: 'https://attestations.test/1' },
        { bundle: null, bundle_url: 'https://attestations.test/2' },
      ),
    },
    ['provenance'],
    'What the attestations API of GitHub answers: one bundle inline, another that has to be asked for, which is noted.',
    { notes: 1 },
  ),
  format(
    'github-api/label-lies',
    {
      'attestations.json': listing({
        bundle: sigstore.keyBundle({ payload: elsewhere, key }),
        predicateType: 'https://slsa.dev/provenance/v1',
        subject: HEX,
      }),
    },
    ['subject-mismatch'],
    'The labels beside the bundle name this image, and its statement another (C10).',
  ),
  format(
    'npm-api/publish-and-provenance',
    {
      'attestations.json': listing(
        {
          predicateType: 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
          bundle: sigstore.keyBundle({ payload: packaged, key, version: '0.2' }),
        },
        { predicateType: 'https://slsa.dev/provenance/v1', bundle },
      ),
    },
    ['provenance', 'subject-digest-unsupported'],
    'What the attestations API of npm answers. The registry names the tarball by its sha512 alone, which is no claim about a sha256.',
  ),
  format(
    'json-lines/bad-line-between',
    { 'a.intoto.jsonl': `${text(review)}\r\n{bad\n\n${JSON.stringify(bundle)}\n` },
    ['json-invalid', 'provenance', 'review'],
    'An envelope and a bundle, one a line, and between them a line that is none: the others count (C73).',
  ),
]

const WITNESS = 'https://witness.testifysec.com/attestation-collection/v0.1'
const WITNESSES: readonly FormatVector[] = [
  format(
    'witness/collection',
    {
      'a.json': signed(
        encodeStatement(statement({ subject, predicateType: WITNESS, predicate: { name: 'build', attestations: [] } })),
      ),
    },
    ['predicate-type-unknown'],
    'A collection of Witness by a trusted key: it is a statement, and nobody here knows what a collection says.',
  ),
  format(
    'witness/policy',
    { 'a.json': signed(Buffer.from('{}'), { key }, 'https://witness.testifysec.com/policy/v0.1') },
    ['payload-type-unsupported'],
    'A policy of Witness by a trusted key: signed, and no statement (C07).',
  ),
  format(
    'witness/review',
    { 'a.json': review },
    ['review'],
    'The same key signs a review: the key was never the matter.',
  ),
]

const run = (kind: string, signatures: Readonly<Record<string, Uint8Array>>): object => ({
  apiVersion: 'tekton.dev/v1',
  kind,
  metadata: {
    name: 'build',
    uid: '6f1f',
    annotations: {
      'chains.tekton.dev/signed': 'true',
      ...Object.fromEntries(
        Object.entries(signatures).flatMap(([name, bytes]) => [
          [`chains.tekton.dev/signature-${name}`, base64(bytes)],
          [`chains.tekton.dev/payload-${name}`, base64('{"never":"read"}')],
          [`chains.tekton.dev/cert-${name}`, ''],
        ]),
      ),
    },
  },
})
const provenance = signed(provenancePayload)

/** What Chains writes in its format `slsa/v1`, which is SLSA 0.2 in a statement of version 0.1. */
const chainsV1 = signed(
  encodeStatement(
    statement({
      subject,
      type: 'https://in-toto.io/Statement/v0.1',
      predicateType: SLSA_PROVENANCE_V02,
      predicate: {
        buildType: 'tekton.dev/v1/TaskRun',
        builder: { id: 'https://tekton.dev/chains/v2' },
        invocation: { configSource: {}, parameters: { image: 'registry.test/acme/app' }, environment: { labels: {} } },
        buildConfig: { steps: [{ entryPoint: 'build', arguments: ['--push'], environment: { container: 'build' } }] },
        metadata: {
          buildStartedOn: '2026-01-01T00:00:00Z',
          buildFinishedOn: '2026-01-01T00:05:00Z',
          completeness: { parameters: false, environment: false, materials: false },
          reproducible: false,
        },
        materials: [{ uri: 'git+https://github.com/acme/app.git', digest: { sha1: 'ab'.repeat(20) } }],
      },
    }),
  ),
)

/** Its format `slsa/v2alpha4` (and `v2alpha3`), which is SLSA 1. */
const chainsV2 = signed(
  encodeStatement(
    statement({
      subject,
      predicateType: SLSA_PROVENANCE_V1,
      predicate: {
        buildDefinition: {
          buildType: 'https://tekton.dev/chains/v2/slsa-tekton',
          externalParameters: { runSpec: { taskRef: { name: 'build', kind: 'Task' }, timeout: '1h0m0s' } },
          internalParameters: { labels: {}, annotations: {} },
          resolvedDependencies: [
            { name: 'task', uri: 'git+https://github.com/acme/tasks.git', digest: { sha1: 'cd'.repeat(20) } },
          ],
        },
        runDetails: {
          builder: { id: 'https://tekton.dev/chains/v2' },
          metadata: { invocationId: '6f1f', startedOn: '2026-01-01T00:00:00Z', finishedOn: '2026-01-01T00:05:00Z' },
          byproducts: [{ name: 'taskRunResults/size', mediaType: 'application/json', content: 'IjQyIg==' }],
        },
      },
    }),
  ),
)

const TEKTON: readonly FormatVector[] = [
  format(
    'tekton-chains/slsa-v1',
    { 'run.json': jsonBytes(run('TaskRun', { 'taskrun-6f1f': chainsV1 })) },
    ['provenance'],
    'The format that Chains calls slsa/v1, which is SLSA 0.2.',
  ),
  format(
    'tekton-chains/slsa-v2alpha4',
    { 'run.json': jsonBytes(run('PipelineRun', { 'pipelinerun-6f1f': chainsV2 })) },
    ['provenance'],
    'The formats that Chains calls slsa/v2alpha3 and slsa/v2alpha4, which are SLSA 1.',
  ),

  format(
    'tekton-chains/task-run',
    { 'run.json': jsonBytes(run('TaskRun', { 'taskrun-6f1f': provenance })) },
    ['provenance'],
    'A TaskRun in which Tekton Chains stored its signature; the payload annotation beside it is not read.',
  ),
  format(
    'tekton-chains/pipeline-run-in-yaml',
    { 'run.yaml': JSON.stringify(run('PipelineRun', { 'pipelinerun-6f1f': provenance }), null, 2) },
    ['provenance'],
    'A PipelineRun in a file of YAML.',
  ),
  format(
    'tekton-chains/list',
    {
      'runs.json': jsonBytes({
        kind: 'List',
        items: [
          run('TaskRun', { a: provenance, b: signed(provenancePayload, { key: testKey('p256') }) }),
          run('TaskRun', {}),
        ],
      }),
    },
    ['provenance', 'signature-unverified'],
    'What `kubectl get taskruns -o json` prints: one signature is by a stranger, and the run that only says `signed` has none.',
  ),
  format(
    'tekton-chains/unsigned',
    { 'run.json': jsonBytes(run('TaskRun', { 'taskrun-6f1f': provenancePayload })) },
    ['statement-unsigned'],
    'The signer of Chains was `none`: what is stored as signature is the bare statement.',
  ),
]

export const FORMATS_OF_FILES: readonly FormatVector[] = [
  ...SIGNATURES,
  ...BUNDLES,
  ...KEY_BUNDLES,
  ...LISTINGS,
  ...WITNESSES,
  ...TEKTON,
]
