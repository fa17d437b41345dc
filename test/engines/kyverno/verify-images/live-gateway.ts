import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileKyverno, LENGTH } from '@pawl/kyverno'
import { parsePolicy, parseProfiles } from '@pawl/policy'
import { tlsAuthority } from '@pawl/testkit'
import { parse, stringify } from 'yaml'
import { readGateway } from '../../../../apps/gateway/src/configuration/read-gateway.ts'
import { startGateway } from '../../../../apps/gateway/src/start.ts'
import { environmentFor } from '../harness.ts'
import type { Scene } from './scene.ts'

/** Pawl's policies of the example, each for the namespace of its name. */
export const NAMES = ['scanned', 'reviewed'] as const

/** A gateway in this process that answers Kyverno, by the policies and keys of the scene, about images in its registry. */
export interface LiveGateway {
  /** What Kyverno's environment has to say. */
  readonly env: Readonly<Record<string, string>>
  /** Writes what is compiled for one of the policies, and a pod in its namespace. */
  readonly compiled: (
    name: (typeof NAMES)[number],
    asks: 'decision' | 'document',
  ) => { readonly policy: string; readonly pod: string; readonly rules: number }
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

export async function liveGateway({ folder, registry, image }: Scene): Promise<LiveGateway> {
  const now = (): number => Math.floor(Date.now() / 1000)
  const server = tlsAuthority('gateway authority', now())
  const certificate = server.issue('gateway', ['server'], ['localhost'])
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  write('out/authority.pem', server.authority)
  write('out/tls.crt', certificate.cert)
  write('out/tls.key', certificate.key)
  write('out/profiles.json', JSON.stringify(PROFILES))
  write('gateway.json', JSON.stringify(configurationFor(registry.host)))
  const gateway = await startGateway(readGateway(join(folder, 'gateway.json')), {}, now)
  const url = (gateway.kyverno ?? '').replace('127.0.0.1', 'localhost')
  const policies = NAMES.map((name) => parsePolicy(parse(readFileSync(join(folder, `${name}.yaml`), 'utf8')), now()))
  const table = parseProfiles(PROFILES, policies, 'unlimited')
  return {
    env: environmentFor(join(folder, 'out/authority.pem')),
    compiled: (name, asks) => {
      const options = {
        judged: { asks, gateway: { url } },
        pins: false,
        excluded: [],
        timeout: 10,
        background: false,
        length: LENGTH,
      }
      const manifest = compileKyverno(table, options).find((each) => each.metadata.name === `pawl-${name}-enforce`)
      if (manifest === undefined) throw new Error(`nothing was compiled for ${name}`)
      const [policy, pod] = [`out/${name}-${asks}.yaml`, `out/${name}-pod.yaml`]
      write(policy, stringify(manifest))
      write(pod, stringify(podIn(name, image.reference)))
      return { policy, pod, rules: 1 }
    },
    close: gateway.close,
  }
}

function configurationFor(host: string): object {
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'GatewayConfiguration',
    metadata: { name: 'example' },
    spec: {
      listen: { address: '127.0.0.1', port: 0 },
      kyverno: { listen: { address: '127.0.0.1', port: 0 } },
      tls: { certificate: 'out/tls.crt', key: 'out/tls.key', clients: ['out/authority.pem'] },
      configuration: {
        files: { trust: 'trust.yaml', policies: NAMES.map((name) => `${name}.yaml`), profiles: 'out/profiles.json' },
      },
      registries: { insecure: [host] },
    },
  }
}

function podIn(namespace: string, image: string): object {
  const containers = [{ name: 'app', image }]
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app', namespace }, spec: { containers } }
}
