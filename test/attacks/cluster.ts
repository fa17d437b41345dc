import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest } from '@pawl/gatekeeper'
import { expect } from 'vitest'
import { created } from '../engines/gatekeeper/cluster/admission.ts'
import {
  GATEKEEPER,
  GATEKEEPER_MISSING,
  type KubeObject,
  type Stored,
  startHarness,
} from '../engines/gatekeeper/harness.ts'
import { type GatewayScene, gatewayScene, type Written } from '../gateway/scene.ts'
import { manifestsOf } from './gateway.ts'

export const NO_CLUSTER = GATEKEEPER === undefined
if (NO_CLUSTER) console.warn(GATEKEEPER_MISSING)

/** What the validating webhook says: `allow`, or `deny` and the codes of its violations. */
export interface Cluster {
  readonly scene: GatewayScene
  readonly admit: (request: KubeObject) => Promise<string>
  /** The messages of the violations. */
  readonly messages: (request: KubeObject) => Promise<readonly string[]>
  /** A pod of Gatekeeper that has just started. `changed`: manifests with a change of the operator's in them. */
  readonly restart: (cacheTTL: string, changed?: (manifest: Manifest) => Manifest) => Promise<void>
  readonly close: () => Promise<void>
}

interface Clustered extends Written {
  readonly asks: 'decision' | 'document'
}

/** The real Gatekeeper before the real gateway before a registry double. The clock of the gateway is the real one: so has Gatekeeper's. */
export async function cluster({ asks, ...written }: Clustered): Promise<Cluster> {
  const hours = (count: number): string => `${new Date(Date.now() + count * 3_600_000).toISOString().slice(0, 19)}Z`
  const scene = await gatewayScene({ review: { reviewedAt: hours(-1), expiresAt: hours(1) }, ...written })
  const folder = mkdtempSync(join(tmpdir(), 'pawl-attacked-'))
  const { cert = '', key = '' } = scene.callers.known
  const [clientCertificate, clientKey] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  writeFileSync(clientCertificate, cert)
  writeFileSync(clientKey, key)
  const harness = startHarness(GATEKEEPER ?? '')
  const restart: Cluster['restart'] = async (cacheTTL, changed = (manifest) => manifest) => {
    await harness.open({ cacheTTL, clientCertificate, clientKey })
    for (const manifest of manifestsOf(scene, asks, Object.keys(written.policies))) {
      const stored = STORED.get(manifest.kind)
      if (stored !== undefined) await harness.store(stored, { ...changed(manifest) })
    }
  }
  await restart('0s')
  const review = (request: KubeObject) => {
    scene.at(Math.floor(Date.now() / 1000))
    return harness.review({ request })
  }
  return {
    scene,
    restart,
    admit: async (request) => {
      const { allowed, code, results } = await review(request)
      if (allowed) return code === 200 && results.length === 0 ? 'allow' : `allowed with ${code}`
      // Anything but 403 is an error of Gatekeeper, which its failurePolicy may turn into anything.
      return code === 403 ? `deny ${codesIn(results.map(({ message }) => message))}` : `error ${code}`
    },
    messages: async (request) => (await review(request)).results.map(({ message }) => message),
    close: async () => {
      await harness.dispose()
      await scene.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const STORED: ReadonlyMap<string, Stored> = new Map([
  ['Provider', 'provider'],
  ['ConstraintTemplate', 'template'],
  ['PawlAttestations', 'constraint'],
])

/** Of messages: `pawl: CODE: ...`, and `pawl: image "...": CODE`. Each once, in order. */
function codesIn(messages: readonly string[]): string {
  const codes = messages.flatMap((message) => {
    const [, code] = /^pawl: (?:image "(?:[^"\\]|\\.)*": )?(.*)$/s.exec(message) ?? []
    return code?.match(/\b(?:[a-z]+-)+[a-z]+\b(?=$|:|;)/g) ?? [`no code: ${message}`]
  })
  return [...new Set(codes)].toSorted().join(' ')
}

/** Of one request, that it is allowed, and that each of those that differ from it in one fact is denied, with this code. */
export async function expectOnly(
  { admit }: Cluster,
  fine: KubeObject,
  code: string,
  others: Readonly<Record<string, KubeObject>>,
): Promise<void> {
  expect(await admit(fine)).toBe('allow')
  for (const [name, request] of Object.entries(others)) {
    expect([name, await admit(request)]).toStrictEqual([name, `deny ${code}`])
  }
}

/** A pod of one container, in a namespace. */
export const podOf = (image: string, namespace = 'strict-a', more: object = {}): KubeObject =>
  created(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'app', namespace },
      spec: { containers: [{ name: 'app', image }], ...more },
    },
    { namespace },
  )
