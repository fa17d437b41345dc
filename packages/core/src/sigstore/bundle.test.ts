import { encodeStatement, fakeSigstore, githubIdentity, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import { type Bundle, parseBundle } from './bundle.ts'

const sigstore = fakeSigstore({ now: 1_790_000_000 })
const identity = githubIdentity({ repository: 'acme/app' })
const payload = encodeStatement({})
// biome-ignore lint/suspicious/noExplicitAny: a tree of JSON that the cases below cut and bend anywhere
type Tree = any

const good = (): Tree => JSON.parse(JSON.stringify(sigstore.bundle({ payload, identity, timestamp: true })))

function codeOf(value: Tree): string {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) return 'json-invalid'
  const parsed: Bundle | ReturnType<typeof parseBundle> = parseBundle(read)
  return isRejection(parsed) ? parsed.code : 'accepted'
}

function changed(change: (bundle: Tree) => void): string {
  const bundle = good()
  change(bundle)
  return codeOf(bundle)
}

const entry = (bundle: Tree): Tree => bundle.verificationMaterial.tlogEntries[0]
const stamps = (bundle: Tree): Tree => bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps

describe('parseBundle', () => {
  it('reads a bundle when nothing is wrong with it', () => {
    expect(codeOf(good())).toBe('accepted')
  })

  it.each([
    ['application/vnd.dev.sigstore.bundle.v0.3+json', 'accepted'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'accepted'],
    ['application/vnd.dev.sigstore.bundle.v0.3+jsonEVIL', 'bundle-version-unsupported'],
    ['application/vnd.dev.sigstore.bundle.v0.9+json', 'bundle-version-unsupported'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.4', 'bundle-version-unsupported'],
    ['application/vnd.dev.sigstore.bundle+json; version=0.3', 'bundle-version-unsupported'],
    ['Application/vnd.dev.sigstore.bundle.v0.3+json', 'bundle-version-unsupported'],
    ['', 'bundle-version-unsupported'],
    [null, 'bundle-version-unsupported'],
  ])('answers media type %j: %s', (mediaType, code) => {
    expect(changed((bundle) => Object.assign(bundle, { mediaType }))).toBe(code)
  })

  it.each<[string, (bundle: Tree) => void]>([
    ['an unknown field of the bundle', (bundle) => Object.assign(bundle, { more: 1 })],
    ['a field in snake case', (bundle) => Object.assign(bundle, { media_type: 'x' })],
    ['an unknown field of the material', (bundle) => Object.assign(bundle.verificationMaterial, { more: 1 })],
    ['an unknown field of the envelope', (bundle) => Object.assign(bundle.dsseEnvelope, { more: 1 })],
    ['an unknown field of the signature', (bundle) => Object.assign(bundle.dsseEnvelope.signatures[0], { cert: 'x' })],
    ['an unknown field of an entry', (bundle) => Object.assign(entry(bundle), { more: 1 })],
    ['an unknown field of a proof', (bundle) => Object.assign(entry(bundle).inclusionProof, { more: 1 })],
    ['no material', (bundle) => delete bundle.verificationMaterial],
    ['no envelope', (bundle) => delete bundle.dsseEnvelope],
    ['no certificate and no key', (bundle) => delete bundle.verificationMaterial.certificate],
    ['a certificate and a key', (bundle) => Object.assign(bundle.verificationMaterial, { publicKey: { hint: 'x' } })],
    ['an empty certificate', (bundle) => Object.assign(bundle.verificationMaterial.certificate, { rawBytes: '' })],
    ['a negative index', (bundle) => Object.assign(entry(bundle), { logIndex: '-1' })],
    ['a hexadecimal index', (bundle) => Object.assign(entry(bundle), { logIndex: '0x1' })],
    ['an index with a leading zero', (bundle) => Object.assign(entry(bundle), { logIndex: '01' })],
    ['an index as a number', (bundle) => Object.assign(entry(bundle), { logIndex: 1 })],
    ['an index beyond 2^53', (bundle) => Object.assign(entry(bundle), { logIndex: '9007199254740993' })],
    ['a negative time', (bundle) => Object.assign(entry(bundle), { integratedTime: '-1' })],
    ['a negative tree size', (bundle) => Object.assign(entry(bundle).inclusionProof, { treeSize: '-1' })],
    ['a short root hash', (bundle) => Object.assign(entry(bundle).inclusionProof, { rootHash: 'AAAA' })],
    [
      '65 hashes',
      (bundle) => Object.assign(entry(bundle).inclusionProof, { hashes: Array(65).fill('A'.repeat(43).concat('=')) }),
    ],
    ['no checkpoint', (bundle) => delete entry(bundle).inclusionProof.checkpoint],
    ['no proof', (bundle) => delete entry(bundle).inclusionProof],
    ['no body', (bundle) => delete entry(bundle).canonicalizedBody],
    [
      '33 entries',
      (bundle) => Object.assign(bundle.verificationMaterial, { tlogEntries: Array(33).fill(entry(bundle)) }),
    ],
    ['one entry twice', (bundle) => bundle.verificationMaterial.tlogEntries.push(entry(bundle))],
    [
      '33 timestamps',
      (bundle) =>
        stamps(bundle).push(
          ...Array.from({ length: 32 }, (_, at) => ({ signedTimestamp: Buffer.from([at]).toString('base64') })),
        ),
    ],
    ['one timestamp twice', (bundle) => stamps(bundle).push(stamps(bundle)[0])],
    ['a timestamp that is not base64', (bundle) => Object.assign(stamps(bundle)[0], { signedTimestamp: 'AA=A' })],
    ['entries that are no list', (bundle) => Object.assign(bundle.verificationMaterial, { tlogEntries: {} })],
  ])('rejects a bundle with %s: bundle-malformed', (_, change) => {
    expect(changed(change)).toBe('bundle-malformed')
  })

  it.each<[string, (bundle: Tree) => void]>([
    ['no signature', (bundle) => Object.assign(bundle.dsseEnvelope, { signatures: [] })],
    ['two signatures', (bundle) => bundle.dsseEnvelope.signatures.push(bundle.dsseEnvelope.signatures[0])],
    ['signatures that are no list', (bundle) => Object.assign(bundle.dsseEnvelope, { signatures: null })],
  ])('rejects an envelope with %s: signature-count', (_, change) => {
    expect(changed(change)).toBe('signature-count')
  })

  it('rejects a signature that is not base64: envelope-malformed', () => {
    expect(changed((bundle) => Object.assign(bundle.dsseEnvelope.signatures[0], { sig: 'AA=A' }))).toBe(
      'envelope-malformed',
    )
  })

  it.each(['0.1', '0.2'] as const)(
    'rejects a certificate alone when the version is %s: bundle-malformed',
    (version) => {
      const mediaType = `application/vnd.dev.sigstore.bundle+json;version=${version}`
      expect(changed((bundle) => Object.assign(bundle, { mediaType }))).toBe('bundle-malformed')
    },
  )

  it('rejects a chain when the version is 0.3, and an empty chain: bundle-malformed', () => {
    const bundle: Tree = JSON.parse(JSON.stringify(sigstore.bundle({ payload, identity, version: '0.2' })))
    expect(codeOf(bundle)).toBe('accepted')
    const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
    expect(codeOf({ ...bundle, mediaType })).toBe('bundle-malformed')
    bundle.verificationMaterial.x509CertificateChain.certificates = []
    expect(codeOf(bundle)).toBe('bundle-malformed')
  })

  it('reads unset fields as absent, and a hint of any name', () => {
    const bundle: Tree = JSON.parse(
      JSON.stringify(sigstore.keyBundle({ payload, key: testKey('p256'), hint: 'constructor' })),
    )
    Object.assign(bundle.verificationMaterial, { timestampVerificationData: null, certificate: null })
    expect(codeOf(bundle)).toBe('accepted')
  })
})
