import { describe, expect, it } from 'vitest'
import { bestKey, parseRegistryKey } from './registry-key.ts'

describe('parseRegistryKey', () => {
  it.each([
    ['ghcr.io', 'ghcr.io', ''],
    ['GHCR.io', 'ghcr.io', ''],
    ['https://ghcr.io', 'ghcr.io', ''],
    ['https://ghcr.io/', 'ghcr.io', ''],
    ['https://ghcr.io/v2/', 'ghcr.io', ''],
    ['ghcr.io:443', 'ghcr.io', ''],
    ['ghcr.io:8443', 'ghcr.io:8443', ''],
    ['localhost:5000', 'localhost:5000', ''],
    ['https://index.docker.io/v1/', 'docker.io', ''],
    ['docker.io', 'docker.io', ''],
    ['registry-1.docker.io', 'docker.io', ''],
    ['ghcr.io/acme', 'ghcr.io', 'acme'],
    ['ghcr.io/acme/team/', 'ghcr.io', 'acme/team'],
    ['https://ghcr.io/acme', 'ghcr.io', 'acme'],
  ])('reads %s', (key, registry, path) => {
    expect(parseRegistryKey(key)).toEqual({ registry, path })
  })

  it.each([
    '',
    'acme',
    '*.ghcr.io',
    '*',
    'ghcr.io:',
    'ghcr.io:x',
    'ghcr.io:70000',
    'user@ghcr.io',
    '/x',
    'ftp://ghcr.io',
    'a..b',
    '-a.b',
    '[::1]',
  ])('reads nothing of %j', (key) => {
    expect(parseRegistryKey(key)).toBeUndefined()
  })
})

describe('bestKey', () => {
  const KEYS = ['ghcr.io', 'ghcr.io/acme', 'ghcr.io/acme/team/app', 'ghcr.io:8443', 'https://index.docker.io/v1/']

  it.each([
    ['ghcr.io', 'other/app', 'ghcr.io'],
    ['ghcr.io', 'acme/app', 'ghcr.io/acme'],
    ['ghcr.io', 'acme', 'ghcr.io/acme'],
    ['ghcr.io', 'acme/team/app', 'ghcr.io/acme/team/app'],
    ['ghcr.io', 'acme/team/app-evil', 'ghcr.io/acme'],
    ['ghcr.io', 'acme-evil/app', 'ghcr.io'],
    ['ghcr.io:8443', 'acme/app', 'ghcr.io:8443'],
    ['docker.io', 'library/app', 'https://index.docker.io/v1/'],
  ])('for %s/%s is %s', (registry, path, key) => {
    expect(bestKey(KEYS, registry, path)).toBe(key)
  })

  it.each(['evil-ghcr.io', 'ghcr.io.evil', 'ghcr.io:5000', 'ghcr', 'io', 'docker.io.evil', 'evil-docker.io'])(
    'is none for %s (C84)',
    (registry) => {
      expect(bestKey(KEYS, registry, 'acme/app')).toBeUndefined()
    },
  )

  it('is none for acme-evil where only acme has one (C85)', () => {
    expect(bestKey(['ghcr.io/acme'], 'ghcr.io', 'acme-evil/app')).toBeUndefined()
    expect(bestKey(['ghcr.io/acme'], 'ghcr.io', 'acme/app')).toBe('ghcr.io/acme')
  })
})
