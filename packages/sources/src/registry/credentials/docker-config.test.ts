import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dockerConfig } from './docker-config.ts'

const PASSWORD = { kind: 'password', username: 'robot', password: 'a:b' }
const auth = Buffer.from('robot:a:b').toString('base64')
const find = (config: unknown, registry = 'ghcr.io', path = 'acme/app'): Promise<unknown> =>
  dockerConfig(config).find({ registry, path, signal: AbortSignal.timeout(10_000) })

describe('dockerConfig', () => {
  it.each([
    ['auth', { auth }, PASSWORD],
    ['username and password', { username: 'robot', password: 'a:b' }, PASSWORD],
    ['identitytoken, before all else', { auth, identitytoken: 't' }, { kind: 'identity', token: 't' }],
    ['registrytoken', { registrytoken: 't' }, { kind: 'bearer', token: 't' }],
    ['the user <token>', { username: '<token>', password: 't' }, { kind: 'identity', token: 't' }],
    ['nothing', {}, undefined],
    ['a user alone', { auth: Buffer.from('robot').toString('base64') }, undefined],
    ['no object', 'x', undefined],
  ])('reads %s', async (_, entry, expected) => {
    expect(await find({ auths: { 'ghcr.io': entry } })).toEqual(expected)
  })

  it.each([undefined, null, [], 'x', {}, { auths: [] }, { auths: { 'ghcr.io': null } }, { credHelpers: 'x' }])(
    'finds nothing in %j',
    async (config) => {
      expect(await find(config)).toBeUndefined()
    },
  )
})

describe('a credential helper', () => {
  let folder: string
  const before = process.env['PATH']
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pawl-helper-'))
    process.env['PATH'] = `${folder}${delimiter}${before}`
  })
  afterEach(() => {
    process.env['PATH'] = before
    rmSync(folder, { recursive: true })
  })
  const helper = (name: string, script: string): void => {
    writeFileSync(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, `docker-credential-${name}`), 0o755)
  }

  it('is asked with get and the registry, before what stands in the file', async () => {
    helper('good', 'read server; echo "{\\"Username\\":\\"$1\\",\\"Secret\\":\\"$server\\"}"')
    const config = { credHelpers: { 'ghcr.io': 'good' }, auths: { 'ghcr.io': { auth } } }
    expect(await find(config)).toEqual({ kind: 'password', username: 'get', password: 'ghcr.io' })
    const store = { credsStore: 'good' }
    expect(await find(store, 'docker.io')).toMatchObject({ password: 'https://index.docker.io/v1/' })
    expect(await find({ credHelpers: { 'ghcr.io': 'good' } }, 'evil-ghcr.io')).toBeUndefined()
  })

  it('that has none leaves it to the file', async () => {
    helper('none', 'echo "credentials not found in native keychain"; exit 1')
    expect(await find({ credsStore: 'none', auths: { 'ghcr.io': { auth } } })).toEqual(PASSWORD)
  })

  it.each([
    ['fails', 'echo no; exit 1'],
    ['says nothing', 'true'],
    ['says too much', 'head -c 100000 /dev/zero | tr "\\0" " "'],
    ['never ends saying it', 'yes'],
    ['has no user', 'echo "{\\"Secret\\":\\"x\\"}"'],
    ['names a member twice', 'echo "{\\"Username\\":\\"a\\",\\"Username\\":\\"b\\",\\"Secret\\":\\"x\\"}"'],
  ])('that %s is credentials-unusable', async (_, script) => {
    helper('bad', script)
    expect(await find({ credsStore: 'bad', auths: { 'ghcr.io': { auth } } })).toMatchObject({
      code: 'credentials-unusable',
    })
  })

  it('that does not end is ended with the deadline of the image (C65)', async () => {
    helper('slow', 'exec sleep 60')
    const begin = performance.now()
    const signal = AbortSignal.timeout(300)
    const found = await dockerConfig({ credsStore: 'slow' }).find({ registry: 'ghcr.io', path: 'a', signal })
    expect(found).toMatchObject({ code: 'credentials-unusable' })
    expect(performance.now() - begin).toBeLessThan(3000)
  })

  it.each(['a b', '-x', '.x', 'x'.repeat(65), 'a~'])('of the name %j is not run, though it is there', async (name) => {
    helper(name, 'echo "{\\"Username\\":\\"a\\",\\"Secret\\":\\"b\\"}"')
    expect(await find({ credHelpers: { 'ghcr.io': name } })).toMatchObject({ code: 'credentials-unusable' })
  })

  it.each(['../../bin/sh', 'a b', '', '-x', 'a/b', 'gone'])('is not run as %j', async (name) => {
    const found = await find({ credHelpers: { 'ghcr.io': name } })
    expect(name === '' ? found === undefined : (found as { code: string }).code === 'credentials-unusable').toBe(true)
  })
})
