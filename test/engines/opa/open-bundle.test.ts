import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BundleAlgorithm, type BundleSigner, bundleSigner } from '../../../packages/opa/src/bundle/bundle-key.ts'
import { isBundleRejection } from '../../../packages/opa/src/bundle/bundle-rejection.ts'
import type { SeenBundle } from '../../../packages/opa/src/bundle/bundle-revision.ts'
import { packGzip, unpackGzip } from '../../../packages/opa/src/bundle/gzip.ts'
import { hashFile } from '../../../packages/opa/src/bundle/hash-file.ts'
import { openBundle } from '../../../packages/opa/src/bundle/open-bundle.ts'
import { type BundleFiles, readTar } from '../../../packages/opa/src/bundle/read-tar.ts'
import { signBundle } from '../../../packages/opa/src/bundle/sign-bundle.ts'
import { signToken } from '../../../packages/opa/src/bundle/signed-token.ts'
import { writeTar } from '../../../packages/opa/src/bundle/write-tar.ts'

const ed25519 = (): BundleSigner => signerOf('EdDSA')

function signerOf(algorithm: BundleAlgorithm): BundleSigner {
  const { privateKey } = keyPair(algorithm)
  return bundleSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), algorithm)
}

function keyPair(algorithm: BundleAlgorithm) {
  switch (algorithm) {
    case 'EdDSA':
      return generateKeyPairSync('ed25519')
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
    case 'RS256':
    case 'PS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
  }
}

const SIGNER = ed25519()
const MODULE = Buffer.from('\0asm')
const FILES = new Map([
  ['data.json', Buffer.from('{"limit":7.0}')],
  ['policy.wasm', MODULE],
])
const MANIFEST = { roots: [''], wasm: [{ entrypoint: 'acme/allow', module: '/policy.wasm' }], rego_version: 1 }

const bundle = (revision = 7, files: BundleFiles = FILES, manifest: object = MANIFEST, signer = SIGNER): Uint8Array =>
  signBundle({ files, manifest: { ...manifest }, revision }, { signer, keyId: 'default' })

interface Asked {
  readonly signers?: readonly BundleSigner[]
  readonly least?: number
  readonly seen?: readonly SeenBundle[]
}
const open = (bytes: Uint8Array, { signers = [SIGNER], least = 0, seen = [] }: Asked = {}) =>
  openBundle(bytes, { keys: signers.map(({ key }) => key), revisions: { least, seen } })

function verdict(bytes: Uint8Array, asked: Asked = {}): string {
  const opened = open(bytes, asked)
  if (!isBundleRejection(opened)) return 'open'
  return opened.file === undefined ? opened.code : `${opened.code} ${opened.file}`
}

/** The files of an archive, changed and packed again by somebody without the key. */
function changed(change: (files: Files) => void, bytes: Uint8Array = bundle()): Uint8Array {
  const files = readTar(unpackGzip(bytes) ?? Buffer.alloc(0))
  if (isBundleRejection(files)) throw new Error(files.code)
  const copy = new Map(files)
  change(copy)
  return packGzip(writeTar(copy))
}

type Files = Map<string, Uint8Array>
interface Payload {
  readonly files: readonly object[]
}
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const tokenOf = (files: BundleFiles): string =>
  JSON.parse(Buffer.from(files.get('.signatures.json') ?? []).toString()).signatures[0]
const withToken = (change: (token: string, files: BundleFiles) => unknown): Uint8Array =>
  changed((files) => files.set('.signatures.json', json({ signatures: [change(tokenOf(files), files)] })))
/** The payload of a bundle, changed and signed again by the key of the operator, or another. */
const withPayload = (change: (payload: Payload) => object, signer = SIGNER): Uint8Array =>
  withToken((token) => {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return signToken(change(payload), 'default', signer)
  })

