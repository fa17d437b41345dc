import { Fault } from '../fault.ts'

/** An image reference, canonical: made once, here, so that no policy ever matches a spelling (model, "Subject and reference"). */
export interface ImageReference {
  /** Registry host in lower case, default port dropped, `docker.io` and `library/` written out; no tag, no digest. */
  readonly repository: string
  /** The last segment of `repository`. */
  readonly name: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/
const SEGMENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

/** Reads `HOST/PATH[:TAG][@DIGEST]` (the distribution grammar). Throws Fault `reference-invalid`. */
export function parseImageReference(text: string): ImageReference {
  if (text.length > 512) refuse('length')
  const [rest, digest] = cut(text, '@')
  if (digest !== undefined && !DIGEST.test(digest)) refuse('digest')
  const slash = rest.lastIndexOf('/')
  const [last, tag] = cut(rest.slice(slash + 1), ':')
  if (tag !== undefined && !TAG.test(tag)) refuse('tag')
  const repository = canonicalRepository(rest.slice(0, slash + 1) + last)
  return { repository, name: repository.slice(repository.lastIndexOf('/') + 1), tag, digest }
}

function cut(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function canonicalRepository(written: string): string {
  const [first = '', ...others] = written.split('/')
  const hasHost = others.length > 0 && (/[.:]/.test(first) || first.toLowerCase() === 'localhost')
  const host = canonicalHost(hasHost ? first : 'docker.io')
  const path = hasHost ? others : [first, ...others]
  if (!path.every((segment) => SEGMENT.test(segment))) refuse('path')
  const segments = host === 'docker.io' && path.length === 1 ? ['library', ...path] : path
  const repository = [host, ...segments].join('/')
  return repository.length <= 255 ? repository : refuse('length')
}

/** Four spellings of one registry would be four ways around one policy: case, port, trailing dot and the old index name. */
function canonicalHost(written: string): string {
  const [name = '', port] = written.toLowerCase().split(':', 2)
  const host = name.replace(/\.$/, '')
  const number = port === undefined ? undefined : Number(port)
  if (!HOST.test(host) || !isPort(port)) refuse('host')
  // Without its port or dot, a host of one word would be read as part of a path.
  const alone = host.includes('.') || host === 'localhost'
  if (!alone && number === undefined) refuse('host')
  if (number !== undefined && !(number === HTTPS && alone)) return `${host}:${number}`
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host
}

const HTTPS = 443

/** Absent, or digits without a leading zero that name a port. */
function isPort(port: string | undefined): boolean {
  return port === undefined || (/^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535)
}

function refuse(at: string): never {
  throw new Fault('reference-invalid', 'the image reference cannot be read', at)
}
