import { admissionRequest, created, deleted } from '../cluster/admission.ts'
import { EVIL, GOOD, TAGGED } from '../cluster/images.ts'
import { podsOfDeployments } from '../cluster/resources.ts'
import { pod, workload } from '../cluster/workloads.ts'
import { answers, says } from '../provider/behaviours.ts'
import type { Situation, Step } from './situation.ts'
import { admission, create, honest } from './steps.ts'

const bad = pod({ containers: [EVIL] })
const good = pod({ containers: [GOOD] })
const audit = (object: typeof good, verdict: 'admits' | 'denies'): Step => ({ audit: object, verdict })

const OTHERS: readonly Situation[] = [
  { when: 'a pod with a bad image is deleted', steps: [admission(deleted(bad), 'admits')], calls: [] },
  {
    when: 'a Deployment with a bad image is deleted',
    steps: [admission(deleted(workload('Deployment', { containers: [EVIL] })), 'admits')],
    calls: [],
  },
  {
    when: 'a pod is deleted while nobody answers',
    steps: [admission(deleted(good), 'admits')],
    reach: 'nobody',
  },
  {
    when: 'somebody runs a command in a pod',
    steps: [
      admission(
        admissionRequest({
          operation: 'CONNECT',
          object: { apiVersion: 'v1', kind: 'PodExecOptions', command: ['sh'] },
          subresource: 'exec',
        }),
        'admits',
      ),
    ],
    calls: [],
  },
  {
    when: 'a pod with a bad image is created as a dry run',
    steps: [create({ containers: [EVIL] }, 'denies', { dryRun: true }), create({ containers: [EVIL] }, 'denies')],
    calls: [1, 1],
  },
  {
    when: 'a pod with a good image is created as a dry run',
    steps: [create({ containers: [GOOD] }, 'admits', { dryRun: true }), create({ containers: [GOOD] }, 'admits')],
    calls: [1, 1],
  },
  {
    when: 'a creation brings an old object with the same bad image',
    steps: [create({ containers: [EVIL] }, 'denies', { oldObject: bad })],
    calls: [1],
  },
  {
    when: 'an unknown operation brings a bad image',
    steps: [admission({ ...created(bad), operation: 'PATCH' }, 'denies')],
  },
]

const AUDITED: readonly Situation[] = [
  { when: 'an audit finds a pod with a good image', steps: [audit(good, 'admits')], calls: [1] },
  { when: 'an audit finds a pod with a bad image', steps: [audit(bad, 'denies')], calls: [1] },
  { when: 'an audit finds a pod with a tag', steps: [audit(pod({ containers: [TAGGED] }), 'denies')] },
  {
    when: 'an audit finds a pod whose init container is bad',
    steps: [audit(pod({ containers: [GOOD], init: [EVIL] }), 'denies')],
  },
  {
    when: 'an audit finds a CronJob with a bad image',
    steps: [audit(workload('CronJob', { containers: [EVIL] }), 'denies')],
  },
  {
    when: 'an audit finds a pod with a bad image that is being deleted',
    steps: [audit(pod({ containers: [EVIL] }, { deletionTimestamp: '2026-01-01T00:00:00Z' }), 'denies')],
  },
]

const BY_EXPANSION: readonly Situation[] = [
  {
    when: 'a Deployment is expanded to pods with a good image',
    steps: [admission(created(workload('Deployment', { containers: [GOOD] })), 'admits')],
    calls: [1, 1],
  },
  {
    when: 'a Deployment is expanded to pods with a bad image',
    steps: [admission(created(workload('Deployment', { containers: [EVIL] })), 'denies')],
    calls: [1, 1],
    says: '[Implied by pods-of-deployments]',
  },
  {
    when: 'a Deployment that is expanded to pods is deleted',
    steps: [admission(deleted(workload('Deployment', { containers: [EVIL] })), 'admits')],
    calls: [],
  },
  {
    when: 'an update changes no image of a Deployment that is expanded to pods, and the image is bad',
    steps: [
      admission(
        admissionRequest({
          operation: 'UPDATE',
          object: workload('Deployment', { containers: [EVIL] }),
          oldObject: workload('Deployment', { containers: [EVIL] }),
        }),
        'denies',
      ),
    ],
    calls: [1],
    because: 'an expanded pod has no old object: nothing can be carried forward',
  },
  {
    when: 'an audit expands a Deployment to pods with a bad image',
    steps: [audit(workload('Deployment', { containers: [EVIL] }), 'denies')],
    calls: [1, 1],
  },
]

export const OPERATIONS: readonly Situation[] = [
  ...[...OTHERS, ...AUDITED].map((each): Situation => ({ provider: (world) => answers(honest(world)), ...each })),
  {
    when: 'an audit finds a pod while the provider is down',
    steps: [audit(good, 'denies')],
    provider: () => says(503, '{}'),
  },
  ...BY_EXPANSION.map(
    (each): Situation => ({ ...each, expansion: podsOfDeployments(), provider: (world) => answers(honest(world)) }),
  ),
]
