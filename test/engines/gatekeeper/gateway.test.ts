import { type Asks, compileGatekeeper, type Manifest } from '@pawl/gatekeeper'
import { parsePolicy, parseProfiles } from '@pawl/policy'
import { parseYaml } from '@pawl/setup'
import { HONEST, hang, statusOnly } from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GatewayScene, gatewayScene, reviewPolicy } from '../../gateway/scene.ts'
import { created, updated } from './cluster/admission.ts'
import { type Images, pod } from './cluster/workloads.ts'
import { GATEKEEPER, GATEKEEPER_MISSING, type KubeObject, type Stored } from './harness.ts'
import { newScene, type Scene } from './scene.ts'

const clock = (): number => Math.floor(Date.now() / 1000)
const STORED: Readonly<Record<string, Stored>> = {
  Provider: 'provider',
  ConstraintTemplate: 'template',
  PawlAttestations: 'constraint',
  Assign: 'assign',
}
const PROFILES = `apiVersion: pawl.dev/v1
kind: ProfileConfiguration
metadata: { name: test, revision: 1 }
spec:
  profiles:
    - { name: production, mode: enforce, policies: [reviewed], namespaces: [payments] }
    - { name: staging, mode: warn, policies: [reviewed], namespaces: ["staging-*"] }
    - { name: sandbox, mode: audit, policies: [reviewed], namespaces: [sandbox] }
  unknownNamespaces: production
`

if (GATEKEEPER === undefined) console.warn(GATEKEEPER_MISSING)

