import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bundleSigner, httpSource, pawlBundle } from '@pawl/opa'
import { parsePolicy, profileOf } from '@pawl/policy'
import { testKey } from '@pawl/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse, stringify } from 'yaml'
import { repacked } from './archive.ts'
import { OPA } from './real-opa.ts'

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

const NOW = 1_763_812_800
const KEY = testKey('p256')
const PROFILE = profileOf([
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'app', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
      },
    },
    NOW,
  ),
])
const PAGE = readFileSync(new URL('../../../docs/opa.md', import.meta.url), 'utf8')

const bundle = (): Promise<Uint8Array> =>
  pawlBundle(
    { target: 'rego', profile: PROFILE, revision: 8 },
    { signer: bundleSigner(KEY.privatePem, 'ES256'), keyId: 'default' },
  )

/** A bundle service that has one bundle. */
async function served(bytes: Uint8Array): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/gzip' }).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

async function freePort(): Promise<number> {
  const socket = createSocket()
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve))
  const address = socket.address()
  await new Promise((resolve) => socket.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A real server with the configuration of docs/opa.md, whose only change is where the bundle service is. */
async function opaServer(service: string) {
  const [, written = ''] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? []
  const configuration = parse(written)
  configuration.services.policies.url = service
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-server-'))
  writeFileSync(join(folder, 'opa.yaml'), stringify(configuration))
  writeFileSync(join(folder, 'operator.pub'), KEY.publicPem)
  const [, command = ''] = /^opa (run --server .*)$/m.exec(PAGE) ?? []
  const port = await freePort()
  const args = [...command.split(' '), '--skip-version-check', '-a', `127.0.0.1:${port}`]
  const child = spawn(OPA ?? '', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', (part) => {
    log += part
  })
  onTestFinished(() => void child.kill())
  const at = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 300 && !/Bundle loaded and activated|Bundle load failed/.test(log); tries += 1)
    await wait(100)
  return { at, log: () => log }
}

const ask = async (at: string, input: unknown): Promise<unknown> => {
  const body = JSON.stringify({ input })
  const response = await fetch(`${at}/v1/data/pawl/engine/decision`, { method: 'POST', body })
  return await response.json()
}

real('a real OPA server, configured as docs/opa.md says', () => {
  it('runs the bundle that we signed', async () => {
    const { at, log } = await opaServer(await served(await bundle()))
    expect(log()).toContain('Bundle loaded and activated')
    expect(await ask(at, {})).toEqual({
      result: { allow: false, unmet: [[-1, 'app', 'reviewed']], expiresAt: null },
    })
  })

  it('runs nothing of it when one byte of a rule is another', async () => {
    const changed = repacked(await bundle(), (files) =>
      files.set('pawl/decision.rego', Buffer.from('package pawl.engine')),
    )
    const { at, log } = await opaServer(await served(changed))
    expect(log()).toContain('Bundle load failed')
    expect(await ask(at, {})).not.toHaveProperty('result')
  })
})

describe('the same service', () => {
  it('gives httpSource the bytes that were served', async () => {
    const bytes = await bundle()
    const service = await served(bytes)
    const source = httpSource({ url: service, loopbackHttp: true, tokenFile: undefined, timeout: 5000 })
    expect(await source.read(undefined)).toMatchObject({ outcome: 'read', mark: undefined })
  })
})
