import { parsePublicKey, sha256Digest } from '@pawl/core'
import { canonicalBytes } from '@pawl/document'
import { parsePolicy } from '@pawl/policy'
import { encodeEnvelope, signEnvelope, type TestKey, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { CONFIGURATION_TYPE } from './bundle.ts'
import { openConfiguration } from './open-configuration.ts'
import { isRefused } from './rejection.ts'
import type { SeenRevision } from './revision.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z
const operator = testKey('ed25519')
const stranger = testKey('ed25519')
const attester = testKey('p256')
const key = parsePublicKey(operator.publicPem)

const policy = (name: string): unknown =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
      },
    },
    NOW,
  )

const BUNDLE = {
  apiVersion: 'pawl.dev/v1',
  kind: 'ConfigurationBundle',
  name: 'acme',
  revision: 7,
  validUntil: NOW + 60,
  trust: {
    configuration: {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 'acme', revision: 3 },
      spec: { attesters: [{ name: 'security', keys: [{ file: 'security.pub' }], claims: ['review'] }] },
    },
    files: { 'security.pub': attester.publicPem },
  },
  policies: [policy('app')],
}

interface Asked {
  readonly signer?: TestKey
  readonly type?: string
  readonly now?: number
  readonly least?: number
  readonly seen?: readonly SeenRevision[]
}

function open(bundle: object, asked: Asked = {}) {
  const { signer = operator, type = CONFIGURATION_TYPE, now = NOW, least = 0, seen = [] } = asked
  const payload = Buffer.from(JSON.stringify(bundle))
  const bytes = encodeEnvelope(signEnvelope({ payload, payloadType: type, signers: [{ key: signer }] }))
  return openConfiguration(bytes, { keys: [key], revisions: { least, seen }, now })
}

/** The code, `thrown: ...`, or that it is open. */
function verdict(bundle: object, asked: Asked = {}): string {
  try {
    const opened = open(bundle, asked)
    return isRefused(opened) ? ('at' in opened ? `${opened.code} at ${opened.at}` : opened.code) : 'open'
  } catch (error) {
    return `thrown: ${error instanceof Error && 'code' in error ? String(error.code) : 'something else'}`
  }
}
const digestOf = (bundle: object): string => sha256Digest(Buffer.from(JSON.stringify(bundle)))
const { trust: TRUST, policies: POLICIES, ...HEAD } = BUNDLE

