import {
  type BundleAlgorithm,
  bundleKey,
  bundleSigner,
  isBundleRejection,
  type OpenedBundle,
  openBundle,
  type SeenBundle,
  signBundle,
} from '@pawl/opa'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { ATTACKS } from './attacks.ts'
import { OPA, opaBundle, opaTakes } from './real-opa.ts'

// Loud: a run without opa names these as skipped.
const real = OPA === undefined ? describe.skip : describe

const RULES = `package acme

default allow := false

allow if data.acme.open
`
// A number as people write it, text that Go and JavaScript escape differently, names that UTF-8 and UTF-16 order differently.
const DATA =
  '{"acme":{"open":false,"limit":7.0,"large":1e2,"text":"\\u2028<&>\\u0001\u007fé","\uffee":1,"\u{1f600}":2}}'
const SOURCES = { 'acme.rego': RULES, 'data.json': DATA }
const MANIFEST = { roots: [''], rego_version: 1 }

const KINDS = [
  ['EdDSA', 'ed25519'],
  ['ES256', 'p256'],
  ['ES384', 'p384'],
  ['RS256', 'rsa'],
  ['PS256', 'rsa'],
] as const

const KEY = testKey('p256')
const ES256 = { key: KEY, algorithm: 'ES256' as BundleAlgorithm }
const scene = { stranger: testKey('p256') }

const byOpa = (revision = '7', signing = ES256, sources: Record<string, string> = SOURCES): Uint8Array =>
  opaBundle({ sources, target: 'wasm', entrypoints: ['acme/allow'], revision, ...signing })

const OTHER = Buffer.from('package other\n')
const byUs = (revision = 7, signing = ES256, more: readonly (readonly [string, Uint8Array])[] = []): Uint8Array =>
  signBundle(
    {
      files: new Map([
        ['data.json', Buffer.from(DATA.replace('"acme"', '"data"'))],
        ['policy.wasm', Buffer.from('\0asm\x01\0\0\0', 'latin1')],
        ['other.rego', OTHER],
        ...more,
      ]),
      manifest: MANIFEST,
      revision,
    },
    { signer: bundleSigner(signing.key.privatePem, signing.algorithm), keyId: 'default' },
  )

interface Asked {
  readonly signing?: typeof ES256
  readonly least?: number
  readonly seen?: readonly SeenBundle[]
}
const open = (bytes: Uint8Array, { signing = ES256, least = 0, seen = [] }: Asked = {}) =>
  openBundle(bytes, {
    keys: [bundleKey(signing.key.publicPem, signing.algorithm)],
    revisions: { least, seen },
  })
function verdict(bytes: Uint8Array, asked: Asked = {}): string {
  const opened = open(bytes, asked)
  return isBundleRejection(opened) ? opened.code : 'open'
}
function opened(bytes: Uint8Array): OpenedBundle {
  const bundle = open(bytes)
  if (isBundleRejection(bundle)) throw new Error(bundle.code)
  return bundle
}

describe('attacks on a bundle that we signed', () => {
  const bytes = byUs()

  it('are on one that is taken', () => {
    expect(verdict(bytes)).toBe('open')
  })

  it.each(ATTACKS.map((each) => [each.name, each] as const))('are refused: %s', (_, { make, code }) => {
    expect(verdict(make(bytes, scene))).toBe(code)
  })
})

real('what the real opa signs', () => {
  it.each(KINDS)('is taken: %s', (algorithm, kind) => {
    const signing = { key: testKey(kind), algorithm }
    const bytes = byOpa('7', signing)
    expect(open(bytes, { signing })).toMatchObject({ revision: 7, entrypoints: ['acme/allow'] })
    expect(verdict(bytes, { signing: { key: testKey(kind), algorithm } })).toBe('bundle-signature-invalid')
  })

  it('is refused where its revision cannot be compared: bundle-manifest-invalid', () => {
    for (const revision of ['', 'v7', '2026-11-24']) expect(verdict(byOpa(revision))).toBe('bundle-manifest-invalid')
  })

  it('names the digest of its content, where it is built with it: bundle-revision-mismatch for another', () => {
    const { digest } = opened(byOpa('7'))
    expect(opened(byOpa(`7-${digest.slice(7)}`)).digest).toBe(digest)
    expect(verdict(byOpa(`7-${'a'.repeat(64)}`))).toBe('bundle-revision-mismatch')
  })

  it('is refused where it is older, or has another content: bundle-revision-lower, bundle-revision-forked', () => {
    const { digest } = opened(byOpa('7'))
    const seen = [{ revision: 7, digest }]
    expect(verdict(byOpa('7'), { seen })).toBe('open')
    expect(verdict(byOpa('8'), { seen })).toBe('open')
    expect(verdict(byOpa('6'), { seen })).toBe('bundle-revision-lower')
    const other = { ...SOURCES, 'data.json': DATA.replace('false', 'true') }
    expect(verdict(byOpa('7', ES256, other), { seen })).toBe('bundle-revision-forked')
    expect(verdict(byOpa('8', ES256, other), { seen })).toBe('open')
  })
})

real('what we sign', () => {
  it.each(KINDS)('is taken by the real opa, and with no other key: %s', (algorithm, kind) => {
    const signing = { key: testKey(kind), algorithm }
    const bytes = byUs(7, signing, [['deep/er/other.rego', Buffer.from('package deep.er.other\n')]])
    expect(opaTakes(bytes, signing.key, algorithm)).toBe(true)
    expect(opaTakes(bytes, testKey(kind), algorithm)).toBe(false)
  })
})

real('attacks, as the real opa sees them', () => {
  const bytes = OPA === undefined ? Buffer.alloc(0) : byOpa()

  it('are on a bundle that both take', () => {
    expect(verdict(bytes)).toBe('open')
    expect(opaTakes(bytes, KEY, 'ES256')).toBe(true)
  })

  it.each(ATTACKS.map((each) => [each.name, each.opa, each] as const))(
    'are refused by us: %s, which opa %s',
    (_, opa, { make, code }) => {
      const attacked = make(bytes, scene)
      expect(verdict(attacked)).toBe(code)
      expect(opaTakes(attacked, KEY, 'ES256')).toBe(opa === 'takes')
    },
  )
})
