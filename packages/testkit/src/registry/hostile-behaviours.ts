import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Question } from './honest-answer.ts'
import type { Behaviour, Exchange } from './registry-double.ts'

const INDEX = 'application/vnd.oci.image.index.v1+json'
const CHUNK = Buffer.alloc(65_536, ' ')

export type Concerns = (question: Question) => boolean

/** Does something to what it concerns, and leaves the rest honest. */
export function where(concerns: Concerns, act: Behaviour): Behaviour {
  return (exchange) => (concerns(exchange.question) ? act(exchange) : exchange.honest())
}

export const statusOnly =
  (status: number, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  ({ response }) => {
    response.writeHead(status, headers).end('{}')
  }

/** Never says anything. */
export const hang: Behaviour = () => undefined

/** An endless answer of a byte a second, beginning at once: every timeout between two bytes is kept (slow loris). */
export const drip: Behaviour = ({ response }) => {
  response.writeHead(200, { 'content-type': INDEX })
  response.write('{')
  const timer = setInterval(() => response.write(' '), 1000)
  response.on('close', () => clearInterval(timer))
}

/** White space without end, behind a Content-Length that promises two bytes, or behind none. */
export const endless =
  (contentLength: number | undefined): Behaviour =>
  ({ response }) => {
    const head = contentLength === undefined ? '' : `content-length: ${contentLength}\r\n`
    const socket = response.socket
    socket?.write(`HTTP/1.1 200 OK\r\ncontent-type: ${INDEX}\r\n${head}connection: close\r\n\r\n{"a":`)
    pour(() => socket?.write(CHUNK) ?? false, socket ?? response)
  }

/** A gigabyte of white space in a megabyte of gzip, unasked. */
export const gzipBomb: Behaviour = ({ response }) => {
  response.writeHead(200, { 'content-type': INDEX, 'content-encoding': 'gzip' })
  const gzip = createGzip()
  gzip.on('error', () => undefined).pipe(response)
  pour(() => gzip.write(CHUNK), gzip, 16_384)
  response.on('close', () => gzip.destroy())
}

/** Writes as fast as the other side takes it. */
function pour(write: () => boolean, sink: Writable, times = Number.POSITIVE_INFINITY): void {
  let left = times
  const more = (): void => {
    while (left > 0 && sink.writable && !sink.destroyed) {
      left -= 1
      if (!write()) {
        sink.once('drain', more)
        return
      }
    }
  }
  more()
}

/** 64 KiB of headers. */
export const hugeHeaders: Behaviour = ({ response }) => {
  response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(65_536)}\r\n\r\n`)
}

/** What is honest, with one bit of one byte changed and everything said of it unchanged. */
export const corrupt: Behaviour = (exchange) => {
  const { reference } = exchange.question
  const digest = exchange.content.tags.get(reference) ?? reference
  const bytes = exchange.content.blobs.get(digest)
  if (bytes === undefined) return exchange.honest()
  const changed = Buffer.from(bytes)
  // Behind the first character, in the middle of white space or of a word: JSON it stays as a rule.
  const at = Math.floor(changed.length / 2)
  changed[at] = (changed[at] ?? 0) ^ 1
  exchange.response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' }).end(changed)
}

/** The same as it means, of the same size, with another digest: one digit of a date in an annotation. */
export const redate: Behaviour = ({ question, content, response, honest }) => {
  const bytes = content.blobs.get(question.reference)
  if (bytes === undefined) return honest()
  const text = Buffer.from(bytes).toString('utf8').replace('2026-01-01T', '2026-01-02T')
  response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' }).end(text)
}

/** Each page says that there is another one. */
export const endlessPages = (perPage: number): Behaviour => {
  let page = 0
  return ({ response, question }) => {
    page += 1
    const manifests = Array.from({ length: perPage }, (_, index) => unknownDescriptor(page * perPage + index))
    response.setHeader('link', `<${question.url.pathname}?page=${page}>; rel="next"`)
    sendIndex(response, manifests)
  }
}

/** A descriptor of something that is not there. */
export function unknownDescriptor(index: number): object {
  return {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    digest: `sha256:${index.toString(16).padStart(64, '0')}`,
    size: 700,
  }
}

export function sendIndex(response: ServerResponse, manifests: readonly object[]): void {
  response.writeHead(200, { 'content-type': INDEX })
  response.end(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }))
}

/** One answer, then the other, and so on (C79). */
export function alternate(first: Behaviour, second: Behaviour): Behaviour {
  let turn = 0
  return (exchange: Exchange) => {
    turn += 1
    return (turn % 2 === 1 ? first : second)(exchange)
  }
}
