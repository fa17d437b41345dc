import { type Admission, updated } from '../cluster/admission.ts'
import { EVIL, FINE, GOOD, TAGGED } from '../cluster/images.ts'
import { type Images, pod, workload } from '../cluster/workloads.ts'
import type { KubeObject } from '../harness.ts'
import { answers } from '../provider/behaviours.ts'
import type { Situation, Verdict } from './situation.ts'
import { admission, honest } from './steps.ts'

const DELETING = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['a.test/b'] }

interface Update {
  readonly before: KubeObject
  readonly after: KubeObject
  readonly calls?: readonly number[]
  readonly more?: Partial<Admission>
}

const update = (when: string, verdict: Verdict, { before, after, calls, more }: Update): Situation => ({
  when,
  steps: [admission(updated(before, after, more), verdict)],
  provider: (world) => answers(honest(world)),
  ...(calls !== undefined && { calls }),
})

const pods = (when: string, verdict: Verdict, [before, after]: readonly [Images, Images], calls: readonly number[]) =>
  update(when, verdict, { before: pod(before), after: pod(after), calls })

const CARRIED: readonly Situation[] = [
  pods(
    'an update changes no image, and the image is bad',
    'admits',
    [{ containers: [EVIL] }, { containers: [EVIL] }],
    [],
  ),
  update('an update changes a label, and the image is bad', 'admits', {
    before: pod({ containers: [EVIL] }),
    after: pod({ containers: [EVIL] }, { labels: { a: 'b' } }),
    calls: [],
  }),
  pods(
    'an update changes no image, and the image has a tag',
    'admits',
    [{ containers: [TAGGED] }, { containers: [TAGGED] }],
    [],
  ),
  pods(
    'an update changes no image of all four fields',
    'admits',
    [
      { containers: [EVIL], init: [EVIL], ephemeral: [EVIL], volumes: [EVIL] },
      { containers: [EVIL], init: [EVIL], ephemeral: [EVIL], volumes: [EVIL] },
    ],
    [],
  ),
  pods(
    'an update takes a container away, and the other is bad',
    'admits',
    [{ containers: [EVIL, GOOD] }, { containers: [EVIL] }],
    [],
  ),
  pods(
    'an update changes one image to a good one, and the other is bad',
    'admits',
    [{ containers: [EVIL, GOOD] }, { containers: [EVIL, FINE] }],
    [1],
  ),
  update('an update of a Deployment changes no image, and the image is bad', 'admits', {
    before: workload('Deployment', { containers: [EVIL] }),
    after: workload('Deployment', { containers: [EVIL] }),
    calls: [],
  }),
  update('a pod with a bad image that is being deleted loses a finalizer', 'admits', {
    before: pod({ containers: [EVIL] }, DELETING),
    after: pod({ containers: [EVIL] }, { ...DELETING, finalizers: [] }),
    calls: [],
  }),
  update('a pod with a bad image is resized', 'admits', {
    before: pod({ containers: [EVIL] }),
    after: pod({ containers: [EVIL] }),
    calls: [],
    more: { subresource: 'resize' },
  }),
  update('a debug container of a good image joins a bad one', 'admits', {
    before: pod({ containers: [EVIL] }),
    after: pod({ containers: [EVIL], ephemeral: [GOOD] }),
    calls: [1],
    more: { subresource: 'ephemeralcontainers' },
  }),
]

const JUDGED: readonly Situation[] = [
  pods('an update changes an image to a good one', 'admits', [{ containers: [GOOD] }, { containers: [FINE] }], [1]),
  pods('an update changes an image to a bad one', 'denies', [{ containers: [GOOD] }, { containers: [EVIL] }], [1]),
  update('an update changes an image to a tag', 'denies', {
    before: pod({ containers: [GOOD] }),
    after: pod({ containers: [TAGGED] }),
  }),
  pods(
    'an update changes the second image to a bad one',
    'denies',
    [{ containers: [GOOD, FINE] }, { containers: [GOOD, EVIL] }],
    [1],
  ),
  pods(
    'an update gives the bad image of one container to another',
    'denies',
    [{ containers: [EVIL, GOOD] }, { containers: [EVIL, EVIL] }],
    [1],
  ),
  pods(
    'an update swaps a good and a bad image',
    'denies',
    [{ containers: [EVIL, GOOD] }, { containers: [GOOD, EVIL] }],
    [2],
  ),
  pods(
    'an update makes the bad image of an init container that of a container',
    'denies',
    [{ containers: [GOOD], init: [EVIL] }, { containers: [EVIL] }],
    [1],
  ),
  update('a container of one name is a good init container and becomes a bad container', 'denies', {
    before: named({ initContainers: EVIL, containers: GOOD }),
    after: named({ initContainers: GOOD, containers: EVIL }),
    calls: [2],
  }),
  pods('an update takes all containers away', 'denies', [{ containers: [GOOD] }, { containers: [] }], []),
  pods('an update changes an image to none', 'denies', [{ containers: [GOOD] }, { containers: [undefined] }], []),
  pods(
    'an update leaves an image that is none',
    'denies',
    [{ containers: [undefined] }, { containers: [undefined] }],
    [],
  ),
  update('a pod that is being deleted gets a bad image', 'denies', {
    before: pod({ containers: [GOOD] }, DELETING),
    after: pod({ containers: [EVIL] }, DELETING),
    calls: [1],
  }),
  update('a pod that is being deleted gets a good image', 'admits', {
    before: pod({ containers: [GOOD] }, DELETING),
    after: pod({ containers: [FINE] }, DELETING),
    calls: [1],
  }),
  update('an update of a Deployment changes an image to a bad one', 'denies', {
    before: workload('Deployment', { containers: [GOOD] }),
    after: workload('Deployment', { containers: [EVIL] }),
    calls: [1],
  }),
  update('a debug container of a bad image joins a bad one', 'denies', {
    before: pod({ containers: [EVIL] }),
    after: pod({ containers: [EVIL], ephemeral: [EVIL] }),
    calls: [1],
    more: { subresource: 'ephemeralcontainers' },
  }),
  update('an update with a bad image comes without the old object', 'denies', {
    before: pod({ containers: [EVIL] }),
    after: pod({ containers: [EVIL] }),
    calls: [1],
    more: { oldObject: null },
  }),
]

/** An init container and a container of one name, which only their fields tell apart. */
function named(images: { readonly initContainers: string; readonly containers: string }): KubeObject {
  const { initContainers, containers } = images
  const spec = {
    initContainers: [{ name: 'app', image: initContainers }],
    containers: [{ name: 'app', image: containers }],
  }
  return { ...pod({}), spec }
}

export const UPDATES: readonly Situation[] = [...CARRIED, ...JUDGED]
