import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileKyverno, LENGTH } from '@pawl/kyverno'
import { parsePolicy, parseProfiles } from '@pawl/policy'
import { parseYaml } from '@pawl/setup'
import { HONEST, hang, statusOnly } from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answersKyverno } from '../../gateway/kyverno-questions.ts'
import { type GatewayScene, gatewayScene, reviewPolicy } from '../../gateway/scene.ts'
import { type Admission, created, updated } from '../gatekeeper/cluster/admission.ts'
import { type Images, pod } from '../gatekeeper/cluster/workloads.ts'
import type { KubeObject } from '../gatekeeper/harness.ts'
import { type Harness, KYVERNO_HARNESS, KYVERNO_MISSING, type Reviewed, startHarness } from './harness.ts'

const clock = (): number => Math.floor(Date.now() / 1000)
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

if (KYVERNO_HARNESS === undefined) console.warn(KYVERNO_MISSING)

// Nothing in between is a double but the registry: the policies are those of `pawl kyverno compile`, what they ask is the gateway.
describe.skipIf(KYVERNO_HARNESS === undefined).each(['document', 'decision'] as const)(
  'Kyverno and the gateway, %s mode',
  (asks) => {
    let gateway: GatewayScene
    let harness: Harness
    beforeAll(async () => {
      gateway = await gatewayScene({
        policies: { 'policy.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**') },
        profiles: PROFILES,
        clock,
        ...answersKyverno('5s'),
      })
      const authorityFile = join(gateway.folder, 'authority.pem')
      writeFileSync(authorityFile, gateway.authority)
      harness = startHarness(KYVERNO_HARNESS ?? '', authorityFile)
    })
    afterAll(async () => {
      await harness.dispose()
      await gateway.close()
    })
    beforeEach(async () => {
      gateway.registry.behave(HONEST)
      await harness.open()
      const text = reviewPolicy('reviewed', 'enforce', `${gateway.registry.host}/acme/**`)
      const policy = parsePolicy(parseYaml(text, 'p.yaml').value, clock())
      const table = parseProfiles(parseYaml(PROFILES, 'profiles.yaml').value, [policy], 'unlimited')
      const judged = { asks, gateway: { url: gateway.kyverno } }
      const rest = { pins: true, excluded: [], timeout: 10, background: true, length: LENGTH }
      for (const each of compileKyverno(table, { judged, ...rest })) await harness.store(each)
    })

    const review = (images: Images, namespace = 'payments') => harness.review(created(pod(images), { namespace }))
    const denied = async (said: Promise<Reviewed>, words: string): Promise<void> => {
      const { allowed, message } = await said
      expect([allowed, message]).toStrictEqual([false, expect.stringContaining(words)])
    }

    it('admits an image with its review, and denies one without', async () => {
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: true, warnings: null })
      await denied(review({ containers: [gateway.bare.pinned] }), 'reviewed/reviewed')
    })

    it('denies a good image beside one without a review, wherever it stands', async () => {
      const [good, bare] = [gateway.good.pinned, gateway.bare.pinned]
      for (const images of [
        { containers: [good, bare] },
        { containers: [good], init: [bare] },
        { containers: [good], volumes: [bare] },
        { containers: [good], ephemeral: [bare] },
      ]) {
        await denied(review(images), 'reviewed/reviewed')
      }
    })

    it('warns and is silent in the namespaces that are to', async () => {
      const staging = await review({ containers: [gateway.bare.pinned] }, 'staging-1')
      expect(staging).toMatchObject({ allowed: true, warnings: [expect.stringContaining('reviewed/reviewed')] })
      expect(await review({ containers: [gateway.bare.pinned] }, 'sandbox')).toMatchObject({
        allowed: true,
        warnings: null,
      })
    })

    it('denies a tag, and admits what the pinning policy makes of it', async () => {
      const tagged = pod({ containers: [gateway.good.tag], init: [gateway.good.pinned] })
      await denied(harness.review(created(tagged)), 'tag-not-pinned')
      const { allowed, patch } = await harness.mutate(created(tagged))
      const value = `${gateway.good.tag}@${gateway.good.digest}`
      expect([allowed, patch]).toStrictEqual([true, [{ op: 'replace', path: '/spec/containers/0/image', value }]])
      expect(await review({ containers: [value], init: [gateway.good.pinned] })).toMatchObject({ allowed: true })
    })

    it('pins nothing of an object of which one tag is not there, and the object goes on to be denied', async () => {
      const missing = gateway.good.tag.replace(':1.4', ':nobody')
      const tagged = created(pod({ containers: [gateway.good.tag, missing] }))
      expect(await harness.mutate(tagged)).toMatchObject({ allowed: true })
      expect((await harness.mutate(tagged)).patch ?? null).toBeNull()
      expect(await harness.review(tagged)).toMatchObject({ allowed: false })
    })

    it('judges what an update changes alone', async () => {
      const before: KubeObject = pod({ containers: [gateway.bare.pinned] })
      const more: Partial<Admission> = { namespace: 'payments' }
      const label = { ...before, metadata: { name: 'app', namespace: 'payments', labels: { a: 'b' } } }
      expect(await harness.review(updated(before, label, more))).toMatchObject({ allowed: true })
      const debug = pod({ containers: [gateway.bare.pinned], ephemeral: [gateway.bare.pinned] })
      await denied(
        harness.review(updated(before, debug, { ...more, subresource: 'ephemeralcontainers' })),
        'reviewed/reviewed',
      )
    })

    it.each([
      ['answers 500', statusOnly(500)],
      ['answers 429', statusOnly(429)],
      ['stalls', hang],
    ] as const)('denies in time when the registry %s, and admits again when it does not', async (_, behaviour) => {
      gateway.registry.behave(behaviour)
      const started = performance.now()
      const { allowed } = await review({ containers: [gateway.good.pinned] })
      expect(allowed).toBe(false)
      // The API server waits 10 seconds: four fifths of 5 and what the machine takes.
      expect(performance.now() - started).toBeLessThan(8000)
      gateway.registry.behave(HONEST)
      expect(await review({ containers: [gateway.good.pinned] })).toMatchObject({ allowed: true })
    })
  },
)
