import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Credentials } from '../tls.ts'

/** One call of Gatekeeper. */
export interface Call {
  /** What it was asked for, in its order. */
  readonly keys: readonly string[]
  /** The path it came to. */
  readonly path: string
  readonly response: ServerResponse
}

/** How one call is answered. */
export type Behaviour = (call: Call) => void

export interface ProviderDouble {
  readonly url: string
  /** PEM. */
  readonly authority: string
  /** The keys of every call since the last `behave`. */
  readonly calls: readonly (readonly string[])[]
  /** Handshakes that were refused since the last `behave`. */
  readonly refused: () => number
  readonly behave: (behaviour: Behaviour) => void
  readonly close: () => Promise<void>
}

export interface ProviderOptions {
  /** `tls`: as Gatekeeper wants it. `tls 1.2`: one version below. `plain`: without. */
  readonly transport: 'tls' | 'tls 1.2' | 'plain'
  readonly credentials: Credentials
  /** PEM of the authority that callers have to be of. Absent: anybody may call. */
  readonly callers?: string
}

/** An external data provider on a port of this machine that answers as it is told. */
export async function providerDouble(options: ProviderOptions): Promise<ProviderDouble> {
  const calls: (readonly string[])[] = []
  const sockets = new Set<Socket>()
  let behaves: Behaviour = ({ response }) => response.writeHead(500).end()
  let refused = 0
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => undefined)
    const keys = keysOf(await bodyOf(request))
    calls.push(keys)
    behaves({ keys, path: request.url ?? '', response })
  }
  const server = serverOf(options, (request, response) => void listener(request, response))
  server.on('tlsClientError', () => {
    refused += 1
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}/validate`,
    authority: options.credentials.authority,
    calls,
    refused: () => refused,
    behave: (next) => {
      behaves = next
      calls.length = 0
      refused = 0
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function serverOf(
  { transport, credentials: { cert, key }, callers }: ProviderOptions,
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  if (transport === 'plain') return createPlainServer(listener)
  const version = transport === 'tls' ? ({ minVersion: 'TLSv1.3' } as const) : ({ maxVersion: 'TLSv1.2' } as const)
  const asks = callers === undefined ? {} : { ca: callers, requestCert: true, rejectUnauthorized: true }
  return createServer({ cert, key, ...version, ...asks }, listener)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let body = ''
  for await (const part of request) body += String(part)
  return body
}

interface ProviderRequest {
  readonly apiVersion?: string
  readonly kind?: string
  readonly request?: { readonly keys?: readonly string[] }
}

function keysOf(body: string): readonly string[] {
  const { apiVersion, kind, request } = JSON.parse(body) as ProviderRequest
  if (apiVersion !== 'externaldata.gatekeeper.sh/v1beta1' || kind !== 'ProviderRequest') {
    throw new TypeError(`this is no request of Gatekeeper: ${body}`)
  }
  return request?.keys ?? []
}
