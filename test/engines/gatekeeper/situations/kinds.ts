import { created } from '../cluster/admission.ts'
import { EVIL, FINE, GOOD } from '../cluster/images.ts'
import { type Images, TEMPLATED, type Templated, workload } from '../cluster/workloads.ts'
import type { KubeObject } from '../harness.ts'
import { answers } from '../provider/behaviours.ts'
import type { Situation, Verdict } from './situation.ts'
import { admission, honest } from './steps.ts'

const situation = (when: string, verdict: Verdict, object: KubeObject, calls?: readonly number[]): Situation => ({
  when,
  steps: [admission(created(object), verdict)],
  provider: (world) => answers(honest(world)),
  ...(calls !== undefined && { calls }),
})

const of = (kind: Templated, what: string, verdict: Verdict, images: Images): Situation =>
  situation(`a ${kind} has ${what}`, verdict, workload(kind, images))

const EACH: readonly Situation[] = TEMPLATED.flatMap((kind) => [
  of(kind, 'a good image', 'admits', { containers: [GOOD], init: [FINE] }),
  of(kind, 'a bad image', 'denies', { containers: [GOOD, EVIL] }),
  of(kind, 'an init container of a bad image', 'denies', { containers: [GOOD], init: [EVIL] }),
  of(kind, 'an image volume of a bad image', 'denies', { containers: [GOOD], volumes: [EVIL] }),
  of(kind, 'no containers', 'denies', {}),
])

const bare = (apiVersion: string, kind: string, rest: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'app', namespace: 'payments' },
  ...rest,
})

/** The places of another kind: a template must know where the pod of each is. */
const MISPLACED: readonly Situation[] = [
  situation('a ReplicationController has no template', 'denies', bare('v1', 'ReplicationController', { spec: {} })),
  situation('a Deployment has no template', 'denies', bare('apps/v1', 'Deployment', { spec: {} })),
  situation('a Deployment has no spec', 'denies', bare('apps/v1', 'Deployment', {})),
  situation('a CronJob has no template of a job', 'denies', bare('batch/v1', 'CronJob', { spec: {} })),
  situation('a PodTemplate has no template', 'denies', bare('v1', 'PodTemplate', {})),
  situation(
    'a Deployment has a good pod where a Pod has it, and no template',
    'denies',
    bare('apps/v1', 'Deployment', { spec: { containers: [{ name: 'c0', image: GOOD }] } }),
  ),
  situation(
    'a Pod has a bad image, and a good template of a pod that is not read',
    'denies',
    bare('v1', 'Pod', {
      spec: {
        containers: [{ name: 'c0', image: EVIL }],
        template: { spec: { containers: [{ name: 'c0', image: GOOD }] } },
      },
    }),
  ),
  situation('a ConfigMap names a bad image', 'admits', bare('v1', 'ConfigMap', { data: { image: EVIL } }), []),
]

export const KINDS: readonly Situation[] = [...EACH, ...MISPLACED]
