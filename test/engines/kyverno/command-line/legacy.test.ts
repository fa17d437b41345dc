import { compileLegacyKyverno, LENGTH, type LegacyGateway } from '@pawl/kyverno'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersKyverno } from '../../../gateway/kyverno-questions.ts'
import { gatewayScene, reviewPolicy } from '../../../gateway/scene.ts'
import { EVIL, FINE, GOOD } from '../../gatekeeper/cluster/images.ts'
import { pod, TEMPLATED, workload } from '../../gatekeeper/cluster/workloads.ts'
import type { KubeObject } from '../../gatekeeper/harness.ts'
import { type Body, says, withStatus } from '../gateway-double/answers.ts'
import type { Asked, Behaviour } from '../gateway-double/gateway-double.ts'
import { KYVERNO, KYVERNO_HARNESS, KYVERNO_MISSING } from '../harness.ts'
import { TABLE } from '../policies.ts'
import { newScene, type Scene } from '../scene.ts'
import { apply } from './apply.ts'

/** What a ClusterPolicy sends beside the rest. */
interface Sent extends Asked {
  readonly places: readonly { readonly field: string; readonly name: string; readonly reference: string }[]
}

const isSent = (asked: Asked): asked is Sent => 'places' in asked && Array.isArray(asked.places)

function bodyFor(asked: Asked): Body {
  const places = isSent(asked) ? asked.places : []
  const yes = places.length > 0 && places.every(({ reference }) => reference !== EVIL)
  const accepted = { enforce: yes, warn: yes, audit: yes }
  const { asks, profile, nonce } = asked
  return {
    schema: 'pawl.dev/kyverno/v1',
    asks,
    profile,
    nonce,
    accepted,
    reasons: yes ? [] : ['acme/reviewed: claim-missing'],
  }
}

const answering =
  (change: (right: Body) => unknown): Behaviour =>
  ({ asked, response }) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ body: change(bodyFor(asked)) }))

const HONEST = answering((right) => right)

/** E7: the bodies with which a deny condition by `NotEquals` passes, and their like. */
const HOSTILE: readonly (readonly [what: string, gateway: Behaviour])[] = [
  ...[
    'null',
    '[]',
    '{}',
    'true',
    '"x"',
    '[{"accepted":true}]',
    '{"body":null}',
    '{"body":[]}',
    '{"body":true}',
    '{"body":{}}',
    '<html>',
    '',
  ].map((text) => [`the text ${text}`, says(200, text)] as const),
  ...[400, 404, 429, 500, 503].map((status) => [`a yes with status ${status}`, withStatus(status, bodyFor)] as const),
  ...(
    [
      ['accepted is null', { accepted: null }],
      ['accepted is true', { accepted: true }],
      ['enforce is null', { accepted: { enforce: null } }],
      ['enforce is the text true', { accepted: { enforce: 'true' } }],
      ['enforce is absent', { accepted: { warn: true, audit: true } }],
      ['another version', { schema: 'pawl.dev/kyverno/v2' }],
      ['another profile', { profile: 'auditing' }],
      ['another nonce', { nonce: 'another' }],
      ['another question', { asks: 'pin' }],
    ] as const
  ).map(([what, changed]) => [what, answering((right) => ({ ...right, ...changed }))] as const),
]

const named = (name: string, object: KubeObject, namespace = 'payments'): KubeObject => ({
  ...object,
  metadata: { name, namespace },
})

/** The policy that enforces in the namespace of the objects. */
const legacy = (gateway: LegacyGateway) =>
  compileLegacyKyverno(TABLE, gateway, {
    pins: false,
    excluded: ['left-to-others'],
    timeout: 10,
    background: true,
    length: LENGTH,
  }).filter(({ metadata: { name } }) => name === 'pawl-strict-enforce')

