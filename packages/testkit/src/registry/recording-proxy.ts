import { createServer, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { portOf } from './registry-double.ts'

/** Where a host of the made-up internet is. */
export type PortOf = (hostAndPort: string) => number | undefined

export interface RecordingProxy {
  readonly url: string
  /** `HOST:PORT` of every tunnel that was asked for. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

/** An HTTP proxy (CONNECT) that leads every host to where the test says, so that names of the world can be used without it. */
export async function recordingProxy(route: PortOf): Promise<RecordingProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? ''
    asked.push(target)
    const port = route(target)
    sockets.add(client)
    client.on('error', () => undefined)
    if (port === undefined) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(upstream).pipe(client)
    })
    sockets.add(upstream)
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
