import { created } from '../cluster/admission.ts'
import { EVIL, GOOD, TAGGED } from '../cluster/images.ts'
import { pod } from '../cluster/workloads.ts'
import type { KubeObject } from '../harness.ts'
import { answers } from '../provider/behaviours.ts'
import type { Behaviour } from '../provider/provider-double.ts'
import type { Situation, Step, Verdict, World } from './situation.ts'
import { admission, create, honest } from './steps.ts'

/** Yes to the keys of one profile alone. */
const yesIn =
  (profile: string) =>
  (world: World): Behaviour =>
    answers((keys) => keys.map((key) => (key.includes(`"${profile}"`) ? world.yes(key) : world.no(key))))

const inNamespace = (namespace: string, verdict: Verdict, metadata: object = {}): Step =>
  admission(created(pod({ containers: [GOOD] }, metadata), { namespace }), verdict)

const labelled: KubeObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'payments', labels: { profile: 'sandbox', 'pawl.dev/profile': 'sandbox' } },
}

export const PROFILES: readonly Situation[] = [
  {
    when: 'its namespace has the profile that accepts it',
    steps: [inNamespace('sandbox', 'admits')],
    provider: yesIn('sandbox'),
  },
  {
    when: 'its namespace has another profile than accepts it',
    steps: [inNamespace('payments', 'denies')],
    provider: yesIn('sandbox'),
  },
  {
    when: 'no profile names its namespace, and the strictest accepts it',
    steps: [inNamespace('new', 'admits')],
    provider: yesIn('strictest'),
  },
  {
    when: 'no profile names its namespace, and every other accepts it',
    steps: [inNamespace('new', 'denies')],
    provider: yesIn('payments'),
  },
  {
    when: 'its namespace begins as one that has the profile',
    steps: [inNamespace('sandbox-2', 'denies')],
    provider: yesIn('sandbox'),
  },
  {
    when: 'its namespace is another in capitals',
    steps: [inNamespace('SANDBOX', 'denies')],
    provider: yesIn('sandbox'),
  },
  {
    when: 'its namespace has the name of a member of every object',
    steps: [inNamespace('constructor', 'admits')],
    provider: yesIn('strictest'),
  },
  {
    when: 'the pod says that it is in another namespace than the request',
    steps: [inNamespace('payments', 'denies', { namespace: 'sandbox' })],
    provider: yesIn('sandbox'),
  },
  {
    when: 'the pod says nothing of its namespace',
    steps: [inNamespace('sandbox', 'admits', { namespace: undefined })],
    provider: yesIn('sandbox'),
  },
  {
    when: 'labels of its namespace name another profile',
    steps: [{ admission: created(pod({ containers: [GOOD] })), namespace: labelled, verdict: 'denies' }],
    provider: yesIn('sandbox'),
  },
  {
    when: 'a request is in no namespace',
    steps: [inNamespace('', 'admits', { namespace: undefined })],
    provider: yesIn('strictest'),
  },
  {
    when: 'a request is in no namespace, and every profile but the strictest accepts it',
    steps: [inNamespace('', 'denies', { namespace: 'sandbox' })],
    provider: yesIn('sandbox'),
    because: 'what the pod says of its namespace counts for nothing',
  },
]

/** Yes in some modes alone. */
const acceptedIn =
  (enforce: boolean, warn: boolean, audit: boolean) =>
  (world: World): Behaviour =>
    answers((keys) => keys.map((key) => ({ key, value: { ...world.value(key), accepted: { enforce, warn, audit } } })))

const evil = (verdict: Verdict): Step => create({ containers: [EVIL] }, verdict)
const good = (verdict: Verdict): Step => create({ containers: [GOOD] }, verdict)
const tagged = (verdict: Verdict): Step => create({ containers: [TAGGED] }, verdict)
const no = (world: World): Behaviour => answers(honest(world))

const ALL_MODES = ['enforce', 'warn', 'audit'] as const

export const MODES: readonly Situation[] = [
  { when: 'the profile warns, and the image is good', modes: ['warn'], steps: [good('admits')], provider: no },
  { when: 'the profile warns, and the image is bad', modes: ['warn'], steps: [evil('warns')], provider: no },
  { when: 'the profile audits, and the image is good', modes: ['audit'], steps: [good('admits')], provider: no },
  { when: 'the profile audits, and the image is bad', modes: ['audit'], steps: [evil('notes')], provider: no },
  { when: 'the profile warns, and the image has a tag', modes: ['warn'], steps: [tagged('admits')] },
  { when: 'the profile audits, and the image has a tag', modes: ['audit'], steps: [tagged('admits')] },
  { when: 'all three modes are there, and the image is good', modes: ALL_MODES, steps: [good('admits')], provider: no },
  { when: 'all three modes are there, and the image is bad', modes: ALL_MODES, steps: [evil('denies')], provider: no },
  { when: 'all three modes are there, and the image has a tag', modes: ALL_MODES, steps: [tagged('denies')] },
  { when: 'a profile warns, and nobody answers', modes: ['warn'], steps: [good('warns')], reach: 'nobody' },
  { when: 'a profile audits, and nobody answers', modes: ['audit'], steps: [good('notes')], reach: 'nobody' },
  {
    when: 'it is accepted in enforce alone, and all modes are there',
    modes: ALL_MODES,
    only: 'decision',
    steps: [good('warns')],
    provider: acceptedIn(true, false, false),
  },
  {
    when: 'it is accepted in warn alone, and the profile warns',
    modes: ['warn'],
    only: 'decision',
    steps: [good('admits')],
    provider: acceptedIn(false, true, false),
  },
  {
    when: 'it is accepted in all modes but audit, and all modes are there',
    modes: ALL_MODES,
    only: 'decision',
    steps: [good('notes')],
    provider: acceptedIn(true, true, false),
  },
]
