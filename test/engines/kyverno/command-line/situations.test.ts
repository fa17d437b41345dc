import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVIL, FINE, GOOD, TAGGED } from '../../gatekeeper/cluster/images.ts'
import { type Images, pod, TEMPLATED, workload } from '../../gatekeeper/cluster/workloads.ts'
import type { KubeObject } from '../../gatekeeper/harness.ts'
import type { Behaviour } from '../gateway-double/gateway-double.ts'
import { KYVERNO, KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { compiled } from '../policies.ts'
import { newScene, type Scene } from '../scene.ts'
import { HOSTILE_ANSWERS } from '../situations/hostile-answers.ts'
import { HOSTILE_DOCUMENTS } from '../situations/hostile-documents.ts'
import { HONEST } from '../situations/run-situation.ts'
import { apply } from './apply.ts'

type Judged = 'pass' | 'fail' | 'error'

const named = (name: string, object: KubeObject, namespace = 'payments'): KubeObject => ({
  ...object,
  metadata: { name, namespace },
})

/** An honest gateway: one process is asked about all of them. `error` is a denial too, of what CEL could not evaluate. */
const OBJECTS: readonly (readonly [name: string, object: KubeObject, result: Judged])[] = [
  ['good', pod({ containers: [GOOD] }), 'pass'],
  ['bad', pod({ containers: [EVIL] }), 'fail'],
  ['second-bad', pod({ containers: [GOOD, EVIL] }), 'fail'],
  ['init-good', pod({ containers: [GOOD], init: [FINE] }), 'pass'],
  ['init-bad', pod({ containers: [GOOD], init: [EVIL] }), 'fail'],
  ['volume-good', pod({ containers: [GOOD], volumes: [FINE] }), 'pass'],
  ['volume-bad', pod({ containers: [GOOD], volumes: [EVIL] }), 'fail'],
  ['ephemeral-good', pod({ containers: [GOOD], ephemeral: [FINE] }), 'pass'],
  ['ephemeral-bad', pod({ containers: [GOOD], ephemeral: [EVIL] }), 'fail'],
  ['tag', pod({ containers: [TAGGED] }), 'fail'],
  ['none', pod({ containers: [] }), 'fail'],
  ['empty', pod({ containers: [''] }), 'fail'],
  ['absent', pod({ containers: [GOOD, undefined] }), 'fail'],
  [
    'sixty-five',
    pod({ containers: Array.from({ length: 65 }, (_, at) => GOOD.replace('good', `good-${at}`)) }),
    'fail',
  ],
  ...TEMPLATED.flatMap((kind) => {
    const of = (images: Images): KubeObject => workload(kind, images)
    const name = kind.toLowerCase()
    return [
      [`${name}-good`, of({ containers: [GOOD], init: [FINE] }), 'pass'],
      [`${name}-bad`, of({ containers: [GOOD], init: [EVIL] }), 'fail'],
    ] as const
  }),
]

/** Each asks a process of its own: what the gateway answers is for all that it is asked. Chosen from the tables, by what they are about. */
const ANSWERS = [...HOSTILE_ANSWERS, ...HOSTILE_DOCUMENTS].filter(({ when }) =>
  [
    'the gateway says yes',
    'the gateway says no',
    'a yes has the status 500',
    'a yes has the status 503',
    'a yes has the status 204',
    'a yes comes by a permanent redirect that keeps the request',
    'a yes comes by a redirect that makes a GET of the request',
    'a yes is three seconds late',
    'the connection ends in the middle of a yes',
    'the gateway answers nothing',
    'the gateway answers HTML',
    'the gateway answers an empty list',
    'the gateway answers null',
    'the gateway answers a body that is null',
    'a yes is not inside a body',
    'a yes is about one image less',
    'a yes is to another request',
    'enforce is the text true',
    'enforce is 1',
    'the document is right',
    'the document is null',
    'now is text',
    'the last image has no entry',
    'an entry has ended this second',
    'the claims of an entry are null',
    'a claim says the text true',
  ].includes(when),
)

if (KYVERNO === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO === undefined)('the real kyverno apply', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(KYVERNO_HARNESS ?? '')
  })
  afterAll(() => scene?.dispose())

  /** The results by the policy that enforces in the namespace of the objects, and of no other: those say pass where they have nothing to say. */
  const results = async (asks: 'decision' | 'document', objects: readonly KubeObject[], gateway: Behaviour) => {
    scene.gateway.behave(gateway)
    const policies = compiled(asks, scene.gateway.url, { pins: false })
    const run = await apply(policies, objects, {
      binary: KYVERNO ?? '',
      authorityFile: scene.authorityFile,
      folder: scene.folder,
    })
    // A policy that cannot be read is left out, and the status is 0.
    expect([run.text, run.results.length]).toStrictEqual([run.text, policies.length * objects.length])
    const own = run.results.filter(({ policy }) => policy === 'pawl-strict-enforce')
    expect(run.status).toBe(own.every(({ result }) => result === 'pass') ? 0 : 1)
    return own
  }

  it.each(['decision', 'document'] as const)('judges every kind and every place in %s mode', async (asks) => {
    const objects = OBJECTS.map(([name, object]) => named(name, object))
    const said = await results(asks, objects, HONEST)
    expect(said.map(({ resource, result }) => [resource, result]).toSorted()).toStrictEqual(
      OBJECTS.map(([name, , result]) => [name, result]).toSorted(),
    )
    // One call for each object that there is something to ask about, and no more.
    expect(scene.gateway.calls.length).toBe(OBJECTS.length - 4)
  })

  it.each(
    ANSWERS.flatMap((situation) =>
      (situation.only === undefined ? (['decision', 'document'] as const) : [situation.only]).map((asks) => ({
        ...situation,
        asks,
      })),
    ),
  )('$verdict in $asks mode when $when', async ({ asks, gateway, verdict }) => {
    const [said] = await results(asks, [named('app', pod({ containers: [GOOD], init: [FINE] }))], gateway ?? HONEST)
    expect(said?.result === 'pass' ? 'admits' : 'denies').toBe(verdict)
  })

  it.each(['decision', 'document'] as const)('denies in %s mode when nobody is there', async (asks) => {
    const policies = compiled(asks, 'https://localhost:9', { pins: false })
    const options = { binary: KYVERNO ?? '', authorityFile: scene.authorityFile, folder: scene.folder }
    const run = await apply(policies, [named('app', pod({ containers: [GOOD] }))], options)
    expect(run.results.length).toBe(policies.length)
    expect(run.results.find(({ policy }) => policy === 'pawl-strict-enforce')?.result).toBe('error')
    expect(run.status).toBe(1)
  })
})