describe('openBundle', () => {
  it('opens what the operator signed', () => {
    expect(open(bundle())).toMatchObject({
      revision: 7,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      entrypoints: ['acme/allow'],
      data: { limit: 7 },
      module: Uint8Array.from(MODULE),
      files: ['data.json', 'policy.wasm', '.manifest', '.signatures.json'],
    })
  })

  it.each(['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'] as const)('takes %s, and no other key of it', (algorithm) => {
    const signer = signerOf(algorithm)
    const bytes = bundle(7, FILES, MANIFEST, signer)
    expect(verdict(bytes, { signers: [SIGNER, signer] })).toBe('open')
    expect(verdict(bytes, { signers: [signerOf(algorithm)] })).toBe('bundle-signature-invalid')
  })

  it('takes nothing where no key is given: bundle-signature-invalid', () => {
    expect(verdict(bundle(), { signers: [] })).toBe('bundle-signature-invalid')
  })

  it.each([
    [
      'a changed module',
      (files: Files) => files.set('policy.wasm', Buffer.from('\0asN')),
      'bundle-file-changed policy.wasm',
    ],
    ['changed data', (files: Files) => files.set('data.json', json({ limit: 9 })), 'bundle-file-changed data.json'],
    [
      'data without a number as it was written',
      (files: Files) => files.set('data.json', json({ limit: 7 })),
      'bundle-file-changed data.json',
    ],
    [
      'data with a member twice',
      (files: Files) => files.set('data.json', Buffer.from('{"limit":9,"limit":7.0}')),
      'bundle-file-changed data.json',
    ],
    [
      'a changed manifest',
      (files: Files) => files.set('.manifest', json({ ...MANIFEST, revision: '8' })),
      'bundle-file-changed .manifest',
    ],
    ['no signature', (files: Files) => files.delete('.signatures.json'), 'bundle-unsigned'],
    ['one file more', (files: Files) => files.set('README.md', Buffer.from('x')), 'bundle-file-extra README.md'],
    ['one rule more', (files: Files) => files.set('a/b.rego', Buffer.from('package a')), 'bundle-file-extra a/b.rego'],
    ['one file less', (files: Files) => files.delete('data.json'), 'bundle-file-missing data.json'],
    ['no manifest', (files: Files) => files.delete('.manifest'), 'bundle-file-missing .manifest'],
    [
      'a file under another name',
      (files: Files) => files.set('a/policy.wasm', MODULE),
      'bundle-file-unsupported a/policy.wasm',
    ],
    ['a patch', (files: Files) => files.set('patch.json', json({})), 'bundle-file-unsupported patch.json'],
    [
      'data as YAML',
      (files: Files) => files.set('data.yaml', Buffer.from('a: 1')),
      'bundle-file-unsupported data.yaml',
    ],
    [
      'a second manifest',
      (files: Files) => files.set('.manifest.pb', Buffer.from('')),
      'bundle-file-unsupported .manifest.pb',
    ],
    [
      'a second signature',
      (files: Files) => files.set('a/.signatures.json', json({})),
      'bundle-file-unsupported a/.signatures.json',
    ],
    [
      'two tokens',
      (files: Files) => files.set('.signatures.json', json({ signatures: [tokenOf(files), tokenOf(files)] })),
      'bundle-unsigned',
    ],
    ['no token', (files: Files) => files.set('.signatures.json', json({ signatures: [] })), 'bundle-unsigned'],
    [
      'a plugin',
      (files: Files) => files.set('.signatures.json', json({ signatures: [tokenOf(files)], plugin: 'other' })),
      'bundle-unsigned',
    ],
    [
      'signatures that stand there twice',
      (files: Files) =>
        files.set('.signatures.json', Buffer.from(`{"signatures":["x"],"signatures":["${tokenOf(files)}"]}`)),
      'bundle-unsigned',
    ],
  ])('refuses $0: $2', (_, change, expected) => {
    expect(verdict(changed(() => undefined))).toBe('open')
    expect(verdict(changed((files) => void change(files)))).toBe(expected)
  })

  it('takes the plugin that OPA itself writes', () => {
    expect(
      verdict(
        changed((files) => files.set('.signatures.json', json({ signatures: [tokenOf(files)], plugin: '_default' }))),
      ),
    ).toBe('open')
  })

  it.each([
    ['a file twice', ({ files }: Payload) => ({ files: [...files, ...files.slice(0, 1)] })],
    [
      'another hash beside the right one',
      ({ files }: Payload) => ({ files: [...files, { ...files[0], hash: 'a'.repeat(64) }] }),
    ],
    [
      'the signature itself',
      ({ files }: Payload) => ({ files: [...files, { ...files[0], name: '.signatures.json' }] }),
    ],
    ['no file', () => ({ files: [] })],
    ['no list', () => ({ files: {} })],
    ['a scope', ({ files }: Payload) => ({ files, scope: 'write' })],
    ['a member more in a file', ({ files }: Payload) => ({ files: files.map((each) => ({ ...each, more: 1 })) })],
    [
      'a hash in capitals',
      ({ files }: Payload) => ({ files: files.map((each) => ({ ...each, hash: 'A'.repeat(64) })) }),
    ],
  ])('refuses a payload with %s, whoever signed it: bundle-signature-invalid', (_, change) => {
    expect(verdict(withPayload(change))).toBe('bundle-signature-invalid')
  })

  it.each(['MD5', 'SHA-1', 'SHA-224', 'none'])('refuses hashes by %s: bundle-file-changed', (algorithm) => {
    const weak = withPayload(({ files }) => ({ files: files.map((each) => ({ ...each, algorithm })) }))
    expect(verdict(weak)).toBe('bundle-file-changed data.json')
  })

  it('ignores times and keyid in the payload, as OPA does', () => {
    expect(verdict(withPayload((payload) => ({ ...payload, keyid: 'default', exp: 1, iat: 1 })))).toBe('open')
  })

  it('refuses the payload signed by another key: bundle-signature-invalid', () => {
    expect(verdict(withPayload((payload) => payload, ed25519()))).toBe('bundle-signature-invalid')
  })

  it('refuses what is no archive, or more than one: bundle-unreadable', () => {
    const bytes = bundle()
    expect(verdict(Buffer.concat([bytes, Buffer.from('x')]))).toBe('bundle-unreadable')
    expect(verdict(bytes.subarray(0, -1))).toBe('bundle-unreadable')
    expect(verdict(Buffer.from('{}'))).toBe('bundle-unreadable')
  })
})

