import { spawn } from 'node:child_process'
import { openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as after } from 'node:timers/promises'
import { parseAllDocuments, stringify } from 'yaml'
import { environmentFor } from '../harness.ts'
import type { Asked } from './ask-kyverno.ts'
import { ours, ran } from './programs.ts'
import type { Scene } from './scene.ts'

/** Pawl's policies of the example, each for the namespace of its name. */
export const NAMES = ['scanned', 'reviewed'] as const
export type PolicyName = (typeof NAMES)[number]
export type Mode = 'decision' | 'document'

/** `pawl-gateway` in a process of its own, by the policies and keys of the scene, about images in its registry. */
export interface LiveGateway {
  /** `https://localhost:PORT`, where Kyverno is answered. */
  readonly url: string
  readonly processId: number
  /** PEM of the authority of its certificate. */
  readonly authority: string
  /** What Kyverno's environment has to say. */
  readonly env: Readonly<Record<string, string>>
  /** Until it is gone. */
  readonly close: () => Promise<void>
}

const PROFILES = {
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'example', revision: 1 },
  spec: {
    profiles: NAMES.map((name) => ({ name, mode: 'enforce', policies: [name], namespaces: [name] })),
    unknownNamespaces: 'reviewed',
  },
}
const POLICIES = NAMES.map((name) => `${name}.yaml`)
const AUTHORITY = '../gatekeeper/certificates/gateway-ca.crt'

export async function liveGateway({ folder, registry }: Scene): Promise<LiveGateway> {
  await ran('sh', ['../gatekeeper/make-certificates.sh'], folder)
  writeFileSync(join(folder, 'profiles.json'), JSON.stringify(PROFILES))
  const written = readFileSync(join(folder, 'gateway.yaml'), 'utf8')
  const here = written.replace('REGISTRY', registry.host).replaceAll(/port: \d+/g, 'port: 0')
  const files = `policies: [${POLICIES.join(', ')}], profiles: profiles.json`
  writeFileSync(join(folder, 'local-gateway.yaml'), here.replace('policies: [reviewed.yaml]', files))
  const log = join(folder, 'out/gateway.log')
  const output = openSync(log, 'w')
  const args = [...ours('gateway'), '--config', 'local-gateway.yaml']
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', output, output] })
  const gone = new Promise<void>((ended) => child.once('exit', () => ended()))
  const kill = (): void => void child.kill()
  process.once('exit', kill)
  const authorityFile = join(folder, AUTHORITY)
  return {
    url: `https://localhost:${await portIn(log)}`,
    processId: child.pid ?? Number.NaN,
    authority: readFileSync(authorityFile, 'utf8'),
    env: environmentFor(authorityFile),
    close: () => {
      kill()
      return gone
    },
  }
}

/** Of the listener for Kyverno, which it names when it listens. */
async function portIn(log: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [, port] = /listening for Kyverno at https:\/\/[^:]+:(\d+)/.exec(readFileSync(log, 'utf8')) ?? []
    if (port !== undefined) return port
    await after(50)
  }
  throw new Error(`the gateway did not begin: ${readFileSync(log, 'utf8')}`)
}

/** Writes what `pawl kyverno compile` prints for one of the policies, and a pod in its namespace. */
export async function compiled(name: PolicyName, mode: Mode, url: string, { folder, image }: Scene): Promise<Asked> {
  const given = ['--policy', ...POLICIES, '--profiles', 'profiles.json', '--trust', 'trust.yaml']
  const how = ['--mode', mode, '--gateway-url', url, '--no-pin', '--no-background']
  const printed = await ran(process.execPath, [...ours('cli'), 'kyverno', 'compile', ...how, ...given], folder)
  const own = parseAllDocuments(printed).filter((each) => each.getIn(['metadata', 'name']) === `pawl-${name}-enforce`)
  if (own.length !== 1) throw new Error(`${own.length} policies were compiled for ${name}`)
  const [policy, pod] = [`out/${name}-${mode}-${new URL(url).port}.yaml`, `out/${name}-pod.yaml`]
  writeFileSync(join(folder, policy), stringify(own[0]))
  const containers = [{ name: 'app', image: image.reference }]
  const metadata = { name: 'app', namespace: name }
  writeFileSync(join(folder, pod), stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } }))
  return { policy, pod, rules: 1 }
}
