import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatInstant } from '@pawl/document'
import {
  contentOf,
  encodeStatement,
  imageLayout,
  type RegistryDouble,
  type Review,
  registryDouble,
  signEnvelope,
  statement,
  testKey,
  tlsAuthority,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { readGateway } from '../../apps/gateway/src/configuration/read-gateway.ts'
import { type RunningGateway, startGateway } from '../../apps/gateway/src/start.ts'

/** The second at which everything here happens, but for TLS. */
export const NOW = 1_767_312_000

export interface Caller {
  readonly cert?: string
  readonly key?: string
  readonly maxVersion?: 'TLSv1.2'
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  /** Milliseconds. */
  readonly took: number
}

/** A gateway under Node, a registry with an image that is attested and one that is not, and certificates for who calls. */
export interface GatewayScene {
  readonly registry: RegistryDouble
  readonly gateway: RunningGateway
  readonly url: string
  /** Where Kyverno is answered; empty where it is not. */
  readonly kyverno: string
  /** Where its configuration lies. */
  readonly folder: string
  /** PEM of the authority of the gateway's certificate. */
  readonly authority: string
  /** References of the two images, by tag and by digest. */
  readonly good: Named
  readonly bare: Named
  /** Gatekeeper's, and one of an authority that the gateway does not know. */
  readonly callers: { readonly known: Caller; readonly foreign: Caller; readonly serverOnly: Caller }
  /** The second that the gateway reads. */
  readonly at: (now: number) => void
  readonly post: (path: string, body: unknown, caller?: Caller) => Promise<Reply>
  /** Bytes as they are; a path, or the URL of the other listener. */
  readonly send: (path: string, bytes: string, how: Sending) => Promise<Reply>
  readonly close: () => Promise<void>
}

export interface Named {
  readonly tag: string
  readonly pinned: string
  readonly digest: string
}

interface Sending {
  readonly method: string
  readonly type: string
  readonly caller: Caller
  /** Beside the type and the length. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
}

/** Policies by name of file, with REGISTRY for the host of the registry; `profiles` where there are any. */
export interface Written {
  readonly policies: Readonly<Record<string, string>>
  readonly profiles?: string
  /** Further files of its folder, by name. */
  readonly files?: Readonly<Record<string, string>>
  /** Further lines of `spec`. */
  readonly more?: string
  /** Epoch seconds; without it a clock that stands at `NOW`. The review is a minute old when the gateway begins. */
  readonly clock?: () => number
  /** Variables of its environment: proxies. */
  readonly environment?: Readonly<Record<string, string>>
  /** What the review of the image says otherwise. */
  readonly review?: Partial<Review>
}

export async function gatewayScene(written: Written): Promise<GatewayScene> {
  let now = NOW
  const folder = mkdtempSync(join(tmpdir(), 'pawl-gateway-'))
  const path = (name: string): string => join(folder, name)
  const key = testKey('ed25519')
  const layout = imageLayout()
  const good = layout.addImage({ content: 'app' })
  const bare = layout.addImage({ content: 'bare' })
  layout.tag(good, '1.4')
  layout.tag(bare, 'bare')
  const review = { subject: [{ digest: { sha256: good.slice(7) } }], predicateType: VULNERABILITY_REVIEW_V1 }
  const { clock = () => now } = written
  const times = { reviewedAt: formatInstant(clock() - 60), expiresAt: formatInstant(clock() + 30 * 86_400) }
  const payload = encodeStatement(
    statement({ ...review, predicate: vulnerabilityReview({ ...times, ...written.review }) }),
  )
  layout.attachLegacy(good, signEnvelope({ payload, signers: [{ key }] }))
  layout.write(path('layout'))
  const registry = await registryDouble(contentOf(path('layout')))
  const seconds = Math.floor(Date.now() / 1000)
  const server = tlsAuthority('gateway authority', seconds)
  const callers = tlsAuthority('gatekeeper authority', seconds)
  const others = tlsAuthority('other authority', seconds)
  const certificate = server.issue('gateway', ['server'], ['localhost'])
  const files = {
    'security.pub': key.publicPem,
    'trust.yaml': TRUST,
    'tls.crt': certificate.cert,
    'tls.key': certificate.key,
    'clients.crt': callers.authority,
    'gateway.yaml': configurationOf(written, registry.host),
    ...Object.fromEntries(
      Object.entries(written.policies).map(([name, text]) => [name, text.replaceAll('REGISTRY', registry.host)]),
    ),
    ...(written.profiles === undefined ? {} : { 'profiles.yaml': written.profiles }),
    ...written.files,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text)
  const gateway = await startGateway(readGateway(path('gateway.yaml')), written.environment ?? {}, clock)
  const url = gateway.address.replace('127.0.0.1', 'localhost')
  const known = callers.issue('webhook', ['server', 'client'])
  const named = (tag: string, digest: string): Named => ({
    tag: `${registry.host}/acme/app:${tag}`,
    pinned: `${registry.host}/acme/app@${digest}`,
    digest,
  })
  const send = (to: string, bytes: string, how: Sending): Promise<Reply> =>
    exchange(new URL(to, url), bytes, { ...how, authority: server.authority })
  return {
    registry,
    gateway,
    url,
    kyverno: (gateway.kyverno ?? '').replace('127.0.0.1', 'localhost'),
    folder,
    authority: server.authority,
    good: named('1.4', good),
    bare: named('bare', bare),
    callers: {
      known,
      foreign: others.issue('webhook', ['server', 'client']),
      serverOnly: callers.issue('webhook', ['server']),
    },
    at: (second) => {
      now = second
    },
    post: (to, body, caller = known) =>
      send(to, JSON.stringify(body), { method: 'POST', type: 'application/json', caller }),
    send,
    close: async () => {
      await gateway.close()
      await registry.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const TRUST = `apiVersion: pawl.dev/v1
kind: TrustConfiguration
metadata: { name: test, revision: 1 }
spec: { attesters: [{ name: security, keys: [{ file: security.pub }], claims: [review] }] }
`

function configurationOf({ policies, profiles, more = '' }: Written, host: string): string {
  const names = Object.keys(policies).join(', ')
  return `apiVersion: pawl.dev/v1
kind: GatewayConfiguration
metadata: { name: test }
spec:
  listen: { address: 127.0.0.1, port: 0 }
  tls: { certificate: tls.crt, key: tls.key, clients: [clients.crt] }
  configuration: { files: { trust: trust.yaml, policies: [${names}]${profiles === undefined ? '' : ', profiles: profiles.yaml'} } }
  registries: { insecure: ["${host}"] }
${more}`
}

function exchange(url: URL, bytes: string, how: Sending & { readonly authority: string }): Promise<Reply> {
  const { method, type, caller, authority, headers: more = {} } = how
  const started = performance.now()
  return new Promise((answered, failed) => {
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(bytes), ...more }
    const asked = request(url, { method, headers, ca: authority, agent: false, ...caller }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', failed)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        answered({ status: response.statusCode ?? 0, body: parsed(text), took: performance.now() - started })
      })
    })
    asked.on('error', failed)
    asked.end(bytes)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A policy that asks for a review. */
export function reviewPolicy(name: string, mode: string, images: string): string {
  return `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: ${name}, revision: 1 }
spec:
  mode: ${mode}
  images: ["${images}"]
  require: [{ name: reviewed, claim: review, from: [security], maxAge: 14d }]
`
}
