import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { answerHonestly, type Question, questionOf } from './honest-answer.ts'
import type { RegistryContent } from './registry-content.ts'

/** One request as it came in, whoever it was meant for. */
export interface RecordedRequest {
  readonly method: string
  /** The Host header. */
  readonly host: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: string
}

/** One exchange, for a behaviour to answer: `honest` answers as a registry should. */
export interface Exchange {
  readonly question: Question
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: string
  readonly content: RegistryContent
  readonly honest: () => void
}

export type Behaviour = (exchange: Exchange) => void

export const HONEST: Behaviour = ({ honest }) => honest()

export interface RegistryDouble {
  readonly port: number
  /** `127.0.0.1:PORT`. */
  readonly host: string
  readonly requests: readonly RecordedRequest[]
  /** From now on. */
  readonly behave: (behaviour: Behaviour) => void
  readonly close: () => Promise<void>
}

export interface ServerKey {
  readonly key: string
  readonly cert: string
}

/** A registry on a port of this machine that answers as it is told. Over https where it has a key. */
export async function registryDouble(
  content: RegistryContent,
  behaviour: Behaviour = HONEST,
  tls?: ServerKey,
): Promise<RegistryDouble> {
  const requests: RecordedRequest[] = []
  const sockets = new Set<Socket>()
  let behaves = behaviour
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    const { method = '', url = '', headers } = request
    requests.push({ method, host: headers.host ?? '', path: url, authorization: headers.authorization, body })
    const honest = (): void => answerHonestly(content, request, response)
    behaves({ question: questionOf(request), request, response, body, content, honest })
  }
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // A client that goes away in the middle is nothing to a server.
    response.on('error', () => undefined)
    void handle(request, response)
  }
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const port = portOf(server.address())
  return {
    port,
    host: `127.0.0.1:${port}`,
    requests,
    behave: (next) => {
      behaves = next
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let body = ''
  for await (const part of request) body += String(part)
  return body
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port')
  return address.port
}
