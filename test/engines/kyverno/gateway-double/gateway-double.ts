import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { serverCertificate } from '@pawl/testkit'

/** What a policy asked. */
export interface Asked {
  readonly schema: unknown
  readonly asks: string
  readonly profile: string
  readonly nonce: string
  readonly images: readonly string[]
}

/** One call of Kyverno. */
export interface Call {
  readonly asked: Asked
  readonly path: string
  readonly response: ServerResponse
}

/** How one call is answered. */
export type Behaviour = (call: Call) => void

/** A gateway on a port of this machine that answers as it is told: what the real one would never say has to be said by somebody. */
export interface GatewayDouble {
  /** `https://localhost:PORT`. */
  readonly url: string
  /** PEM of the authority of its certificate. */
  readonly authority: string
  /** What was asked since the last `behave`. */
  readonly calls: readonly Asked[]
  readonly behave: (behaviour: Behaviour) => void
  readonly close: () => Promise<void>
}

export async function gatewayDouble(transport: 'tls' | 'plain' = 'tls'): Promise<GatewayDouble> {
  const { authority, cert, key } = serverCertificate(['localhost'], Math.floor(Date.now() / 1000))
  const calls: Asked[] = []
  const sockets = new Set<Socket>()
  let behaves: Behaviour = ({ response }) => response.writeHead(500).end()
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => undefined)
    const text = await bodyOf(request)
    // A redirect that makes a GET of a POST loses what was asked.
    const asked: Asked = text === '' ? NOTHING : JSON.parse(text)
    calls.push(asked)
    behaves({ asked, path: request.url ?? '', response })
  }
  const handle = (request: IncomingMessage, response: ServerResponse): void => void listener(request, response)
  const server: Server = transport === 'plain' ? createPlainServer(handle) : createServer({ cert, key }, handle)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}`,
    authority,
    calls,
    behave: (next) => {
      behaves = next
      calls.length = 0
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const NOTHING: Asked = { schema: undefined, asks: '', profile: '', nonce: '', images: [] }

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let body = ''
  for await (const part of request) body += String(part)
  return body
}
