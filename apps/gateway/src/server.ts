import type { Socket } from 'node:net'
import { isInvalidJson, readJson } from '@pawl/core'
import { unanswered } from '@pawl/gatekeeper'
import Fastify from 'fastify'
import type { TlsMaterial } from './configuration/tls-material.ts'
import type { HttpsInstance } from './https-instance.ts'
import type { Answering } from './routes/answering.ts'
import { gatekeeperRoutes } from './routes/gatekeeper.ts'
import { inputRoute } from './routes/input.ts'

/** Bytes of a request: 64 keys of 4 KiB. */
const BODY = 1_048_576

const MALFORMED = JSON.stringify(unanswered('request-malformed'))
const JSON_TYPE = { 'content-type': 'application/json' }

/**
 * The HTTPS server, not yet listening. TLS 1.3 alone, and nobody is answered whose certificate is not by one of the authorities that are named: whoever may ask learns which
 * images are attested by whom.
 */
export function gatewayServer(answering: Answering, tls: TlsMaterial): HttpsInstance {
  const server: HttpsInstance = Fastify({
    https: { ...tls, ca: [...tls.ca], requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' },
    bodyLimit: BODY,
    requestTimeout: 10_000,
    exposeHeadRoutes: false,
    // Both are answered before any handler of ours; the library's own words repeat the path.
    frameworkErrors: (_error, _request, { raw }) => void raw.writeHead(400, JSON_TYPE).end(MALFORMED),
    clientErrorHandler: endMalformed,
  })
  readStrictly(server)
  answerErrors(server)
  gatekeeperRoutes(server, answering)
  inputRoute(server, answering)
  server.get('/healthz', async () => ({ status: 'ok' }))
  return server
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
function endMalformed(_error: Error, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json', `content-length: ${MALFORMED.length}`]
  socket.end([...head, 'connection: close', '', MALFORMED].join('\r\n'))
}

/** One shape for whatever goes wrong, which Gatekeeper reads as no answer; nothing of the request is in it. */
function answerErrors(server: HttpsInstance): void {
  server.setErrorHandler((error, _request, reply) => {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
    const client = typeof status === 'number' && status >= 400 && status < 500
    return reply.code(client ? status : 500).send(unanswered(client ? 'request-malformed' : 'defect'))
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(unanswered('route-unknown')))
}
