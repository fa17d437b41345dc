import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { serverCertificate } from '@pawl/testkit'

/** Stands before a gateway, hands on what is asked, and knows how often. */
export interface CountingProxy {
  /** `https://localhost:PORT`. */
  readonly url: string
  /** PEM of the authority of its certificate. */
  readonly authority: string
  /** Method and path of every request. */
  readonly asked: readonly string[]
  readonly close: () => void
}

export async function countingProxy(gateway: {
  readonly url: string
  readonly authority: string
}): Promise<CountingProxy> {
  const { authority, cert, key } = serverCertificate(['localhost'], Math.floor(Date.now() / 1000))
  const asked: string[] = []
  const server = createServer({ cert, key }, (incoming, answer) => {
    const { method = '', url = '', headers } = incoming
    asked.push(`${method} ${url}`)
    const handed = request(new URL(url, gateway.url), { method, headers, ca: gateway.authority }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    handed.on('error', () => answer.destroy())
    incoming.pipe(handed)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}`,
    authority,
    asked,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
