import { Buffer } from 'node:buffer'
import { compileKyverno, LENGTH } from '@pawl/kyverno'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created } from '../gatekeeper/cluster/admission.ts'
import { EVIL, FINE, GOOD, TAGGED } from '../gatekeeper/cluster/images.ts'
import { pod } from '../gatekeeper/cluster/workloads.ts'
import type { KubeObject } from '../gatekeeper/harness.ts'
import { type Body, entryOf } from './gateway-double/answers.ts'
import { KYVERNO_HARNESS, KYVERNO_MISSING } from './harness.ts'
import { TABLE } from './policies.ts'
import { newScene, type Scene } from './scene.ts'

const REVIEW = { type: 'review', attester: 'security-team', statementDigest: 'sha256:x', summary: { approved: true } }
const PINS = { audience: 'cluster-1', trust: 'acme', minRevision: 3, maxAge: 3600 }

const hexOf = (reference: string): string => reference.slice(-64)
const seconds = (): number => Math.floor(Date.now() / 1000)

/** What the gateway will write (model, "Signed image summary"); its signatures are nothing that CEL could verify. */
function summary(reference: string, changed: Body = {}, statement: Body = {}): KubeObject {
  const now = seconds()
  const predicate = {
    audience: 'cluster-1',
    trust: { name: 'acme', digest: `sha256:${'a'.repeat(64)}`, revision: 3 },
    verifiedAt: now - 10,
    validUntil: now + 290,
    claims: [REVIEW],
    ...changed,
  }
  const whole = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: hexOf(reference) } }],
    predicateType: 'https://pawl.dev/image-summary/v1',
    predicate,
    ...statement,
  }
  const payload = Buffer.from(JSON.stringify(whole)).toString('base64')
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'ImageSummary',
    metadata: { name: `sha256-${hexOf(reference)}` },
    spec: { envelope: { payloadType: 'application/vnd.in-toto+json', payload, signatures: [] } },
  }
}

interface Situation {
  readonly when: string
  readonly verdict: 'admits' | 'denies'
  readonly images: readonly string[]
  readonly resources: readonly KubeObject[]
}

const one = (when: string, verdict: Situation['verdict'], changed: Body, statement: Body = {}): Situation => ({
  when,
  verdict,
  images: [GOOD],
  resources: [summary(GOOD, changed, statement)],
})

const ago = (past: number): Body => ({ verifiedAt: seconds() - past, validUntil: seconds() + 86_400 })

/** Written before anything was run. */
const SITUATIONS: readonly Situation[] = [
  one('the summary is there', 'admits', {}),
  {
    when: 'both images have a summary',
    verdict: 'admits',
    images: [GOOD, FINE],
    resources: [summary(GOOD), summary(FINE)],
  },
  { when: 'no summary is there', verdict: 'denies', images: [GOOD], resources: [] },
  { when: 'the second image has none', verdict: 'denies', images: [GOOD, EVIL], resources: [summary(GOOD)] },
  {
    when: 'the summary of another image is stored under the name of this one',
    verdict: 'denies',
    images: [GOOD],
    resources: [{ ...summary(FINE), metadata: { name: `sha256-${hexOf(GOOD)}` } }],
  },
  one('it is for another cluster', 'denies', { audience: 'cluster-2' }),
  one('it is for nobody', 'denies', { audience: undefined }),
  one('it is by another trust configuration', 'denies', { trust: { name: 'other', revision: 3 } }),
  one('its trust is of a later revision', 'admits', { trust: { name: 'acme', revision: 4 } }),
  one('its trust is of an earlier revision', 'denies', { trust: { name: 'acme', revision: 2 } }),
  one('the revision is text', 'denies', { trust: { name: 'acme', revision: '3' } }),
  one('it has ended', 'denies', { validUntil: seconds() }),
  one('it counts for a day and was verified 59 minutes ago', 'admits', ago(3540)),
  one('it counts for a day and was verified an hour ago', 'denies', ago(3600)),
  one('it was verified ten minutes ahead', 'denies', { verifiedAt: seconds() + 600, validUntil: seconds() + 900 }),
  one('its end is text', 'denies', { validUntil: '9999999999' }),
  one('it has no claims', 'denies', { claims: [] }),
  one('its claims are none', 'denies', { claims: null }),
  one('it is a statement of another kind', 'denies', {}, { predicateType: 'https://slsa.dev/provenance/v1' }),
  one(
    'it is about two images',
    'denies',
    {},
    { subject: [{ digest: { sha256: hexOf(GOOD) } }, { digest: { sha256: hexOf(EVIL) } }] },
  ),
  one('its subject is no list', 'denies', {}, { subject: { digest: { sha256: hexOf(GOOD) } } }),
  {
    when: 'what it holds is no JSON',
    verdict: 'denies',
    images: [GOOD],
    resources: [{ ...summary(GOOD), spec: { envelope: { payload: 'bm8=' } } }],
  },
  { when: 'it holds nothing', verdict: 'denies', images: [GOOD], resources: [{ ...summary(GOOD), spec: {} }] },
  { when: 'the reference is a tag', verdict: 'denies', images: [TAGGED], resources: [summary(GOOD)] },
  ...[
    GOOD.replace('registry.test', 'REGISTRY.test'),
    GOOD.replace('registry.test', 'registry.test:443'),
    GOOD.replace('registry.test', 'registry.test.'),
    GOOD.replace('registry.test/', ''),
    GOOD.replace('registry.test/', 'docker.io/'),
    GOOD.replace('registry.test/', 'index.docker.io/library/'),
  ].map((reference) => ({
    when: `the reference is written ${reference.split('@')[0]}`,
    verdict: 'denies' as const,
    images: [reference],
    resources: [summary(GOOD)],
  })),
  {
    when: 'the reference has a port',
    verdict: 'denies',
    images: [GOOD.replace('registry.test', 'registry.test:5000')],
    resources: [summary(GOOD)],
  },
  {
    when: 'the reference has a tag and a digest',
    verdict: 'admits',
    images: [GOOD.replace('@', ':1.4@')],
    resources: [summary(GOOD)],
  },
]

if (KYVERNO_HARNESS === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO_HARNESS === undefined)(
  "Kyverno's own webhook, with summaries in resources and no gateway",
  () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await newScene(KYVERNO_HARNESS ?? '')
    })
    afterAll(() => scene?.dispose())

    it.each(SITUATIONS)('$verdict when $when', async ({ verdict, images, resources }) => {
      await scene.harness.open()
      for (const manifest of compileKyverno(TABLE, {
        judged: { asks: 'resource', summaries: PINS },
        pins: true,
        excluded: [],
        timeout: 10,
        background: true,
        length: LENGTH,
      })) {
        if (manifest.kind !== 'ClusterRole') await scene.harness.store(manifest)
      }
      for (const each of resources) await scene.harness.resource('imagesummaries', each)
      const { allowed } = await scene.harness.review(created(pod({ containers: images })))
      expect(allowed ? 'admits' : 'denies').toBe(verdict)
      expect(scene.gateway.calls).toStrictEqual([])
    })

    it('knows a repository as the gateway does', () => {
      // "has a port" above denies for this reason alone: the policy governs registry.test, and registry.test:5000 is another registry.
      expect(entryOf(GOOD, [], 0)['repository']).toBe('registry.test/good')
    })
  },
)
