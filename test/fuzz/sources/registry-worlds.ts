import { createHash } from 'node:crypto'
import { type Behaviour, HONEST, requireSignIn, statusOnly, where } from '@pawl/testkit'
import type { Random } from '../../generators/prng.ts'
import type { Stage } from '../../hostile-registry/stage.ts'
import type { Task } from '../../hostile-registry/task.ts'
import { mutateDocument } from './document-mutations.ts'
import { challengeHeader, contentHeaders, linkHeader, locationHeader, sendable } from './header-mutations.ts'

export const SECRET = 'correct-horse'
const ACCOUNT = { username: 'robot', password: SECRET }
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'
const AUTH = { auth: Buffer.from(`robot:${SECRET}`).toString('base64') }
const CONFIG = { auths: { 'ghcr.io': AUTH }, credHelpers: {}, HttpHeaders: { 'User-Agent': 'x' } }

/** A registry that lies in one place. */
export interface World {
  readonly mutations: readonly string[]
  readonly behaviour: Behaviour
  readonly task: Partial<Task>
  /** Whether anybody but the registry may be asked: where a header may lead. Never with credentials. */
  readonly mayLead: boolean
  /** What the tag gives, where that is another. */
  readonly tagged?: Uint8Array
}

type Maker = (random: Random, stage: Stage) => World

/** By the place of the lie. */
export const REGISTRY_WORLDS: Readonly<Record<string, Maker>> = {
  'image manifest': (random, stage) => {
    const { text, mutations } = mutateDocument(random, json(stage, stage.image), attOf(stage))
    const type = random.chance(0.2) ? INDEX : MANIFEST
    return world(mutations, where(isTag, send(text, type)), { tagged: text })
  },
  '.att manifest': (random, stage) => {
    const { text, mutations } = mutateDocument(random, attOf(stage), json(stage, stage.image))
    return world(
      mutations,
      where(({ reference }) => reference.endsWith('.att'), send(text, MANIFEST)),
    )
  },
  'referrer manifest': (random, stage) => {
    const { text, mutations } = mutateDocument(random, referrerOf(stage), attOf(stage))
    const digest = digestOf(text)
    const index = { ...indexOf(stage), manifests: [{ mediaType: MANIFEST, digest, size: text.length }] }
    return world(mutations, ({ question, response, honest }) => {
      if (question.kind === 'referrers')
        return void response.writeHead(200, { 'content-type': INDEX }).end(bytesOf(index))
      if (question.reference === digest) return void response.writeHead(200, { 'content-type': MANIFEST }).end(text)
      honest()
    })
  },
  'list of referrers': (random, stage) => {
    const { text, mutations } = mutateDocument(random, indexOf(stage), attOf(stage))
    return world(
      mutations,
      where(({ kind }) => kind === 'referrers', send(text, INDEX)),
    )
  },
  'fallback tag': (random, stage) => {
    const { text, mutations } = mutateDocument(random, indexOf(stage), attOf(stage))
    const tag = stage.image.replace(':', '-')
    return world(
      mutations,
      where(({ reference }) => reference === tag, send(text, INDEX)),
    )
  },
  'piece of evidence': (random, stage) => {
    const [layer] = attOf(stage).layers
    const { text, mutations } = mutateDocument(random, json(stage, layer?.digest ?? ''), referrerOf(stage))
    const digest = digestOf(text)
    const att = { ...attOf(stage), layers: [{ ...layer, digest, size: text.length }] }
    return world(mutations, ({ question, response, honest }) => {
      const { reference } = question
      if (reference.endsWith('.att'))
        return void response.writeHead(200, { 'content-type': MANIFEST }).end(bytesOf(att))
      if (reference === digest) return void response.writeHead(200).end(text)
      honest()
    })
  },
  Link: (random) =>
    world(['another Link'], ({ question, response, honest }) => {
      if (question.kind === 'referrers') response.setHeader('link', sendable(linkHeader(random, question.url.pathname)))
      honest()
    }),
  'WWW-Authenticate': (random) => {
    const anybody = random.chance(0.5)
    const header = { 'www-authenticate': sendable(challengeHeader(random)) }
    const signIn: Behaviour = (exchange) => {
      if (exchange.question.url.pathname !== '/v2/' && exchange.question.kind === 'other')
        return token({ token: 't' })(exchange)
      return exchange.request.headers.authorization === undefined
        ? statusOnly(401, header)(exchange)
        : exchange.honest()
    }
    return {
      ...world(['another challenge'], signIn, { mayLead: anybody }),
      task: anybody ? {} : { dockerConfig: CONFIG },
    }
  },
  'answer with a token': (random) => {
    const good = {
      token: 'token-for-pull',
      access_token: 'token-for-pull',
      expires_in: 300,
      issued_at: '2026-01-01T00:00:00Z',
    }
    const tokens = ['a\r\nhost: evil-ghcr.io', '', ' ', 'x'.repeat(40_000), '\u00e9', 'a b']
    const value = random.chance(0.3) ? { ...good, token: random.pick(tokens) } : good
    const { text, mutations } = mutateDocument(random, value, { token: { token: 'x' }, access_token: [] })
    const rule = { scheme: 'bearer', account: ACCOUNT, realm: 'https://ghcr.io/token' } as const
    const behaviour: Behaviour = (exchange) =>
      (exchange.question.url.pathname === '/token' ? send(text, 'application/json') : requireSignIn(rule, HONEST))(
        exchange,
      )
    return { ...world(mutations, behaviour), task: { dockerConfig: CONFIG } }
  },
  Location: (random) => {
    const status = random.pick([301, 302, 303, 307, 308, 300, 304, 399])
    const kinds = random.pick([['blobs'], ['manifests', 'blobs'], ['referrers']])
    const signedIn = random.chance(0.5)
    const lead: Behaviour = (exchange) => {
      const { response, question } = exchange
      if (!kinds.includes(question.kind)) return exchange.honest()
      response.writeHead(status, { location: sendable(locationHeader(random)) }).end()
    }
    const behaviour = signedIn ? requireSignIn({ scheme: 'basic', account: ACCOUNT }, lead) : lead
    return {
      ...world([`another place, ${status}`], behaviour, { mayLead: true }),
      task: signedIn ? { dockerConfig: CONFIG } : {},
    }
  },
  'headers of content': (random) =>
    world(['other headers'], ({ response, honest }) => {
      const writeHead = response.writeHead.bind(response)
      // The double sets its own last: these come after them.
      response.writeHead = ((status: number, headers: Record<string, string>) =>
        writeHead(status, { ...headers, ...contentHeaders(random) })) as typeof response.writeHead
      honest()
    }),
  status: (random) => {
    const codes = [200, 201, 204, 206, 304, 400, 401, 403, 404, 405, 410, 416, 451]
    return world(['another status'], (exchange) =>
      random.chance(0.5) ? statusOnly(random.pick(codes))(exchange) : exchange.honest(),
    )
  },
  'docker config': (random) => {
    const { text, mutations } = mutateDocument(random, CONFIG, { auths: { 'https://index.docker.io/v1/': AUTH } })
    return {
      ...world(mutations, requireSignIn({ scheme: 'basic', account: ACCOUNT }, HONEST)),
      task: { dockerConfig: parsed(text) },
    }
  },
  'pull secret': (random) => {
    const inner = mutateDocument(random, CONFIG, { auths: { '*.io': AUTH } })
    const data = { '.dockerconfigjson': inner.text.toString('base64') }
    const outer = mutateDocument(
      random,
      { kind: 'Secret', type: 'kubernetes.io/dockerconfigjson', data },
      { '.dockercfg': CONFIG.auths },
    )
    const both = random.chance(0.5)
    const value = both ? parsed(outer.text) : { kind: 'Secret', data }
    const mutations = both ? [...inner.mutations, ...outer.mutations] : inner.mutations
    return {
      ...world(mutations, requireSignIn({ scheme: 'basic', account: ACCOUNT }, HONEST)),
      task: { pullSecret: value },
    }
  },
}

