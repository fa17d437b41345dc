import type { IncomingMessage, ServerResponse } from 'node:http'
import { manifestIn, type RegistryContent } from './registry-content.ts'

const INDEX = 'application/vnd.oci.image.index.v1+json'
const PAGE = 'n'

/** What a request is about. */
export interface Question {
  readonly kind: 'manifests' | 'blobs' | 'referrers' | 'other'
  readonly repository: string
  /** A tag or a digest. */
  readonly reference: string
  readonly url: URL
}

export function questionOf(request: IncomingMessage): Question {
  const url = new URL(request.url ?? '/', 'http://registry.test')
  const [, repository = '', kind = 'other', reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|referrers)\/([^/]+)$/.exec(url.pathname) ?? []
  const known = kind === 'manifests' || kind === 'blobs' || kind === 'referrers' ? kind : 'other'
  return { kind: known, repository, reference, url }
}

/** Answers as the OCI distribution specification says. */
export function answerHonestly(content: RegistryContent, request: IncomingMessage, response: ServerResponse): void {
  const { kind, reference, url } = questionOf(request)
  if (kind === 'manifests') sendManifest(content, content.tags.get(reference) ?? reference, response)
  else if (kind === 'blobs') sendBytes(response, content.blobs.get(reference), 'application/octet-stream')
  else if (kind === 'referrers' && content.referrersApi) sendReferrers(content, reference, url, response)
  else sendBytes(response, url.pathname === '/v2/' ? Buffer.from('{}') : undefined, 'application/json')
}

function sendManifest(content: RegistryContent, digest: string, response: ServerResponse): void {
  response.setHeader('docker-content-digest', digest)
  sendBytes(response, content.blobs.get(digest), manifestIn(content, digest)?.mediaType ?? 'application/octet-stream')
}

/** Pages of `n`, where the question names it, with the Link to the next one. */
function sendReferrers(content: RegistryContent, subject: string, url: URL, response: ServerResponse): void {
  const all = [...content.blobs].flatMap(([digest, bytes]) => {
    const manifest = manifestIn(content, digest)
    if (manifest?.subject?.digest !== subject) return []
    const { mediaType, artifactType, annotations } = manifest
    return [{ mediaType, digest, size: bytes.length, artifactType, annotations }]
  })
  const size = Number(url.searchParams.get(PAGE) ?? all.length)
  const from = Number(url.searchParams.get('from') ?? 0)
  if (from + size < all.length) {
    response.setHeader('link', `<${url.pathname}?n=${size}&from=${from + size}>; rel="next"`)
  }
  const index = { schemaVersion: 2, mediaType: INDEX, manifests: all.slice(from, from + size) }
  sendBytes(response, Buffer.from(JSON.stringify(index)), INDEX)
}

/** 404 for what is not there. */
export function sendBytes(response: ServerResponse, bytes: Uint8Array | undefined, type: string): void {
  if (bytes === undefined) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"NOT_FOUND"}]}')
  } else response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes)
}
