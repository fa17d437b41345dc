import { created, updated } from '../../gatekeeper/cluster/admission.ts'
import { EVIL, GOOD, TAGGED } from '../../gatekeeper/cluster/images.ts'
import { pod } from '../../gatekeeper/cluster/workloads.ts'
import { answers, type Body, bodyFor, says, withStatus } from '../gateway-double/answers.ts'
import type { Asked } from '../gateway-double/gateway-double.ts'
import type { Situation, Verdict } from './situation.ts'

const bad = pod({ containers: [EVIL] })
const good = pod({ containers: [GOOD] })

const inside = (
  namespace: string,
  what: string,
  verdict: Verdict,
  object: typeof bad,
  more: Partial<Situation> = {},
): Situation => ({
  when: `in ${namespace} ${what}`,
  admission: created(object, { namespace }),
  verdict,
  ...more,
})

const DOWN = says(503, '{}')

const NAMESPACES: readonly Situation[] = [
  inside('payments', 'a pod is bad', 'denies', bad, { calls: [1] }),
  inside('payments', 'a pod is good', 'admits', good, { calls: [1] }),
  inside('prod-1', 'a pod is bad', 'denies', bad, { calls: [1] }),
  inside('a namespace that nobody knows', 'a pod is bad', 'denies', bad, { calls: [1] }),
  inside('', 'a pod is bad', 'denies', bad),
  inside('dev-1\npayments', 'a pod is bad', 'warns', bad, {
    because: 'a glob goes over line breaks; no namespace is called so',
  }),
  inside('not-dev-1', 'a pod is bad', 'denies', bad),
  inside('dev-1', 'a pod is bad', 'warns', bad, { calls: [1] }),
  inside('dev-1', 'a pod is good', 'admits', good, { calls: [1] }),
  inside('dev-1', 'the gateway is down', 'warns', good, { gateway: DOWN }),
  inside('dev-1', 'a tag is good', 'admits', pod({ containers: [TAGGED] })),
  inside('payments', 'a tag is good', 'denies', pod({ containers: [TAGGED] }), {
    says: 'tag-not-pinned',
    only: 'document',
  }),
  inside('lab-1', 'a pod is bad', 'admits', bad, { calls: [1], because: 'it only reports' }),
  inside('lab-1', 'the gateway is down', 'admits', good, { gateway: DOWN }),
  inside('left-to-others', 'a pod is bad', 'admits', bad, { calls: [], because: 'the operator left it out by name' }),
  inside('left-to-others-2', 'a pod is bad', 'denies', bad),
  inside('kube-system', 'a pod is bad', 'admits', bad, {
    calls: [],
    because: 'resourceFilters of Kyverno leave it out',
  }),
]

/** One policy enforces, the other only warns: one call for each. */
const MIXED: readonly Situation[] = [
  inside('mixed', 'what warns is unmet', 'warns', good, { calls: [1, 1], says: 'extra/tested', only: 'document' }),
  inside('mixed', 'both are unmet', 'denies', bad, { says: 'acme/reviewed', only: 'document' }),
  inside('mixed', 'the gateway is down', 'denies', good, { gateway: DOWN }),
  inside('mixed', 'the gateway accepts what enforces alone', 'warns', good, {
    gateway: answers((asked) => ({
      ...bodyFor(asked, () => true),
      accepted: { enforce: true, warn: false, audit: true },
      reasons: ['extra/tested: claim-missing'],
    })),
    only: 'decision',
  }),
  inside('mixed', 'the gateway accepts what warns alone', 'denies', good, {
    gateway: answers((asked) => ({
      ...bodyFor(asked, () => true),
      accepted: { enforce: false, warn: true, audit: true },
    })),
    only: 'decision',
  }),
  inside('mixed', 'the gateway accepts both', 'admits', good, { only: 'decision' }),
]

const code = (asked: Asked): Body => ({
  schema: 'pawl.dev/kyverno/v1',
  code: asked.images.length === 1 ? 'registry-timeout' : 'x',
})

const WORDS: readonly Situation[] = [
  {
    when: 'the gateway says why it has no answer',
    admission: created(good),
    verdict: 'denies',
    gateway: withStatus(503, code),
    says: 'registry-timeout',
  },
  {
    when: 'the gateway gives markup for a code',
    admission: created(good),
    verdict: 'denies',
    gateway: withStatus(503, () => ({ code: '<b>yes</b>' })),
    says: 'answer-missing',
  },
  {
    when: 'a reference would turn the terminal red',
    admission: created(pod({ containers: ['registry.test/\u001b[31mred@sha256:x'] })),
    verdict: 'denies',
    says: 'pawl: ',
  },
  {
    when: 'a pod names a future image',
    admission: created({ ...good, spec: { ...(good['spec'] as Body), baseImage: EVIL } }),
    verdict: 'denies',
    calls: [],
    says: 'image-unseen',
  },
  {
    when: 'a node is chosen by a label that is named after an image',
    admission: created({
      ...good,
      spec: { ...(good['spec'] as Body), nodeSelector: { 'example.test/image-cache': 'true' } },
    }),
    verdict: 'admits',
  },
  {
    when: 'the value of a variable looks like a member',
    admission: created({
      ...good,
      spec: { containers: [{ name: 'c0', image: GOOD, env: [{ name: 'A', value: '{"baseImage":"x","b":1}' }] }] },
    }),
    verdict: 'admits',
  },
  {
    when: 'a pod with a future image loses a finalizer',
    admission: updated(
      { ...bad, spec: { ...(bad['spec'] as Body), baseImage: EVIL } },
      { ...bad, spec: { ...(bad['spec'] as Body), baseImage: EVIL } },
    ),
    verdict: 'admits',
    calls: [],
  },
  {
    when: 'a future image is changed',
    admission: updated(
      { ...bad, spec: { ...(bad['spec'] as Body), baseImage: GOOD } },
      { ...bad, spec: { ...(bad['spec'] as Body), baseImage: EVIL } },
    ),
    verdict: 'denies',
    calls: [],
  },
]

/** The tag of `decision` mode is the gateway's to see: here it is the real one that says it. */
export const PROFILES: readonly Situation[] = [...NAMESPACES, ...MIXED, ...WORDS]