describe('the content of what is signed', () => {
  const signed = (manifest: object, files: BundleFiles = FILES): string => verdict(bundle(7, files, manifest))

  it.each([
    ['a module elsewhere', { ...MANIFEST, wasm: [{ entrypoint: 'acme/allow', module: '/other.wasm' }] }],
    ['a module without an entrypoint', { ...MANIFEST, wasm: [{ module: '/policy.wasm' }] }],
    ['roots that are no list', { ...MANIFEST, roots: '' }],
    ['another member', { ...MANIFEST, more: 1 }],
    ['a member that Go reads as another', { ...MANIFEST, Revision: '9' }],
  ])('refuses a manifest with %s: bundle-manifest-invalid', (_, manifest) => {
    expect(signed(MANIFEST)).toBe('open')
    expect(signed(manifest)).toBe('bundle-manifest-invalid')
  })

  it('refuses data that is no object: bundle-data-invalid', () => {
    expect(signed(MANIFEST, new Map([['data.json', json([1])]]))).toBe('bundle-data-invalid')
    expect(signed(MANIFEST, new Map([['a.rego', json('')]]))).toBe('open')
  })
})

describe('the revision', () => {
  /** Signed by the operator, with a revision that our signer would not write. */
  function withRevision(revision: string): string {
    const bytes = changed((files) => {
      const before = JSON.parse(Buffer.from(files.get('.manifest') ?? []).toString())
      files.set('.manifest', json({ ...before, revision }))
      const listed = JSON.parse(Buffer.from(tokenOf(files).split('.')[1] ?? '', 'base64url').toString()).files.filter(
        ({ name }: { name: string }) => name !== '.manifest',
      )
      const hash = hashFile('.manifest', files.get('.manifest') ?? Buffer.alloc(0), 'SHA-256')
      files.set(
        '.signatures.json',
        json({
          signatures: [
            signToken({ files: [...listed, { name: '.manifest', hash, algorithm: 'SHA-256' }] }, 'k', SIGNER),
          ],
        }),
      )
    })
    return verdict(bytes)
  }

  it('names the digest of the content, or nothing', () => {
    expect(withRevision('7')).toBe('open')
    expect(withRevision('0')).toBe('open')
    expect(withRevision(`7-${'a'.repeat(64)}`)).toBe('bundle-revision-mismatch')
  })

  it.each(['', '07', '-1', '7-', '7-abc', 'v7', '7.0', '1e3', '9999999999999999', '７'])(
    'refuses the revision %j: bundle-manifest-invalid',
    (revision) => {
      expect(withRevision(revision)).toBe('bundle-manifest-invalid')
    },
  )

  it('refuses a revision below the floor: bundle-revision-lower', () => {
    expect(verdict(bundle(7), { least: 7 })).toBe('open')
    expect(verdict(bundle(7), { least: 8 })).toBe('bundle-revision-lower')
    expect(verdict(bundle(7), { least: Number.NaN })).toBe('bundle-revision-lower')
  })

  it('refuses a revision below one that was seen, and a second content of one: bundle-revision-lower, bundle-revision-forked (C113)', () => {
    const opened = open(bundle(7))
    if (isBundleRejection(opened)) throw new Error(opened.code)
    const seen = [
      { revision: 1, digest: 'sha256:old' },
      { revision: 7, digest: opened.digest },
    ]
    expect(verdict(bundle(7), { seen })).toBe('open')
    expect(verdict(bundle(8), { seen })).toBe('open')
    expect(verdict(bundle(6), { seen })).toBe('bundle-revision-lower')
    const other = new Map([...FILES, ['data.json', Buffer.from('{"limit":8}')]])
    expect(verdict(bundle(7, other), { seen })).toBe('bundle-revision-forked')
    expect(verdict(bundle(7, FILES, { ...MANIFEST, metadata: { other: true } }), { seen })).toBe(
      'bundle-revision-forked',
    )
  })
})

describe('signBundle', () => {
  it('writes the same bytes for the same content and key, whatever the order', () => {
    const turned = new Map([...FILES].reverse())
    expect(Buffer.from(bundle(7, turned)).equals(bundle(7))).toBe(true)
  })

  it('signs nothing that it would refuse', () => {
    expect(() => bundle(-1)).toThrow(RangeError)
    expect(() => bundle(1.5)).toThrow(RangeError)
    expect(() => bundle(7, new Map([['data.json', Buffer.from('{')]]))).toThrow(RangeError)
    expect(() => bundle(7, new Map([['.manifest', Buffer.from('{}')]]))).toThrow(RangeError)
  })
})
