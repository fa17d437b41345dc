import { parsePublicKey } from '@pawl/core'
import { parsePolicy } from '@pawl/policy'
import { encodeEnvelope, signEnvelope, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { CONFIGURATION_TYPE } from './bundle.ts'
import { openConfiguration } from './open-configuration.ts'
import { isRefused } from './rejection.ts'
import { type BundleParts, writeBundle } from './write-bundle.ts'

const NOW = 1_767_312_000
const operator = testKey('p384')
const attester = testKey('ed25519')
const material = {
  file: (path: string): string => (path === './security.pub' ? attester.publicPem : ''),
  publicGood: (): string => {
    throw new Error('nobody asks for it here')
  },
}

const trust = (file: string): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'TrustConfiguration',
  metadata: { name: 'acme', revision: 3 },
  spec: { attesters: [{ name: 'security', keys: [{ file }], claims: ['review'] }] },
})
const PARTS: BundleParts = {
  name: 'acme',
  revision: 1,
  validUntil: NOW + 60,
  trust: trust('./security.pub'),
  policies: [
    parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'app', revision: 1 },
        spec: {
          mode: 'enforce',
          images: ['**'],
          require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
        },
      },
      NOW,
    ),
  ],
}

describe('writeBundle', () => {
  it('writes what openConfiguration opens, with the text of every file that is named', () => {
    const written = writeBundle(PARTS, material)
    if (isRefused(written)) throw new Error(written.code)
    const { payload } = written
    const envelope = signEnvelope({ payload, payloadType: CONFIGURATION_TYPE, signers: [{ key: operator }] })
    const opened = openConfiguration(encodeEnvelope(envelope), {
      keys: [parsePublicKey(operator.publicPem)],
      revisions: { least: 1, seen: [] },
      now: NOW,
    })
    expect(opened).toMatchObject({
      bundle: { name: 'acme', trust: { files: { './security.pub': attester.publicPem } } },
      trust: { attesters: [{ keys: [{ key: { id: attester.id } }] }] },
    })
  })

  it('signs what DSSE says: the type and the payload with their lengths', () => {
    const written = writeBundle(PARTS, material)
    if (isRefused(written)) throw new Error(written.code)
    const payload = Buffer.from(written.payload).toString()
    expect(Buffer.from(written.toSign).toString()).toBe(
      `DSSEv1 42 application/vnd.pawl.configuration.v1+json ${Buffer.byteLength(payload)} ${payload}`,
    )
  })

  it('writes the same bytes whatever the order of members was', () => {
    const turned = Object.fromEntries(Object.entries(PARTS).toReversed()) as unknown as BundleParts
    expect(writeBundle(turned, material)).toEqual(writeBundle(PARTS, material))
  })

  it('refuses what no verifier could use: malformed', () => {
    expect(writeBundle({ ...PARTS, policies: [] }, material)).toMatchObject({ code: 'malformed', at: 'policies' })
    expect(writeBundle({ ...PARTS, validUntil: Number.NaN }, material)).toMatchObject({ code: 'malformed' })
  })

  it('throws for a file that holds no key: key-invalid', () => {
    expect(() => writeBundle({ ...PARTS, trust: trust('./other.pub') }, material)).toThrow(
      expect.objectContaining({ code: 'key-invalid', place: 'spec.attesters[0].keys[0].file' }),
    )
  })
})
