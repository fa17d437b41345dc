import { describe, expect, it } from 'vitest'
import { pullSecret } from './pull-secret.ts'

const auth = Buffer.from('robot:secret').toString('base64')
const PASSWORD = { kind: 'password', username: 'robot', password: 'secret' }
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')
const find = (value: unknown, registry = 'ghcr.io'): Promise<unknown> =>
  pullSecret(value, 'secret.yaml').find({ registry, path: 'acme/app', signal: AbortSignal.timeout(1000) })
const config = { auths: { 'ghcr.io': { auth } } }

describe('pullSecret', () => {
  it.each([
    ['kubernetes.io/dockerconfigjson', { kind: 'Secret', data: { '.dockerconfigjson': encode(config) } }],
    ['the same as text', { kind: 'Secret', stringData: { '.dockerconfigjson': JSON.stringify(config) } }],
    ['kubernetes.io/dockercfg', { kind: 'Secret', data: { '.dockercfg': encode(config.auths) } }],
    ['a config.json', config],
    ['a .dockercfg', config.auths],
  ])('reads %s, for its host alone', async (_, value) => {
    expect(await find(value)).toEqual(PASSWORD)
    for (const other of ['evil-ghcr.io', 'ghcr.io.evil', 'ghcr.io:8443'])
      expect(await find(value, other)).toBeUndefined()
  })

  it('runs no helper that a Secret names, and reads no pattern of hosts', async () => {
    expect(await find({ credsStore: 'evil', credHelpers: { 'ghcr.io': 'evil' }, auths: {} })).toBeUndefined()
    expect(await find({ auths: { '*.io': { auth }, '*': { auth } } })).toBeUndefined()
  })

  it.each([
    ['no object', 'x'],
    ['a Secret of another type', { kind: 'Secret', data: { 'tls.crt': 'x' } }],
    ['no JSON inside', { kind: 'Secret', data: { '.dockerconfigjson': Buffer.from('{').toString('base64') } }],
  ])('throws for %s: source-unreadable', (_, value) => {
    expect(() => pullSecret(value, 'secret.yaml')).toThrowError(expect.objectContaining({ code: 'source-unreadable' }))
  })
})
