import type { Socket } from 'node:net'
import { isInvalidJson, readJson } from '@pawl/core'
import Fastify from 'fastify'
import type { HttpsInstance } from './https-instance.ts'

/** How a listener knows itself and its callers. Each says all of it: what is left out would be Node's choice. */
export interface ListenerTls {
  readonly cert: Buffer
  readonly key: Buffer
  /** Certificates of authorities, one each: nobody is answered whose certificate is by none of them. `nobody`: no certificate is asked for. */
  readonly clients: readonly string[] | 'nobody'
}

/** What a listener says where there is no answer. A shape of its engine, with a code and nothing of the request. */
export type NoAnswer = (code: 'request-malformed' | 'route-unknown' | 'defect') => object

/** Milliseconds for a request to arrive whole. */
export interface ListenerTimes {
  readonly request: number
}

/** Bytes of a request: 64 keys of 4 KiB. */
const BODY = 1_048_576

/** Milliseconds after which Node looks for requests that are late; half a minute by default. */
const LOOKS = 1000

const JSON_TYPE = { 'content-type': 'application/json' }

/**
 * An HTTPS server, not yet listening, with the health of the process and no other route. TLS 1.3 alone: Gatekeeper and Kyverno are written in Go, which
 * speaks it, so that there is no cipher to choose and no older client to keep. It never redirects.
 */
export function listener(tls: ListenerTls, noAnswer: NoAnswer, { request }: ListenerTimes): HttpsInstance {
  const malformed = JSON.stringify(noAnswer('request-malformed'))
  const server: HttpsInstance = Fastify({
    https: { ...handshake(tls), ...inTime(request) },
    bodyLimit: BODY,
    requestTimeout: request,
    exposeHeadRoutes: false,
    // Both are answered before any handler of ours; the library's own words repeat the path.
    frameworkErrors: (_error, _request, { raw }) => void raw.writeHead(400, JSON_TYPE).end(malformed),
    clientErrorHandler: (_error, socket) => endMalformed(socket, malformed),
  })
  readStrictly(server)
  answerErrors(server, noAnswer)
  server.get('/healthz', async () => ({ status: 'ok' }))
  return server
}

function handshake({ cert, key, clients }: ListenerTls) {
  const own = { cert, key, minVersion: 'TLSv1.3' } as const
  if (clients === 'nobody') return { ...own, requestCert: false }
  return { ...own, ca: [...clients], requestCert: true, rejectUnauthorized: true }
}

/** Node takes the longer of two times for the whole request and the shorter for its head: by default a body could take a minute. */
function inTime(request: number) {
  return {
    handshakeTimeout: request,
    headersTimeout: request,
    requestTimeout: request,
    connectionsCheckingInterval: LOOKS,
  }
}

/** The house's reader: that of the library takes the second of two members with one name. */
function readStrictly(server: HttpsInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    const value = readJson(Buffer.from(body))
    done(null, isInvalidJson(value) ? undefined : value)
  })
}

/** What is no HTTP, too large a header or too slow. It says the same, and the connection ends. */
function endMalformed(socket: Socket, malformed: string): void {
  if (!socket.writable) return void socket.destroy()
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json', `content-length: ${malformed.length}`]
  socket.end([...head, 'connection: close', '', malformed].join('\r\n'))
}

/** One shape for whatever goes wrong, which the engine reads as no answer; nothing of the request is in it. */
function answerErrors(server: HttpsInstance, noAnswer: NoAnswer): void {
  server.setErrorHandler((error, _request, reply) => {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
    const client = typeof status === 'number' && status >= 400 && status < 500
    return reply.code(client ? status : 500).send(noAnswer(client ? 'request-malformed' : 'defect'))
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(noAnswer('route-unknown')))
}
