import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { identifyPolicy } from './identify-policy.ts'
import { parsePolicy } from './language/parse-policy.ts'
import { parseCompiledPolicy } from './load/parse-compiled-policy.ts'

const NOW = 1_763_812_800
const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const written = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'production', revision: 12 },
  spec: {
    mode: 'enforce',
    images: ['ghcr.io/acme/**'],
    require: [
      {
        name: 'reviewed',
        claim: 'scan',
        from: ['s'],
        maxAge: '24h',
        with: { claim: 'review', from: ['r'], maxAge: '14d', covers: { b: 'x', a: 'y' } },
      },
    ],
  },
}

/** The same value, every object with its members the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('identifyPolicy', () => {
  it('gives the SHA-256 of the canonical normal form, written out by hand', () => {
    const compiled = parsePolicy(
      {
        ...written,
        spec: { ...written.spec, require: [{ name: 'r', claim: 't', from: ['a'], maxAge: '1m' }] },
      },
      NOW,
    )
    const canonical =
      '{"apiVersion":"pawl.dev/v1","exceptions":[],"images":[{"glob":"ghcr.io/acme/**","re2":"(?s)^ghcr\\\\.io/acme/.*$"}],"kind":"CompiledPolicy",' +
      '"mode":"enforce","name":"production","nodes":[{"claim":"t","count":1,"from":["a"],"level":0,"maxAge":60,"where":[]}],' +
      '"requirements":[{"name":"r","node":0}],"revision":12,' +
      '"revoked":{"attesters":[],"digests":[],"signers":[],"statements":[]}}'
    expect(identifyPolicy(compiled, sha256).digest).toBe(sha256(Buffer.from(canonical)))
  })

  it('gives the same digest when the members of the written policy stand in another order', () => {
    const digest = identifyPolicy(parsePolicy(written, NOW), sha256).digest
    expect(identifyPolicy(parsePolicy(reversed(written), NOW), sha256).digest).toBe(digest)
  })

  it('gives the same digest when the members of the normal form stand in another order', () => {
    const compiled = parsePolicy(written, NOW)
    const other = parseCompiledPolicy(reversed(JSON.parse(JSON.stringify(compiled))))
    expect(identifyPolicy(other, sha256).digest).toBe(identifyPolicy(compiled, sha256).digest)
  })

  it('gives another digest when one second of one age is another', () => {
    const changed = JSON.parse(JSON.stringify(written).replace('24h', '86401s')) as unknown
    const same = JSON.parse(JSON.stringify(written).replace('24h', '86400s')) as unknown
    const digest = identifyPolicy(parsePolicy(written, NOW), sha256).digest
    expect(identifyPolicy(parsePolicy(changed, NOW), sha256).digest).not.toBe(digest)
    expect(identifyPolicy(parsePolicy(same, NOW), sha256).digest).toBe(digest)
  })
})
