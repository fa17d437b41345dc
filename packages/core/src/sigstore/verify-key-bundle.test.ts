import { type BundleJson, encodeStatement, fakeSigstore, githubIdentity, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, type JsonObject, readJson } from '../bytes/strict-json.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { isRejection, type RejectionCode } from '../rejection-codes.ts'
import { parseBundle } from './bundle.ts'
import { parseTrustedRoot, type TrustedRoot } from './trusted-root.ts'
import { verifyKeyBundle } from './verify-key-bundle.ts'

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

function keyed(bundle: BundleJson, trusted: readonly TrustedRoot[]): RejectionCode | 'accepted' {
  const parsed = parseBundle(asRead(bundle))
  const proof = isRejection(parsed) ? parsed : verifyKeyBundle(parsed, parsePublicKey(key.publicPem), trusted)
  return isRejection(proof) ? proof.code : 'accepted'
}

describe('verifyKeyBundle', () => {
  it('gives no times when no root is trusted, whatever the bundle brings', () => {
    const bundle = parseBundle(asRead(sigstore.keyBundle({ payload, key, forge: 'set-by-stranger' })))
    expect(isRejection(bundle) ? bundle : verifyKeyBundle(bundle, parsePublicKey(key.publicPem), [])).toEqual({
      times: [],
    })
  })

  it('verifies under the second root when the first knows nothing of the bundle', () => {
    const stranger = parseTrustedRoot(asRead(fakeSigstore({ now: NOW }).trustedRoot))
    const bundle = sigstore.keyBundle({ payload, key })
    expect(keyed(bundle, [stranger, root])).toBe('accepted')
    expect(keyed(bundle, [stranger])).toBe('log-entry-invalid')
  })

  it('rejects a hint that differs from the keyid, or is missing beside one: bundle-malformed (C54)', () => {
    expect(keyed(sigstore.keyBundle({ payload, key, hint: '', keyid: 'b' }), [])).toBe('bundle-malformed')
    expect(keyed(sigstore.keyBundle({ payload, key, hint: '', keyid: '' }), [])).toBe('accepted')
    expect(keyed(sigstore.keyBundle({ payload, key, hint: 'a', keyid: 'b' }), [])).toBe('bundle-malformed')
    expect(keyed(sigstore.keyBundle({ payload, key, hint: '__proto__', keyid: '' }), [])).toBe('accepted')
    expect(keyed(sigstore.keyBundle({ payload, key, hint: 'a', keyid: 'a' }), [])).toBe('accepted')
  })

  it('rejects another key, whatever the hint says: signature-invalid', () => {
    expect(keyed(sigstore.keyBundle({ payload, key: testKey('p256') }), [])).toBe('signature-invalid')
  })

  it('rejects a certificate bundle: signature-unverified', () => {
    expect(keyed(sigstore.bundle({ payload, identity }), [root])).toBe('signature-unverified')
  })
})
