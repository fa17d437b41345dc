import { type Admission, admissionRequest } from '../../engines/gatekeeper/cluster/admission.ts'
import { EVIL, FINE, GOOD, TAGGED } from '../../engines/gatekeeper/cluster/images.ts'
import type { KubeObject } from '../../engines/gatekeeper/harness.ts'
import type { Random } from '../../generators/prng.ts'

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const
const KINDS = ['Pod', 'Pod', 'Deployment', 'Job', 'CronJob', 'PodTemplate', 'ReplicationController'] as const
const ODD: readonly unknown[] = [
  null,
  undefined,
  '',
  0,
  true,
  [],
  {},
  [GOOD],
  { image: GOOD },
  ' ',
  `${GOOD}\n`,
  TAGGED,
]
/** Where Kubernetes may one day run an image, and where people write what they like. */
const STRANGE: readonly (readonly [path: readonly string[], runs: boolean])[] = [
  [['debugContainers'], true],
  [['shim', 'image'], true],
  [['nodeImage'], true],
  [['nodeSelector', 'image'], false],
  [['imagePullPolicy'], false],
]

type Members = Record<string, unknown>

/** An admission, and whether each image that it newly makes run is one of `yes`, judged by what was put in and not by what a template reads. */
export interface RandomPod {
  readonly request: KubeObject
  /** References that newly run; undefined for one that is none, or that stands where nobody looks. */
  readonly runs: readonly (string | undefined)[]
  readonly isUpdate: boolean
}

export function randomPod(random: Random): RandomPod {
  const kind = random.pick(KINDS)
  const isUpdate = random.chance(0.4)
  const before = specOf(random)
  const after = random.chance(isUpdate ? 0.6 : 0.2) ? changed(random, before) : specOf(random)
  const deleting = random.chance(0.3) ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}
  const admission: Admission = {
    operation: isUpdate ? 'UPDATE' : 'CREATE',
    object: objectOf(kind, after, deleting),
    ...(isUpdate || random.chance(0.5) ? { oldObject: objectOf(kind, before, deleting) } : {}),
    dryRun: random.chance(0.1),
  }
  const old = isUpdate ? placesOf(before).map((place) => JSON.stringify(place)) : []
  const places = placesOf(after)
  const fresh = places.filter((place) => !(place.stays && old.includes(JSON.stringify(place))))
  const runs = fresh.map(({ image }) => (typeof image === 'string' && image !== '' ? image : undefined))
  return { request: admissionRequest(admission), isUpdate, runs: places.length === 0 ? [undefined] : runs }
}

function specOf(random: Random): Members {
  const isFine = random.chance(0.5)
  const image = (): unknown => (isFine || random.chance(0.7) ? random.pick([GOOD, FINE]) : random.pick([EVIL, ...ODD]))
  const spec: Members = {}
  for (const list of LISTS) {
    if (list === 'containers' || random.chance(0.3)) {
      spec[list] = Array.from({ length: 1 + random.int(3) }, (_, at) => ({ name: `${list}${at}`, image: image() }))
    }
  }
  if (random.chance(0.3))
    spec['volumes'] = [
      { name: 'data', image: { reference: image() } },
      { name: 'x', emptyDir: {} },
    ]
  if (!isFine && random.chance(0.1))
    spec[random.pick([...LISTS, 'volumes'])] = random.pick([{}, { a: { image: EVIL } }, 'x', 1])
  if (random.chance(0.15)) Object.assign(spec, strangeOf(random, image()))
  return spec
}

function strangeOf(random: Random, image: unknown): Members {
  const [[first = '', second], runs] = random.pick(STRANGE)
  if (second !== undefined) return { [first]: { [second]: image } }
  return { [first]: runs && first.endsWith('s') ? [{ name: 'x', image }] : image }
}

function changed(random: Random, before: Members): Members {
  const after = structuredClone(before)
  const containers = after['containers']
  if (Array.isArray(containers) && random.chance(0.7)) {
    const each = random.pick(containers) as Members
    Object.assign(each, random.pick([{ image: random.pick([GOOD, EVIL, ...ODD]) }, { name: 'other' }, { image: FINE }]))
  }
  return after
}

interface Place {
  readonly where: string
  /** What tells it from others. */
  readonly name: unknown
  readonly image: unknown
  /** Whether an update may leave it as it is: what is no reference is denied each time. */
  readonly stays: boolean
}

const placeOf = (where: string, name: unknown, image: unknown): Place => ({
  where,
  name,
  image,
  stays: typeof image === 'string' && image !== '',
})

/** Every place that runs an image, or might. */
function placesOf(spec: Members): readonly Place[] {
  const lists = LISTS.flatMap((list) => entriesOf(spec[list]).map((each) => placeOf(list, each['name'], each['image'])))
  const volumes = entriesOf(spec['volumes']).flatMap((each) => {
    const image = each['image'] as Members | undefined
    return image === undefined ? [] : [placeOf('volumes', each['name'], image['reference'])]
  })
  // What is no list hides what is in it.
  const hidden = [...LISTS, 'volumes']
    .filter((list) => spec[list] !== undefined && !Array.isArray(spec[list]))
    .map((list) => placeOf(list, '', undefined))
  const strange = STRANGE.flatMap(([[first = ''], runs]) =>
    runs && spec[first] !== undefined
      ? [{ where: first, name: JSON.stringify(spec[first]), image: undefined, stays: true }]
      : [],
  )
  return [...lists, ...volumes, ...hidden, ...strange]
}

const entriesOf = (list: unknown): readonly Members[] => (Array.isArray(list) ? list : [])

function objectOf(kind: (typeof KINDS)[number], spec: Members, metadata: Members): KubeObject {
  const versions: Readonly<Record<string, string>> = { Deployment: 'apps/v1', Job: 'batch/v1', CronJob: 'batch/v1' }
  const head = {
    apiVersion: versions[kind] ?? 'v1',
    kind,
    metadata: { name: 'app', namespace: 'payments', ...metadata },
  }
  if (kind === 'Pod') return { ...head, spec }
  if (kind === 'PodTemplate') return { ...head, template: { spec } }
  if (kind === 'CronJob') return { ...head, spec: { jobTemplate: { spec: { template: { spec } } } } }
  return { ...head, spec: { template: { spec } } }
}
