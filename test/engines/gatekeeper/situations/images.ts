import { created, updated } from '../cluster/admission.ts'
import { EVIL, FINE, GOOD, pinned, TAGGED } from '../cluster/images.ts'
import { type Images, pod } from '../cluster/workloads.ts'
import type { KubeObject } from '../harness.ts'
import { answers } from '../provider/behaviours.ts'
import type { Situation, Verdict } from './situation.ts'
import { admission, create, honest } from './steps.ts'

/** The provider says no to the image of the attacker and yes to every other. */
const situation = (when: string, verdict: Verdict, images: Images, calls?: readonly number[]): Situation => ({
  when,
  steps: [create(images, verdict)],
  provider: (world) => answers(honest(world)),
  ...(calls !== undefined && { calls }),
})

const ephemeral = (when: string, verdict: Verdict, image: unknown): Situation => {
  const before = pod({ containers: [GOOD] })
  const after = pod({ containers: [GOOD], ephemeral: [image] })
  return {
    when,
    steps: [admission(updated(before, after, { subresource: 'ephemeralcontainers' }), verdict)],
    provider: (world) => answers(honest(world)),
    calls: [1],
  }
}

const PLACES: readonly Situation[] = [
  situation('its one container is of a good image', 'admits', { containers: [GOOD] }, [1]),
  situation('its one container is of a bad image', 'denies', { containers: [EVIL] }, [1]),
  situation('both of its containers are of good images', 'admits', { containers: [GOOD, FINE] }, [2]),
  situation('its first container is of a bad image', 'denies', { containers: [EVIL, GOOD] }, [2]),
  situation('its last container is of a bad image', 'denies', { containers: [GOOD, EVIL] }, [2]),
  situation('its init container is of a good image', 'admits', { containers: [GOOD], init: [FINE] }, [2]),
  situation('its init container is of a bad image', 'denies', { containers: [GOOD], init: [EVIL] }, [2]),
  situation('its image volume is of a good image', 'admits', { containers: [GOOD], volumes: [FINE] }, [2]),
  situation('its image volume is of a bad image', 'denies', { containers: [GOOD], volumes: [EVIL] }, [2]),
  ephemeral('a debug container of a good image is added', 'admits', FINE),
  ephemeral('a debug container of a bad image is added', 'denies', EVIL),
  situation(
    'it was created with a debug container of a bad image',
    'denies',
    { containers: [GOOD], ephemeral: [EVIL] },
    [2],
  ),
  situation(
    'two containers and a volume are of one good image',
    'admits',
    { containers: [GOOD, GOOD], volumes: [GOOD] },
    [1],
  ),
  situation('two containers are of one bad image', 'denies', { containers: [EVIL, EVIL] }, [1]),
]

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => pinned(`app-${index}`))

const COUNTS: readonly Situation[] = [
  situation('it has 64 images', 'admits', { containers: many(64) }, [64]),
  situation(
    'it has 64 images, and a second container of one',
    'admits',
    { containers: [...many(64), pinned('app-0')] },
    [64],
  ),
  situation('it has 65 images', 'denies', { containers: many(65) }),
  situation('its 64th image is bad', 'denies', { containers: [...many(63), EVIL] }),
]

/** Where a container has no reference that could be asked about. */
const NO_REFERENCES: readonly (readonly [name: string, image: unknown])[] = [
  ['absent', undefined],
  ['null', null],
  ['an empty string', ''],
  ['a space', ' '],
  ['a number', 1],
  ['true', true],
  ['a list', [GOOD]],
  ['an object', { image: GOOD }],
]

const ABSENT: readonly Situation[] = NO_REFERENCES.flatMap(([name, image]) => [
  situation(`the image of a second container is ${name}`, 'denies', { containers: [GOOD, image] }),
  situation(`the image of an init container is ${name}`, 'denies', { containers: [GOOD], init: [image] }),
  situation(`the reference of an image volume is ${name}`, 'denies', { containers: [GOOD], volumes: [image] }),
])