function world(
  mutations: readonly string[],
  behaviour: Behaviour,
  more: Partial<Pick<World, 'mayLead' | 'tagged'>> = {},
): World {
  return { mutations, behaviour, task: {}, mayLead: false, ...more }
}

const isTag = ({ kind, reference }: { readonly kind: string; readonly reference: string }): boolean =>
  kind === 'manifests' && reference === '1.4'

const send =
  (bytes: Uint8Array, type: string): Behaviour =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes)
  }

const token = (value: object): Behaviour => send(bytesOf(value), 'application/json')
const bytesOf = (value: object): Buffer => Buffer.from(JSON.stringify(value))
export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** As an app has it: a file that is no JSON never comes this far, and then there is nothing. */
function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'))
  } catch {
    return undefined
  }
}

interface Manifest {
  readonly layers: readonly { readonly digest: string }[]
}

export function json(stage: Stage, digest: string): Manifest {
  return JSON.parse(Buffer.from(stage.content.blobs.get(digest) ?? Buffer.from('{"layers":[]}')).toString('utf8'))
}

export const attOf = (stage: Stage): Manifest =>
  json(stage, stage.content.tags.get(`${stage.image.replace(':', '-')}.att`) ?? '')

/** The list under the fallback tag is what the API lists. */
function indexOf(stage: Stage): { readonly manifests: readonly { readonly digest: string }[] } {
  const digest = stage.content.tags.get(stage.image.replace(':', '-')) ?? ''
  return JSON.parse(Buffer.from(stage.content.blobs.get(digest) ?? Buffer.from('{"manifests":[]}')).toString('utf8'))
}

const referrerOf = (stage: Stage): Manifest => json(stage, indexOf(stage).manifests[0]?.digest ?? '')