// Nothing in between is a double but the registry: the manifests are those of `pawl gatekeeper compile`, the provider is the gateway.
describe.skipIf(GATEKEEPER === undefined).each<Asks>(['document', 'decision'])(
  'Gatekeeper and the gateway, %s mode',
  (asks) => {
    let gateway: GatewayScene
    let scene: Scene
    beforeAll(async () => {
      gateway = await gatewayScene({
        policies: { 'policy.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**') },
        profiles: PROFILES,
        clock,
      })
      // What Gatekeeper offers is what the gateway asks for.
      const { cert = '', key = '' } = gateway.callers.known
      scene = await newScene(GATEKEEPER ?? '', {}, { authority: '', cert, key })
    })
    afterAll(async () => {
      await scene.dispose()
      await gateway.close()
    })
    beforeEach(async () => {
      gateway.registry.behave(HONEST)
      await install('0s')
    })

    async function install(cacheTTL: string, policyText = ''): Promise<void> {
      await scene.restart(cacheTTL)
      for (const manifest of manifestsOf(policyText)) {
        await scene.harness.store(STORED[manifest.kind] ?? 'template', { ...manifest })
      }
    }

    function manifestsOf(policyText: string): readonly Manifest[] {
      const text = policyText || reviewPolicy('reviewed', 'enforce', `${gateway.registry.host}/acme/**`)
      const policy = parsePolicy(parseYaml(text, 'p.yaml').value, clock())
      const table = parseProfiles(parseYaml(PROFILES, 'profiles.yaml').value, [policy], 'unlimited')
      const address = { url: gateway.url, authorities: gateway.authority, timeout: 2 }
      return compileGatekeeper(table, { asks, gateway: address, pins: true })
    }

    const review = (images: Images, namespace = 'payments') =>
      scene.harness.review({ request: created(pod(images), { namespace }) })

    it('admits an image with its review, and denies one without', async () => {
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: true, warnings: [] })
      const denied = await review({ containers: [gateway.bare.pinned] })
      expect(denied).toMatchObject({ allowed: false, code: 403 })
      expect(denied.message).toContain(gateway.bare.pinned)
      expect(denied.message).toContain('reviewed/reviewed')
    })

    it.each<keyof Images>(['init', 'ephemeral', 'volumes'])(
      'denies a bad image among %s beside a good one',
      async (field) => {
        const { good, bare } = gateway
        expect(await review({ containers: [good.pinned], [field]: [good.pinned] })).toMatchObject({ allowed: true })
        expect(await review({ containers: [good.pinned], [field]: [bare.pinned] })).toMatchObject({ allowed: false })
      },
    )

    it('warns where the profile of the namespace warns, notes where it audits, enforces where no profile names it', async () => {
      const images = { containers: [gateway.bare.pinned] }
      expect(await review(images, 'staging-1')).toMatchObject({ allowed: true, code: 299 })
      expect(await review(images, 'sandbox')).toMatchObject({ allowed: true, code: 200, warnings: [] })
      expect((await review(images, 'sandbox')).results).toMatchObject([{ enforcementAction: 'dryrun' }])
      expect(await review(images, 'elsewhere')).toMatchObject({ allowed: false })
    })

    it('denies a tag, until it is pinned to what it is', async () => {
      const { tag, digest } = gateway.good
      const tagged = await review({ containers: [tag] })
      expect(tagged).toMatchObject({ allowed: false })
      expect(tagged.message).toContain('tag-not-pinned')
      const images = { containers: [tag], init: [gateway.bare.tag], volumes: [tag] }
      const { allowed, patch } = await scene.harness.mutate({ request: created(pod(images)) })
      expect(allowed).toBe(true)
      expect(patch?.map(({ path, value }) => [path, value]).toSorted()).toStrictEqual([
        ['/spec/containers/0/image', `${tag}@${digest}`],
        ['/spec/initContainers/0/image', `${gateway.bare.tag}@${gateway.bare.digest}`],
        ['/spec/volumes/0/image/reference', `${tag}@${digest}`],
      ])
      expect(await review({ containers: [`${tag}@${digest}`] })).toMatchObject({ allowed: true })
    })

    it('pins the images of every kind, and makes no image volume of a volume', async () => {
      const { tag, digest } = gateway.good
      const spec = { containers: [{ name: 'c', image: tag }], volumes: [{ name: 'v', emptyDir: {} }] }
      for (const [path, object] of [
        ['/spec/template/spec', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec } } }],
        ['/spec/template/spec', { apiVersion: 'v1', kind: 'ReplicationController', spec: { template: { spec } } }],
        [
          '/spec/jobTemplate/spec/template/spec',
          { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec } } } } },
        ],
        ['/template/spec', { apiVersion: 'v1', kind: 'PodTemplate', template: { spec } }],
      ] as const) {
        const named: KubeObject = { ...object, metadata: { name: 'app' } }
        const { patch } = await scene.harness.mutate({ request: created(named) })
        expect(patch).toStrictEqual([{ op: 'replace', path: `${path}/containers/0/image`, value: `${tag}@${digest}` }])
      }
    })

    it('denies what cannot be asked for, and nothing of it stays', async () => {
      await install('3m')
      gateway.registry.behave(statusOnly(500))
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: false })
      gateway.registry.behave(hang)
      const started = performance.now()
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: false })
      expect(performance.now() - started).toBeLessThan(2500)
      gateway.registry.behave(HONEST)
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: true })
    })

    it('asks again only when its cache has nothing', async () => {
      await install('3m')
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: true })
      const before = gateway.registry.requests.length
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: true })
      expect(gateway.registry.requests).toHaveLength(before)
    })

    it('lets what runs be updated, and judges what is new of it', async () => {
      const { good, bare } = gateway
      const running = pod({ containers: [bare.pinned] })
      const labelled = pod(
        { containers: [bare.pinned] },
        { labels: { a: 'b' }, deletionTimestamp: '2026-01-01T00:00:00Z' },
      )
      expect(await scene.harness.review({ request: updated(running, labelled) })).toMatchObject({ allowed: true })
      const changed = (image: string) => pod({ containers: [image] }, { deletionTimestamp: '2026-01-01T00:00:00Z' })
      expect(
        await scene.harness.review({ request: updated(pod({ containers: [good.pinned] }), changed(bare.pinned)) }),
      ).toMatchObject({ allowed: false })
      expect(await scene.harness.review({ request: updated(running, changed(good.pinned)) })).toMatchObject({
        allowed: true,
      })
    })

    it('never asks the registry of an image that no policy governs, and denies it', async () => {
      const before = gateway.registry.requests.length
      expect(await review({ containers: [`${gateway.registry.host}/other/app@${gateway.good.digest}`] })).toMatchObject(
        { allowed: false },
      )
      expect(gateway.registry.requests).toHaveLength(before)
    })
  },
)