if (KYVERNO === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO === undefined)('the real kyverno apply, with a ClusterPolicy', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await newScene(KYVERNO_HARNESS ?? '')
  })
  afterAll(() => scene?.dispose())

  /** By the policy that enforces in the namespace: the rule that fits the kind is the one that says something. */
  const results = async (objects: readonly KubeObject[], gateway: Behaviour) => {
    scene.gateway.behave(gateway)
    const policies = legacy({ url: scene.gateway.url, authorities: scene.gateway.authority })
    const { binary, authorityFile, folder } = {
      binary: KYVERNO ?? '',
      authorityFile: scene.authorityFile,
      folder: scene.folder,
    }
    const run = await apply(policies, objects, { binary, authorityFile, folder })
    return run.results.map(({ resource, result }) => [resource, result] as const).toSorted()
  }

  it('judges every kind and every place', async () => {
    const objects: readonly (readonly [string, KubeObject, string])[] = [
      ['good', pod({ containers: [GOOD], init: [FINE], volumes: [FINE] }), 'pass'],
      ['bad', pod({ containers: [GOOD, EVIL] }), 'fail'],
      ['init-bad', pod({ containers: [GOOD], init: [EVIL] }), 'fail'],
      ['volume-bad', pod({ containers: [GOOD], volumes: [EVIL] }), 'fail'],
      ['ephemeral-bad', pod({ containers: [GOOD], ephemeral: [EVIL] }), 'fail'],
      ['none', pod({ containers: [] }), 'fail'],
      ...TEMPLATED.flatMap((kind) => [
        [`${kind.toLowerCase()}-good`, workload(kind, { containers: [GOOD] }), 'pass'] as const,
        [`${kind.toLowerCase()}-bad`, workload(kind, { containers: [EVIL] }), 'fail'] as const,
      ]),
    ]
    const said = await results(
      objects.map(([name, object]) => named(name, object)),
      HONEST,
    )
    expect(said).toStrictEqual(objects.map(([name, , result]) => [name, result]).toSorted())
  })

  it('has nothing to say where another profile judges, and where the operator left a namespace out', async () => {
    const objects = [
      named('a', pod({ containers: [EVIL] }), 'payments'),
      named('b', pod({ containers: [EVIL] }), 'nobody-knows'),
      named('c', pod({ containers: [EVIL] }), 'dev-1'),
      named('d', pod({ containers: [EVIL] }), 'left-to-others'),
    ]
    expect(await results(objects, HONEST)).toStrictEqual([
      ['a', 'fail'],
      ['b', 'fail'],
    ])
  })

  it.each(HOSTILE)('denies at %s', async (_, gateway) => {
    const said = await results([named('app', pod({ containers: [GOOD] }))], gateway)
    expect(said).toHaveLength(1)
    expect(said[0]?.[1]).toMatch(/^(fail|error)$/)
  })

  it('is answered by the real gateway', async () => {
    const gateway = await gatewayScene({
      policies: { 'acme.yaml': reviewPolicy('acme', 'enforce', 'REGISTRY/acme/**') },
      profiles:
        'apiVersion: pawl.dev/v1\nkind: ProfileConfiguration\nmetadata: { name: test, revision: 1 }\nspec:\n  profiles: [{ name: strict, mode: enforce, policies: [acme], namespaces: [payments] }]\n  unknownNamespaces: strict\n',
      clock: () => Math.floor(Date.now() / 1000),
      ...answersKyverno('10s'),
    })
    try {
      const objects = [
        named('bare', pod({ containers: [gateway.good.pinned, gateway.bare.pinned] })),
        named('good', pod({ containers: [gateway.good.pinned], init: [gateway.good.pinned] })),
        named('nothing', pod({ containers: [undefined] })),
        named('tag', pod({ containers: [gateway.good.tag] })),
      ]
      const policies = legacy({ url: gateway.kyverno, authorities: gateway.authority })
      const { authorityFile, folder } = scene
      const run = await apply(policies, objects, { binary: KYVERNO ?? '', authorityFile, folder })
      expect(run.results.map(({ resource, result }) => [resource, result]).toSorted()).toStrictEqual([
        ['bare', 'fail'],
        ['good', 'pass'],
        // A place without a reference is no question, and an answer with status 400 an error.
        ['nothing', 'error'],
        ['tag', 'fail'],
      ])
    } finally {
      await gateway.close()
    }
  })
})
