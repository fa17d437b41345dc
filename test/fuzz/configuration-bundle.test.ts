import { isRefused, openConfiguration, profileIn, type SignedConfiguration, writeBundle } from '@pawl/configuration'
import { Fault, parsePublicKey } from '@pawl/core'
import { ConfigurationInvalid } from '@pawl/document'
import { parsePolicy } from '@pawl/policy'
import { encodeEnvelope, signEnvelope, testKey } from '@pawl/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../generators/prng.ts'
import { SEED, SIZE } from './fuzz-size.ts'
import { brokenValue } from './near-yes.ts'

const RUNS = SIZE === 'long' ? 20_000 : 1500
const BITS = SIZE === 'long' ? Number.POSITIVE_INFINITY : 3000
console.log(`configuration bundles: seed ${SEED}, ${RUNS} broken payloads, at most ${BITS} bits`)

const NOW = 1_767_312_000
const operator = testKey('ed25519')
const attester = testKey('p256')
const keys = [parsePublicKey(operator.publicPem)]
const TYPE = 'application/vnd.pawl.configuration.v1+json'

const TRUST = {
  apiVersion: 'pawl.dev/v1',
  kind: 'TrustConfiguration',
  metadata: { name: 'acme', revision: 3 },
  spec: { attesters: [{ name: 'security', keys: [{ file: 'a.pub' }], claims: ['review'] }] },
}
const POLICY = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'app', revision: 1 },
  spec: {
    mode: 'enforce',
    images: ['ghcr.io/acme/**'],
    require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
    revoked: { digests: [`sha256:${'a'.repeat(64)}`] },
  },
}
const PROFILES = {
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'acme', revision: 1 },
  spec: {
    profiles: [{ name: 'strict', mode: 'enforce', policies: ['app'], namespaces: ['prod-*'] }],
    unknownNamespaces: 'strict',
  },
}

function goodPayload(): Uint8Array {
  const head = { name: 'acme', revision: 7, validUntil: NOW + 60, profiles: PROFILES }
  const parts = { ...head, trust: TRUST, policies: [parsePolicy(POLICY, NOW)] }
  const written = writeBundle(parts, { file: () => attester.publicPem, publicGood: () => '' })
  if (isRefused(written)) throw new Error(written.code)
  return written.payload
}
const payload = goodPayload()
const sign = (bytes: Uint8Array): Uint8Array =>
  encodeEnvelope(signEnvelope({ payload: bytes, payloadType: TYPE, signers: [{ key: operator, keyid: 'hint' }] }))

const CLOSED = new Set(['unsigned', 'malformed', 'ended', 'lower', 'forked', 'other-name'])

/** The configuration, or undefined: then the refusal was one of the closed list, or a fault of the operator's that is thrown. */
function opened(bytes: Uint8Array): SignedConfiguration | undefined {
  try {
    const found = openConfiguration(bytes, { keys, revisions: { least: 7, seen: [] }, now: NOW })
    if (!isRefused(found)) return found
    expect(CLOSED).toContain(found.code)
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) expect(error).toBeInstanceOf(Fault)
  }
  return undefined
}

describe('a signed configuration', () => {
  const good = sign(payload)
  const digest = opened(good)?.digest

  it('is none, or the very same, when any bit of its file is another', { timeout: 3_600_000 }, () => {
    expect(digest).toMatch(/^sha256:/)
    const random = createRandom(SEED)
    const all = good.length * 8
    const bits =
      BITS >= all ? Array.from({ length: all }, (_, n) => n) : Array.from({ length: BITS }, () => random.int(all))
    const survivors = bits.filter((bit) => {
      const changed = Uint8Array.from(good)
      const place = bit >> 3
      changed[place] = (changed[place] ?? 0) ^ (1 << (bit & 7))
      const found = opened(changed)
      if (found !== undefined) expect(found.digest).toBe(digest)
      return found !== undefined
    })
    // The keyid is an unsigned hint (C53): its value may change, and its name too, which makes it a member that nobody knows. Nothing else.
    const member = Buffer.from(good).indexOf('"keyid":"hint"')
    const elsewhere = survivors.map((bit) => bit >> 3).filter((at) => !(at > member && at < member + 13))
    expect(elsewhere).toEqual([])
    expect(bits.length).toBeGreaterThan(2000)
  })

  it('never opens what it does not say, when the operator signs a broken one', () => {
    const value: unknown = JSON.parse(Buffer.from(payload).toString())
    const seen = { opened: 0, refused: 0 }
    const property = fc.property(brokenValue(value), (broken) => {
      const bytes = Buffer.from(JSON.stringify(broken) ?? 'null')
      const found = opened(sign(bytes))
      seen[found === undefined ? 'refused' : 'opened'] += 1
      if (found === undefined) return
      const { bundle } = found
      expect(JSON.parse(JSON.stringify(broken))).toMatchObject({
        kind: 'ConfigurationBundle',
        name: bundle.name,
        revision: bundle.revision,
        validUntil: bundle.validUntil,
      })
      expect(bundle.revision).toBeGreaterThanOrEqual(7)
      const namespace = found.profiles === undefined ? undefined : 'anything'
      expect(profileIn(found, namespace)?.validUntil).toBe(bundle.validUntil)
    })
    fc.assert(property, { seed: SEED, numRuns: RUNS })
    console.log('broken bundles', seen)
    expect(seen.refused).toBeGreaterThan(RUNS / 2)
    expect(seen.opened).toBeGreaterThan(0)
  })
})
