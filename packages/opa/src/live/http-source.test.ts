import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BundleSourceInvalid, httpSource } from './http-source.ts'

type Serve = (request: IncomingMessage, response: ServerResponse) => void

/** A real server of this machine that answers as the test says, and what it was asked. */
async function served(serve: Serve, more: { readonly tokenFile?: string; readonly timeout?: number } = {}) {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    serve(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { tokenFile, timeout = 5000 } = more
  return { asked, source: httpSource({ url: `http://127.0.0.1:${port}/b`, loopbackHttp: true, tokenFile, timeout }) }
}

const BYTES = Buffer.from('a bundle')
const etag: Serve = (request, response) => {
  if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end()
  else response.writeHead(200, { etag: '"v1"' }).end(BYTES)
}
const refused = (code: string) => ({ outcome: 'unanswered', code })

describe('httpSource', () => {
  it('reads a bundle and its ETag, and says when it is the same', async () => {
    const { source, asked } = await served(etag)
    expect(await source.read(undefined)).toEqual({ outcome: 'read', bytes: BYTES, mark: '"v1"' })
    expect(await source.read('"v1"')).toEqual({ outcome: 'same' })
    expect(await source.read('"v0"')).toMatchObject({ outcome: 'read' })
    expect(asked[0]?.headers).toMatchObject({ prefer: 'modes=snapshot', 'accept-encoding': 'identity' })
    expect(asked[0]?.headers).not.toHaveProperty('if-none-match')
    expect(asked[0]?.headers).not.toHaveProperty('authorization')
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  })

  it('takes no "not modified" that it did not ask for: bundle-source-refused', async () => {
    const { source } = await served((_, response) => response.writeHead(304).end())
    expect(await source.read(undefined)).toEqual(refused('bundle-source-refused'))
    expect(await source.read('"v1"')).toEqual({ outcome: 'same' })
  })

  it.each([
    [201, 'bundle-source-refused'],
    [204, 'bundle-source-refused'],
    [206, 'bundle-source-refused'],
    [301, 'bundle-source-redirected'],
    [307, 'bundle-source-redirected'],
    [401, 'bundle-source-refused'],
    [404, 'bundle-source-refused'],
    [500, 'bundle-source-refused'],
  ])('gives nothing for status %d: %s', async (status, code) => {
    const { source, asked } = await served((_, response) =>
      response.writeHead(status, { location: '/other', etag: '"v1"' }).end(status === 204 ? undefined : BYTES),
    )
    expect(await source.read('"v1"')).toEqual(refused(code))
    expect(asked).toHaveLength(1)
  })

  it('gives nothing for an encoding that it did not ask for: bundle-source-refused', async () => {
    const { source } = await served((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BYTES))
    expect(await source.read(undefined)).toEqual(refused('bundle-source-refused'))
  })

  it('ends what stalls, before its header or within its body: bundle-source-late', async () => {
    const silent = await served(() => undefined, { timeout: 200 })
    expect(await silent.source.read(undefined)).toEqual(refused('bundle-source-late'))
    const half = await served((_, response) => void response.writeHead(200, { 'content-length': 100 }).write('half'), {
      timeout: 200,
    })
    expect(await half.source.read(undefined)).toEqual(refused('bundle-source-late'))
  })

  it('ends what comes slowly, however steadily: bundle-source-late', async () => {
    const { source } = await served(
      (_, response) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      },
      { timeout: 300 },
    )
    expect(await source.read(undefined)).toEqual(refused('bundle-source-late'))
  })

  it('takes no answer that is cut off: bundle-source-unreachable', async () => {
    const { source } = await served((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    expect(await source.read(undefined)).toEqual(refused('bundle-source-unreachable'))
  })

  it('reads no more than 8 MiB of an answer without end: bundle-source-too-large', async () => {
    let sent = 0
    const { source } = await served((_, response) => {
      response.writeHead(200)
      const part = Buffer.alloc(1_048_576)
      const more = (): void => {
        sent += part.length
        if (!response.destroyed) response.write(part, more)
      }
      more()
    })
    expect(await source.read(undefined)).toEqual(refused('bundle-source-too-large'))
    expect(sent).toBeLessThan(64 * 1_048_576)
  })

  it('gives nothing where nobody listens: bundle-source-unreachable', async () => {
    const source = httpSource({ url: 'http://127.0.0.1:1/b', loopbackHttp: true, tokenFile: undefined, timeout: 5000 })
    expect(await source.read(undefined)).toEqual(refused('bundle-source-unreachable'))
  })

  it('sends the token of a file as it is now, and asks nothing without it: bundle-source-unreachable', async () => {
    const tokenFile = join(mkdtempSync(join(tmpdir(), 'pawl-http-source-')), 'token')
    const { source, asked } = await served(etag, { tokenFile })
    expect(await source.read(undefined)).toEqual(refused('bundle-source-unreachable'))
    expect(asked).toHaveLength(0)
    for (const token of ['one', 'two']) {
      writeFileSync(tokenFile, `${token}\n`)
      await source.read(undefined)
      expect(asked.at(-1)?.headers.authorization).toBe(`Bearer ${token}`)
    }
  })

  it.each([
    ['http://127.0.0.1/b', false],
    ['http://example.com/b', true],
    ['http://127.0.0.1.example.com/b', true],
    ['http://10.0.0.1/b', true],
    ['https://user:secret@example.com/b', true],
    ['file:///b', true],
    ['b', true],
    ['', true],
  ])('is never asked at %s, with loopback %s', (url, loopbackHttp) => {
    expect(() => httpSource({ url, loopbackHttp, tokenFile: undefined, timeout: 5000 })).toThrow(BundleSourceInvalid)
  })

  it.each([
    ['https://example.com/b', false],
    ['http://localhost:80/b', true],
    ['http://127.1.2.3/b', true],
    ['http://[::1]/b', true],
  ])('may be asked at %s, with loopback %s', (url, loopbackHttp) => {
    expect(() => httpSource({ url, loopbackHttp, tokenFile: undefined, timeout: 5000 })).not.toThrow()
  })
})
