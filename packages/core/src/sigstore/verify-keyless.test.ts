import { type BundleJson, encodeStatement, fakeSigstore, githubIdentity, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import { isRejection, type RejectionCode } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot, type TrustedRoot } from './trusted-root.ts'
import { verifyKeyless } from './verify-keyless.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })
const identity = githubIdentity({ repository: 'acme/app' })
const payload = encodeStatement({})
const key = testKey('p256')

function asRead(value: object): JsonObject {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

const root = parseTrustedRoot(asRead(sigstore.trustedRoot))

function keyless(bundle: BundleJson, trusted: TrustedRoot): RejectionCode | 'accepted' {
  const parsed = parseBundle(asRead(bundle))
  const proof = isRejection(parsed) ? parsed : verifyKeyless(parsed, trusted)
  return isRejection(proof) ? proof.code : 'accepted'
}

describe('verifyKeyless', () => {
  it('reads identity, fields and times when a bundle verifies', () => {
    const bundle = parseBundle(asRead(sigstore.bundle({ payload, identity, signedAt: NOW - 60, timestamp: true })))
    if (isRejection(bundle)) throw new TypeError(bundle.at)
    const proof = verifyKeyless(bundle, root)
    if (isRejection(proof)) throw new TypeError(proof.at)
    expect(proof.identity).toEqual({ san: identity.san, sanKind: 'uri', issuer: identity.issuer })
    expect(proof.extensions.get('sourceRepository')).toBe('https://github.com/acme/app')
    expect(proof.extensions.get('visibility')).toBe('public')
    expect(proof.extensions.size).toBe(14)
    expect(proof.times).toEqual([NOW - 59, NOW - 58])
    expect(proof.shortLived).toBe(true)
  })

  it('says that a leaf is not short-lived when it is valid for two hours', () => {
    const bundle = parseBundle(asRead(sigstore.bundle({ payload, identity, forge: 'leaf-validity-too-long' })))
    expect(isRejection(bundle) ? bundle : verifyKeyless(bundle, root)).toMatchObject({ shortLived: false })
  })

  it.each([
    ['email', { san: 'dev@acme.test', sanKind: 'email', issuer: 'https://accounts.test' }, 'email'],
    ['othername', { san: 'dev!acme.test', sanKind: 'other', issuer: 'https://accounts.test' }, 'othername'],
    ['uri', { san: 'https://acme.test/a', issuer: 'https://accounts.test', issuerIn: 'v1' }, 'uri'],
  ] as const)('reads the kind of the name when it is %s', (_, who, sanKind) => {
    const bundle = parseBundle(asRead(sigstore.bundle({ payload, identity: who })))
    expect(isRejection(bundle) ? bundle : verifyKeyless(bundle, root)).toMatchObject({
      identity: { san: who.san, sanKind, issuer: who.issuer },
    })
  })

  it.each(['https://acme.test/a,b', 'https://acme.test/"a', 'https://acme.test/a\nb', 'https://acme.test/\u0000', ''])(
    'rejects a name when it is %j: certificate-identity',
    (san) => {
      expect(keyless(sigstore.bundle({ payload, identity: { ...identity, san } }), root)).toBe('certificate-identity')
    },
  )

  it('rejects a proof when its tree size is not that of the checkpoint, even where the path fits: log-entry-invalid', () => {
    const bundle = JSON.parse(JSON.stringify(sigstore.bundle({ payload, identity, log: 'rekor2' })))
    const proof = bundle.verificationMaterial.tlogEntries[0].inclusionProof
    const size = Number(proof.treeSize)
    for (let other = size - 40; other < size + 40; other += 1) {
      proof.treeSize = String(Math.max(1, other))
      expect(keyless(bundle, root), `${other}`).toBe(other === size ? 'accepted' : 'log-entry-invalid')
    }
  })

  it('rejects a bundle under a root that knows neither its authority nor its log: log-entry-invalid', () => {
    const stranger = parseTrustedRoot(asRead(fakeSigstore({ now: NOW }).trustedRoot))
    expect(keyless(sigstore.bundle({ payload, identity }), stranger)).toBe('log-entry-invalid')
  })

  it('rejects a key bundle: signature-unverified', () => {
    expect(keyless(sigstore.keyBundle({ payload, key }), root)).toBe('signature-unverified')
  })
})

describe('a timestamp signer that the root does not pin', () => {
  const embedded = fakeSigstore({ now: NOW, timestampAuthority: { leafInRoot: false } })
  const trusted = parseTrustedRoot(asRead(embedded.trustedRoot))
  const stamped = { payload, identity, log: 'rekor2' } as const

  it('verifies a token when it brings a signer of the pinned authority', () => {
    expect(keyless(embedded.bundle(stamped), trusted)).toBe('accepted')
  })

  it.each([
    'timestamp-by-stranger',
    'timestamp-by-stranger-in-bag',
    'timestamp-without-eku',
    'timestamp-eku-borrowed',
  ] as const)('rejects a token when it is %s: timestamp-invalid', (forge) => {
    expect(keyless(embedded.bundle({ ...stamped, forge }), trusted)).toBe('timestamp-invalid')
  })

  it('verifies a genuine token when a forged twin lies first in the bag', () => {
    expect(keyless(embedded.bundle({ ...stamped, forge: 'timestamp-extra-certificate' }), trusted)).toBe('accepted')
  })

  it('rejects a token when the pinned signer may not stamp: timestamp-invalid', () => {
    const unfit = fakeSigstore({ now: NOW, timestampAuthority: { eku: false } })
    expect(keyless(unfit.bundle(stamped), parseTrustedRoot(asRead(unfit.trustedRoot)))).toBe('timestamp-invalid')
  })

  it.each(['sha256', 'sha384', 'sha512'] as const)('verifies a token when it hashes with %s', (hash) => {
    const hashed = fakeSigstore({ now: NOW, timestampAuthority: { hash } })
    expect(keyless(hashed.bundle(stamped), parseTrustedRoot(asRead(hashed.trustedRoot)))).toBe('accepted')
  })
})
