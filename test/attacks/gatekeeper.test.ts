import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created, updated } from '../engines/gatekeeper/cluster/admission.ts'
import { pod } from '../engines/gatekeeper/cluster/workloads.ts'
import { GATEKEEPER, GATEKEEPER_MISSING, type KubeObject } from '../engines/gatekeeper/harness.ts'
import { newScene, type Scene } from '../engines/gatekeeper/scene.ts'
import { compiledTemplate } from '../engines/gatekeeper/situations/compiled-template.ts'

const GOOD = `ghcr.io/acme/app@sha256:${'a'.repeat(64)}`
const BAD = `ghcr.io/acme/app@sha256:${'b'.repeat(64)}`

if (GATEKEEPER === undefined) console.warn(GATEKEEPER_MISSING)

// The real Gatekeeper with our template, in both modes; the provider says yes to one image, and no to every other.
describe.skipIf(GATEKEEPER === undefined).each([compiledTemplate('decision'), compiledTemplate('document')])(
  '$answers mode',
  (template) => {
    let scene: Scene
    beforeAll(async () => {
      scene = await newScene(GATEKEEPER ?? '')
      await scene.restart('0s')
      const profiles = new Map([['payments', 'payments']])
      const {
        provider,
        template: compiled,
        constraints,
      } = template.manifests({
        provider: scene.provider,
        modes: ['enforce'],
        profiles,
        strictest: 'strictest',
      })
      // An operator who asks about the pods of a resource of his own, too.
      const [constraint] = constraints as readonly [
        { readonly spec: { readonly match: { readonly kinds: readonly object[] } } },
      ]
      const { spec } = constraint
      const kinds = [...spec.match.kinds, { apiGroups: ['acme.example'], kinds: ['Rollout'] }]
      await scene.harness.store('provider', provider)
      await scene.harness.store('template', compiled)
      await scene.harness.store('constraint', { ...constraint, spec: { ...spec, match: { ...spec.match, kinds } } })
      scene.provider.behave(({ keys, response }) => {
        const now = Math.floor(Date.now() / 1000)
        const times = { now, validUntil: now + 60 }
        const items = keys.map((key) => ({
          key,
          value: key.includes(GOOD) ? template.yes(key, times) : template.no(key, times),
        }))
        response.writeHead(200).end(JSON.stringify({ response: { idempotent: true, items } }))
      })
    })
    afterAll(() => scene.dispose())

    const admits = async (request: KubeObject): Promise<boolean> => (await scene.harness.review({ request })).allowed

    it('C86 an ephemeral container in a pod that runs', async () => {
      const running = pod({ containers: [GOOD] })
      const ask = (image: string) => {
        const { spec, ...rest } = pod({ containers: [GOOD] })
        const debug = { ...(spec as KubeObject), ephemeralContainers: [{ name: 'debug', image }] }
        return updated(running, { ...rest, spec: debug }, { subresource: 'ephemeralcontainers' })
      }
      expect(await admits(ask(GOOD))).toBe(true)
      expect(await admits(ask(BAD))).toBe(false)
    })

    it('C87 an image that stands where nobody looks', async () => {
      const spec = (image: string) => ({
        containers: [{ name: 'app', image: GOOD }],
        initContainers: [{ name: 'proxy', restartPolicy: 'Always', image }],
      })
      const volume = (image: string) => ({
        containers: [{ name: 'app', image: GOOD }],
        volumes: [{ name: 'v', image: { reference: image } }],
      })
      const later = (image: string) => ({
        containers: [
          { name: 'first', image: GOOD },
          { name: 'app', image },
        ],
      })
      for (const at of [spec, volume, later]) {
        for (const wrap of [
          (inner: object) => ({ apiVersion: 'v1', kind: 'Pod', spec: inner }),
          (inner: object) => ({ apiVersion: 'v1', kind: 'PodTemplate', template: { spec: inner } }),
          (inner: object) => ({ apiVersion: 'v1', kind: 'ReplicationController', spec: { template: { spec: inner } } }),
          ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => (inner: object) => ({
            apiVersion: 'apps/v1',
            kind,
            spec: { template: { spec: inner } },
          })),
          (inner: object) => ({ apiVersion: 'batch/v1', kind: 'Job', spec: { template: { spec: inner } } }),
          (inner: object) => ({
            apiVersion: 'batch/v1',
            kind: 'CronJob',
            spec: { jobTemplate: { spec: { template: { spec: inner } } } },
          }),
        ]) {
          const asked = (image: string): KubeObject => created({ metadata: { name: 'x' }, ...wrap(at(image)) })
          expect([await admits(asked(GOOD)), await admits(asked(BAD))]).toStrictEqual([true, false])
        }
      }
    })

    it('C87 an image in a resource of somebody else', async () => {
      const asked = (kind: string, spec: object): KubeObject => {
        const of = { group: 'acme.example', version: 'v1', kind }
        const resource = { ...of, resource: 'things' }
        const object = { apiVersion: 'acme.example/v1', kind, metadata: { name: 'x' }, spec }
        const request = created(pod({ containers: [GOOD] }))
        return { ...request, kind: of, requestKind: of, resource, requestResource: resource, object }
      }
      const template = (image: string) => ({ template: { spec: { containers: [{ name: 'app', image }] } } })
      // Nobody knows where such a resource has its pods: it is denied, and they are judged as pods.
      const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: template(GOOD) }
      expect(await admits(created(deployment))).toBe(true)
      for (const spec of [template(GOOD), template(BAD), { images: [GOOD] }]) {
        expect(await admits(asked('Rollout', spec))).toBe(false)
      }
    })

    it('C90 a pod that is being deleted, and gets another image', async () => {
      const dying = { deletionTimestamp: '2026-01-01T00:00:00Z' }
      const running = pod({ containers: [BAD] }, { ...dying, finalizers: ['a/b'] })
      // Whoever takes the finalizer off changes nothing that runs.
      expect(await admits(updated(running, pod({ containers: [BAD] }, dying)))).toBe(true)
      const other = BAD.replace('app@', 'other@')
      expect(await admits(updated(running, pod({ containers: [other] }, dying)))).toBe(false)
      expect(await admits(updated(running, pod({ containers: [BAD], init: [other] }, dying)))).toBe(false)
      expect(await admits(updated(running, pod({ containers: [GOOD] }, dying)))).toBe(true)
    })
  },
)