describe('openConfiguration', () => {
  it('opens what the operator signed, and reads every part of it', () => {
    const opened = open(BUNDLE)
    expect(opened).toMatchObject({
      digest: digestOf(BUNDLE),
      signedBy: [operator.id],
      bundle: { name: 'acme', revision: 7, validUntil: NOW + 60 },
      trust: { reference: { name: 'acme', revision: 3 }, attesters: [{ name: 'security', claims: ['review'] }] },
      policies: [{ name: 'app' }],
      profiles: undefined,
    })
  })

  it('refuses another signer, and another payload type: unsigned', () => {
    expect(open(BUNDLE, { signer: stranger })).toEqual({
      outcome: 'refused',
      code: 'unsigned',
      cause: 'signature-unverified',
    })
    expect(open(BUNDLE, { type: 'application/vnd.in-toto+json' })).toMatchObject({ cause: 'payload-type-unsupported' })
  })

  it('refuses a file beyond 4 MiB before it looks at it: unsigned', () => {
    const bytes = new Uint8Array(4_194_305)
    expect(openConfiguration(bytes, { keys: [key], revisions: { least: 0, seen: [] }, now: NOW })).toMatchObject({
      code: 'unsigned',
      cause: 'evidence-too-large',
    })
  })

  it('refuses it from its end on, and not a second before: ended', () => {
    expect(verdict(BUNDLE, { now: NOW + 59 })).toBe('open')
    expect(verdict(BUNDLE, { now: NOW + 60 })).toBe('ended')
    expect(verdict(BUNDLE, { now: Number.NaN })).toBe('ended')
  })

  it('refuses a revision below the floor: lower', () => {
    expect(verdict(BUNDLE, { least: 7 })).toBe('open')
    expect(verdict(BUNDLE, { least: 8 })).toBe('lower')
    expect(verdict(BUNDLE, { least: Number.NaN })).toBe('lower')
  })

  it('refuses a revision below one that was seen, a second content of one revision, another name: lower, forked, other-name (C113)', () => {
    const seen = (revision: number, digest = digestOf(BUNDLE), name = 'acme'): Asked => ({
      seen: [
        { name, revision: 1, digest: 'sha256:old' },
        { name, revision, digest },
      ],
    })
    expect(verdict(BUNDLE, seen(6))).toBe('open')
    expect(verdict(BUNDLE, seen(7))).toBe('open')
    expect(verdict(BUNDLE, seen(8))).toBe('lower')
    expect(verdict(BUNDLE, seen(7, 'sha256:other'))).toBe('forked')
    expect(verdict(BUNDLE, seen(6, 'sha256:old', 'globex'))).toBe('other-name')
  })

  it.each([
    ['apiVersion', { ...BUNDLE, apiVersion: 'pawl.dev/v2' }],
    ['kind', { ...BUNDLE, kind: 'Bundle' }],
    ['name', { ...BUNDLE, name: '' }],
    ['revision', { ...BUNDLE, revision: -1 }],
    ['revision', { ...BUNDLE, revision: '7' }],
    ['validUntil', { ...BUNDLE, validUntil: 'unlimited' }],
    ['validUntil', { ...HEAD, validUntil: undefined, trust: TRUST, policies: POLICIES }],
    ['policies', { ...HEAD, trust: TRUST }],
    ['policies', { ...BUNDLE, policies: [] }],
    ['policies', { ...BUNDLE, policies: [policy('app'), policy('app')] }],
    ['trust', { ...HEAD, policies: POLICIES }],
    ['trust', { ...BUNDLE, trust: { ...TRUST, files: { 'security.pub': 1 } } }],
    ['trust', { ...BUNDLE, trust: { ...TRUST, more: 1 } }],
    ['trust.files', { ...BUNDLE, trust: { ...TRUST, files: { ...TRUST.files, 'other.pub': attester.publicPem } } }],
    ['trust.files', { ...BUNDLE, trust: { ...TRUST, publicGood: '{}' } }],
    ['bundle', { ...BUNDLE, more: 1 }],
  ])('refuses what is signed and no bundle: malformed at %s', (at, bundle) => {
    expect(verdict(bundle)).toBe(`malformed at ${at}`)
  })

  it.each([
    ['policy-invalid', { ...BUNDLE, policies: [{ ...(policy('app') as object), requirements: [] }] }],
    ['policy-invalid', { ...BUNDLE, profiles: { kind: 'Profiles' } }],
    ['trust-invalid', { ...BUNDLE, trust: { ...TRUST, configuration: { ...TRUST.configuration, kind: 'Trust' } } }],
    ['key-invalid', { ...BUNDLE, trust: { ...TRUST, files: { 'security.pub': 'no key' } } }],
    ['source-unreadable', { ...BUNDLE, trust: { ...TRUST, files: {} } }],
  ])('throws what the operator has to mend: %s', (code, bundle) => {
    expect(verdict(bundle)).toBe(`thrown: ${code}`)
  })

  it('says nothing of the content of what nobody signed', () => {
    expect(verdict({ ...BUNDLE, policies: [{}] }, { signer: stranger })).toBe('unsigned')
  })
})

describe('the digest', () => {
  it('is that of the payload: canonical bytes have one, whoever signs them', () => {
    const payload = canonicalBytes(JSON.parse(JSON.stringify(BUNDLE)))
    const other = testKey('p384')
    const digests = [operator, other].map((signer) => {
      const bytes = encodeEnvelope(
        signEnvelope({ payload, payloadType: CONFIGURATION_TYPE, signers: [{ key: signer }] }),
      )
      const keys = [key, parsePublicKey(other.publicPem)]
      const opened = openConfiguration(bytes, { keys, revisions: { least: 0, seen: [] }, now: NOW })
      return isRefused(opened) ? opened.code : opened.digest
    })
    expect(digests).toEqual([sha256Digest(payload), sha256Digest(payload)])
  })
})
