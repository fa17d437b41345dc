import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverCertificate } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverAddress } from '../../apps/cli/src/opa-server/server-address.ts'
import { GOOD, IMAGE, sends, verdictAt, YES } from './asked-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-server-'))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('an OPA server over TLS', () => {
  const now = Math.floor(Date.now() / 1000)
  const { authority, ...identity } = serverCertificate(['localhost'], now)
  const seen: (string | undefined)[] = []
  let server: Server
  const at = (host: string): URL => new URL(`https://${host}:${(server.address() as AddressInfo).port}`)
  const asked = (host: string, more: Parameters<typeof verdictAt>[3]): Promise<string> =>
    verdictAt(at(host), GOOD, [IMAGE], more)

  beforeAll(async () => {
    server = createServer({ key: identity.key, cert: identity.cert }, (request, response) => {
      seen.push(request.headers.authorization)
      sends(YES)(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => server.close())

  it('allows when its authority is named with --ca', async () => {
    expect(await asked('localhost', { ca: [file('ca.pem', authority)] })).toBe('typescript allows, opa-server allows')
  })

  it('denies when its authority is not known: server-unreachable', async () => {
    expect(await asked('localhost', {})).toBe('server-unreachable')
  })

  it('denies when its certificate is for another name: server-unreachable', async () => {
    expect(await asked('127.0.0.1', { ca: [file('ca.pem', authority)] })).toBe('server-unreachable')
  })

  it('denies when the environment turns verification off: server-unreachable', async () => {
    const { NODE_TLS_REJECT_UNAUTHORIZED: before } = process.env
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(await asked('localhost', {})).toBe('server-unreachable')
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    }
  })

  it('gets the token of the file, without its line end, and none where none is named', async () => {
    seen.length = 0
    const ca = [file('ca.pem', authority)]
    await asked('localhost', { ca, opaTokenFile: file('token', 'abc.def\n') })
    await asked('localhost', { ca })
    expect(seen).toEqual(['Bearer abc.def', undefined])
  })

  it('is not asked when the token is two lines: configuration-invalid', async () => {
    const opaTokenFile = file('bad-token', 'abc\nx-admin: 1\n')
    await expect(asked('localhost', { opaTokenFile })).rejects.toMatchObject({ code: 'configuration-invalid' })
  })

  it('is not asked when --offline is given: usage', async () => {
    await expect(asked('localhost', { offline: true })).rejects.toMatchObject({ code: 'usage' })
  })
})

describe('the address of an OPA server', () => {
  it.each([
    'https://opa.example.com',
    'https://opa.example.com:8181/',
    'https://10.0.0.1:8181',
    'http://127.0.0.1:8181',
    'http://127.8.9.1',
    'http://localhost:8181',
    'http://[::1]:8181',
  ])('is %s', (text) => {
    expect(serverAddress(text).pathname).toBe('/')
  })

  it.each([
    'http://opa.example.com',
    'http://10.0.0.1:8181',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[::2]:8181',
    'https://opa.example.com/v1/data/evil',
    'https://opa.example.com/?input={}',
    'https://opa.example.com/#x',
    'https://user:password@opa.example.com',
    'file:///etc/passwd',
    'ftp://127.0.0.1',
    'opa.example.com',
    '',
  ])('is not %s', (text) => {
    expect(() => serverAddress(text)).toThrow(/Write/)
  })
})
