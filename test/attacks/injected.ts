import { Buffer } from 'node:buffer'
import { join } from 'node:path'
import { accessOf, judgingOfFiles } from '@pawl/setup'
import { tlsAuthority } from '@pawl/testkit'
import { verifierPool } from '@pawl/workers'
import { type FinderParts, imageFinder } from '../../apps/gateway/src/evidence/find-image.ts'
import type { HttpsInstance } from '../../apps/gateway/src/https-instance.ts'
import type { Answering } from '../../apps/gateway/src/routes/answering.ts'
import { gatewayServer } from '../../apps/gateway/src/server.ts'
import { type GatewayScene, NOW, type Reply } from '../gateway/scene.ts'

/** The parts of the gateway of a scene, to be replaced one at a time. The pool is the caller's to close. */
export function partsOf({ folder, registry }: GatewayScene): FinderParts {
  const path = (name: string): string => join(folder, name)
  const judging = judgingOfFiles({ trust: path('trust.yaml'), policies: [path('p.yaml')] }, NOW)
  const access = accessOf({ ...NO_CHOICE, insecureRegistry: [registry.host] }, {})([`${registry.host}/acme/**`])
  if (access === undefined) throw new TypeError('no registry may be asked')
  const pool = verifierPool({ trust: judging.trustFiles, threads: 1, waiting: 8, heap: 256 })
  return { judging, access, pool, evidence: [], clock: () => NOW }
}

const NO_CHOICE = {
  registry: [],
  privateRegistry: [],
  pullSecret: [],
  ca: [],
  authHost: [],
  mirror: [],
  tagMirror: [],
  timeout: 10,
  offline: false,
  githubBundleHost: [],
} as const

/** The server of the gateway, asked without a connection. */
export interface Injected {
  readonly server: HttpsInstance
  readonly post: (path: string, body: object) => Promise<Reply>
}

/** The source of the gateway, or a copy with a fault in it. */
export interface GatewayCode {
  readonly imageFinder: typeof imageFinder
  readonly gatewayServer: typeof gatewayServer
}

export function injected(
  parts: FinderParts,
  more: Partial<Answering> = {},
  code: GatewayCode = { imageFinder, gatewayServer },
): Injected {
  const { authority, issue } = tlsAuthority('authority', Math.floor(Date.now() / 1000))
  const { cert, key } = issue('gateway', ['server'], ['localhost'])
  const tls = { cert: Buffer.from(cert), key: Buffer.from(key), ca: [authority] }
  const { judging, clock } = parts
  const answering = {
    finder: code.imageFinder(parts),
    judging,
    clock,
    gatekeeper: { cacheTtl: 0, timeout: 10 },
    ...more,
  }
  const server = code.gatewayServer(answering, tls)
  return {
    server,
    post: async (url, body) => {
      const started = performance.now()
      const { statusCode, json } = await server.inject({ method: 'POST', url, payload: body })
      return { status: statusCode, body: json() as unknown, took: performance.now() - started }
    },
  }
}