/** Where a tag is let by, nothing but the reference itself can be wrong. A space is a reference then, and the gateway's to judge. */
const ABSENT_WHERE_TAGS_PASS: readonly Situation[] = NO_REFERENCES.filter(([, image]) => image !== ' ').map(
  ([name, image]) => ({
    when: `the profile warns, and the image of a second container is ${name}`,
    modes: ['warn'],
    steps: [create({ containers: [GOOD, image] }, 'warns')],
  }),
)

const object = (when: string, verdict: Verdict, spec: unknown): Situation => {
  const bare: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app', namespace: 'payments' } }
  return {
    when,
    steps: [admission(created({ ...bare, ...(spec !== undefined && { spec }) }), verdict)],
    provider: (world) => answers(honest(world)),
  }
}

const named = (image: string): KubeObject => ({ name: 'c0', image })

const SHAPES: readonly Situation[] = [
  object('it has no spec', 'denies', undefined),
  object('its spec is null', 'denies', null),
  object('its spec is a list', 'denies', [{ containers: [named(GOOD)] }]),
  object('it has no containers', 'denies', {}),
  object('its containers are null', 'denies', { containers: null }),
  object('its list of containers is empty', 'denies', { containers: [] }),
  object('its containers are an object', 'denies', { containers: { c0: named(GOOD) } }),
  object('its containers are text', 'denies', { containers: GOOD }),
  object('a container is text', 'denies', { containers: [named(GOOD), EVIL] }),
  object('a container is null', 'denies', { containers: [named(GOOD), null] }),
  object('its init containers are an object', 'denies', {
    containers: [named(GOOD)],
    initContainers: { i0: named(EVIL) },
  }),
  object('its volumes are an object', 'denies', {
    containers: [named(GOOD)],
    volumes: { v0: { name: 'v0', image: { reference: EVIL } } },
  }),
  object('a volume is text', 'denies', { containers: [named(GOOD)], volumes: [EVIL] }),
  object('the image of a volume is text', 'denies', {
    containers: [named(GOOD)],
    volumes: [{ name: 'v0', image: EVIL }],
  }),
  object('a volume holds no image', 'admits', { containers: [named(GOOD)], volumes: [{ name: 'v0', emptyDir: {} }] }),
]

const HEX = 'a'.repeat(64)

/** The provider says yes to every one of these. */
const PINS: readonly Situation[] = (
  [
    ['a tag', TAGGED, 'denies'],
    ['neither a tag nor a digest', 'registry.test/good', 'denies'],
    ['a digest that is short', 'registry.test/good@sha256:abc', 'denies'],
    ['a digest that is long', `registry.test/good@sha256:${HEX}0`, 'denies'],
    ['a digest in capitals', `registry.test/good@sha256:${HEX.toUpperCase()}`, 'denies'],
    ['a digest of another hash', `registry.test/good@sha512:${HEX}${HEX}`, 'denies'],
    ['a digest that is the tag', `registry.test/good:sha256-${HEX}`, 'denies'],
    ['a digest and a line break', `registry.test/good@sha256:${HEX}\n`, 'denies'],
    ['a digest alone', `sha256:${HEX}`, 'denies'],
    ['a tag and a digest', `registry.test/good:1.4@sha256:${HEX}`, 'admits'],
    ['a digest', `registry.test/good@sha256:${HEX}`, 'admits'],
  ] as const
).map(([name, reference, verdict]) => ({
  when: `its reference has ${name}`,
  steps: [create({ containers: [reference] }, verdict)],
  ...(name === 'a tag' && { says: 'tag-not-pinned' }),
}))

export const IMAGES: readonly Situation[] = [
  ...PLACES,
  ...COUNTS,
  ...ABSENT,
  ...ABSENT_WHERE_TAGS_PASS,
  ...SHAPES,
  ...PINS,
]
