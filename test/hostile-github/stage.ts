import { loadTrust, pinSubject, type TrustConfiguration, verifyImage } from '@pawl/core'
import {
  GITHUB_API,
  GITHUB_BUNDLE_HOSTS,
  type GithubOptions,
  githubPlace,
  githubSource,
  SOURCE_LIMITS,
  type SourceAnswer,
  type SourceLimits,
} from '@pawl/sources'
import {
  type Behaviour,
  encodeStatement,
  type RecordedRequest,
  recordingProxy,
  registryDouble,
  serverCertificate,
  signEnvelope,
  statement,
  statusOnly,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { compress } from 'snappyjs'

/** When evidence is verified, in epoch seconds. */
const NOW = 1_767_312_000
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

export const API = 'api.github.com'
export const STORE = GITHUB_BUNDLE_HOSTS[0] ?? ''
export const TOKEN = 'ghs_only-for-the-api'
export const DIGEST = `sha256:${'5a'.repeat(32)}`
export const LIST = `/repos/acme/app/attestations/${DIGEST}?per_page=100`

/** What was answered, and how many of the bundles given became claims. */
export interface Asked extends SourceAnswer {
  readonly claims: number
}

/** GitHub's API, its store and two hosts of others, all at one server behind a proxy that speaks https for each and records what it was told. */
export interface Stage {
  /** Where the server is: every host of this made-up internet is at this port of this machine. */
  readonly port: number
  /** The URL of the proxy. */
  readonly proxy: string
  readonly requests: readonly RecordedRequest[]
  /** `HOST:PORT` of everything that was connected to. */
  readonly connected: readonly string[]
  /** `HOST + path` of every request, in their order. */
  readonly asked: () => readonly string[]
  /** Hosts that were shown the token, anywhere in a request. */
  readonly toldTo: () => readonly string[]
  readonly behave: (behaviours: Readonly<Record<string, Behaviour>>) => void
  readonly ask: (more?: Partial<GithubOptions>, limits?: Partial<SourceLimits>) => Promise<Asked>
  /** A signed bundle as an object: each call another one. */
  readonly bundle: () => object
  readonly close: () => Promise<void>
}

export async function makeStage(): Promise<Stage> {
  const key = testKey('ed25519')
  const hosts = [API, STORE, 'other.blob.core.windows.net', 'evil.example', 'localhost']
  const certificate = serverCertificate(hosts, Math.floor(Date.now() / 1000))
  const content = { blobs: new Map(), tags: new Map(), referrersApi: false }
  const server = await registryDouble(content, statusOnly(404), certificate)
  const proxy = await recordingProxy(() => server.port)
  const options: GithubOptions = {
    place: githubPlace('github:acme/app'),
    api: GITHUB_API,
    apiMayBePrivate: false,
    token: TOKEN,
    bundleHosts: GITHUB_BUNDLE_HOSTS,
    authorities: [certificate.authority],
    proxy: { http: proxy.url, https: proxy.url, none: [] },
    timeout: 20_000,
    parallel: 6,
  }
  const trust = trustIn(key.publicPem)
  let ticket = 0
  return {
    port: server.port,
    proxy: proxy.url,
    requests: server.requests,
    connected: proxy.asked,
    asked: () => server.requests.map(({ host, path }) => host + path),
    toldTo: () => [...new Set(server.requests.filter(showsToken).map(({ host }) => host))].sort(),
    behave: (behaviours) => {
      server.behave((exchange) => (behaviours[exchange.request.headers.host ?? ''] ?? statusOnly(404))(exchange))
    },
    ask: async (more = {}, limits = {}) => {
      const subject = pinSubject(DIGEST, new Map())
      const answer = await githubSource({ ...options, ...more }).envelopesOf(subject, { ...SOURCE_LIMITS, ...limits })
      const { summary } = verifyImage(answer.evidence, subject, trust, { verifiedAt: NOW, validUntil: NOW + 300 })
      return { ...answer, claims: summary.claims.length }
    },
    bundle: () => {
      ticket += 1
      const subject = [{ digest: { sha256: DIGEST.slice(7) } }]
      const predicate = { ...vulnerabilityReview(), ticket: `A-${ticket}` }
      const payload = encodeStatement(statement({ subject, predicateType: VULNERABILITY_REVIEW_V1, predicate }))
      const dsseEnvelope = signEnvelope({ payload, signers: [{ key }] })
      return { mediaType: BUNDLE, verificationMaterial: { publicKey: { hint: '' } }, dsseEnvelope }
    },
    close: async () => {
      await proxy.close()
      await server.close()
    },
  }
}

function trustIn(publicPem: string): TrustConfiguration {
  return loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: { attesters: [{ name: 'security', keys: [{ file: 'key' }], claims: ['review'] }] },
    },
    { file: () => Buffer.from(publicPem), publicGood: () => Buffer.alloc(0) },
  )
}

function showsToken({ authorization = '', path, body }: RecordedRequest): boolean {
  return [authorization, path, body].some((text) => text.includes(TOKEN))
}

/** A page of the API; `next` is the target of its Link. */
export function page(attestations: readonly object[], next?: string): Behaviour {
  return ({ response }) => {
    if (next !== undefined) response.setHeader('link', `<${next}>; rel="next"`)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ attestations }))
  }
}

export function bytes(content: Uint8Array | string): Behaviour {
  return ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/x-snappy' }).end(content)
  }
}

export function snappy(value: object): Uint8Array {
  return compress(Buffer.from(JSON.stringify(value)))
}

/** By the path that is asked for, without its query. */
export function byPath(behaviours: Readonly<Record<string, Behaviour>>): Behaviour {
  return (exchange) => (behaviours[exchange.question.url.pathname] ?? statusOnly(404))(exchange)
}
