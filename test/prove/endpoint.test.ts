import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { says } from '../../apps/cli/src/commands/prove/targets/endpoint.ts'

const YES = JSON.stringify({ result: { allow: true, by: ['x'] } })
const TIMEOUT = 400

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const answered =
  (status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }

/** What a service can answer, by path, and whether it is a yes. */
const ANSWERS: readonly (readonly [path: string, yes: boolean, answer: Answer])[] = [
  ['yes', true, answered(200, YES)],
  ['yes-whatever-it-is-called', true, answered(200, YES, { 'content-type': 'text/plain' })],
  ['no', false, answered(200, JSON.stringify({ result: { allow: false } }))],
  ['undefined', false, answered(200, '{}')],
  ['yes-as-text', false, answered(200, JSON.stringify({ result: { allow: 'true' } }))],
  ['yes-as-number', false, answered(200, JSON.stringify({ result: { allow: 1 } }))],
  ['yes-in-a-list', false, answered(200, JSON.stringify({ result: [{ allow: true }] }))],
  ['yes-elsewhere', false, answered(200, JSON.stringify({ allow: true, results: { allow: true } }))],
  ['yes-inherited', false, answered(200, '{"__proto__":{"result":{"allow":true}}}')],
  ['201-yes', false, answered(201, YES)],
  ['204', false, answered(204, '')],
  ['400-yes', false, answered(400, YES)],
  ['403-yes', false, answered(403, YES)],
  ['500-yes', false, answered(500, YES)],
  ['503-yes', false, answered(503, YES)],
  ['redirect-to-yes', false, answered(302, YES, { location: '/yes' })],
  ['garbage', false, answered(200, new Uint8Array([0xff, 0xfe, 0, 1]))],
  ['html', false, answered(200, '<html>allow: true</html>')],
  ['empty', false, answered(200, '')],
  ['null', false, answered(200, 'null')],
  ['two-answers', false, answered(200, `${YES}${YES}`)],
  ['half', false, answered(200, YES.slice(0, -1))],
  ['broken-off', false, broken],
  ['hangs-up', false, (_, request) => request.socket.destroy()],
  ['stalls', false, () => undefined],
  ['stalls-after-the-head', false, (response) => response.writeHead(200).flushHeaders()],
  ['stalls-before-the-end', false, (response) => response.writeHead(200).write(YES)],
]

function broken(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': String(YES.length + 10) }).write(YES, () => response.destroy())
}

let server: Server
let base: string
const received: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks).toString('utf8')}`)
      const found = ANSWERS.find(([path]) => `/${path}` === request.url)
      if (found === undefined) response.writeHead(404).end()
      else found[2](response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const ask = (path: string): Promise<boolean> => says(`${base}/${path}`, { now: 1 }, ['result', 'allow'], TIMEOUT)

describe('a decision endpoint', () => {
  it.each(ANSWERS)('answers %s, which is a yes: %s', async (path, yes) => {
    expect(await ask(path)).toBe(yes)
  })

  it('is no yes where nobody listens', async () => {
    expect(await says('http://127.0.0.1:1/', {}, ['result', 'allow'], TIMEOUT)).toBe(false)
  })

  it('is no yes where there is no such page: 404', async () => {
    expect(await ask('nowhere')).toBe(false)
  })

  it('is asked for one place of the answer and no other', async () => {
    expect(await says(`${base}/yes`, {}, ['result'], TIMEOUT)).toBe(false)
    expect(await says(`${base}/yes`, {}, ['result', 'allow', 'x'], TIMEOUT)).toBe(false)
    expect(await says(`${base}/yes`, {}, [], TIMEOUT)).toBe(false)
  })

  it('gets the document as the input, as JSON', async () => {
    received.length = 0
    await ask('yes')
    expect(received).toEqual(['POST application/json {"input":{"now":1}}'])
  })
})
