import {
  type Behaviour,
  HONEST,
  type RecordedRequest,
  type RecordingProxy,
  type RegistryDouble,
  recordingProxy,
  registryDouble,
  serverCertificate,
} from '@pawl/testkit'
import { ask, type RegistryUnderTest } from './ask.ts'
import { makeStage, type Stage, taskFor } from './stage.ts'
import type { Answer, Task } from './task.ts'

const HOSTS = [
  'ghcr.io',
  'evil-ghcr.io',
  'ghcr.io.evil',
  'registry-1.docker.io',
  'auth.docker.io',
  'auth.example',
  'cdn.example',
  'mirror.example',
]

/** Names of the world behind a proxy, all at one server that speaks https for each of them and records what it was told. */
export interface Internet {
  readonly stage: Stage
  readonly server: RegistryDouble
  readonly proxy: RecordingProxy
  /** What each host was asked; a host with a port other than 443 has it in its name. */
  readonly requestsTo: (host: string) => readonly RecordedRequest[]
  /** Hosts that were shown anything secret, wherever in the request. */
  readonly toldTo: (secret: string) => readonly string[]
  readonly behave: (behaviours: Readonly<Record<string, Behaviour>>) => void
  readonly ask: (reference: string, more?: Partial<Task>, sources?: RegistryUnderTest) => Promise<Answer>
  readonly close: () => Promise<void>
}

export async function makeInternet(stage: Stage = makeStage()): Promise<Internet> {
  const certificate = serverCertificate(HOSTS, Math.floor(Date.now() / 1000))
  const server = await registryDouble(stage.content, HONEST, certificate)
  const proxy = await recordingProxy(() => server.port)
  const common = { insecure: [], authorities: [certificate.authority], proxy: proxy.url, timeout: 20_000 }
  return {
    stage,
    server,
    proxy,
    requestsTo: (host) => server.requests.filter((each) => each.host === host),
    toldTo: (secret) =>
      [...new Set(server.requests.filter((each) => tells(each, secret)).map(({ host }) => host))].sort(),
    behave: (behaviours) => {
      server.behave((exchange) => (behaviours[exchange.request.headers.host ?? ''] ?? HONEST)(exchange))
    },
    ask: (reference, more = {}, sources) =>
      ask(taskFor(stage, '', { ...common, reference, registries: ['**'], ...more }), sources),
    close: async () => {
      await proxy.close()
      await server.close()
    },
  }
}

/** Plain, in base64 as a user or a password, or in a form. */
export function tells({ authorization = '', path, body }: RecordedRequest, secret: string): boolean {
  const decoded = Buffer.from(authorization.replace(/^\w+ /, ''), 'base64').toString('utf8')
  return [authorization, decoded, decodeURIComponent(path), body].some((text) => text.includes(secret))
}
