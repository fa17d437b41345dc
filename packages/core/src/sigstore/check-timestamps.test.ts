import { encodeStatement, fakeSigstore, githubIdentity } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { isInvalidJson, isJsonObject, readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import type { Authority } from '../x509/authority-chain.ts'
import type { Certificate } from '../x509/certificate.ts'
import { parseBundle } from './bundle.ts'
import { checkTimestamps } from './check-timestamps.ts'
import { signedMaterial } from './signed-material.ts'
import { parseTrustedRoot, type TimestampAuthority } from './trusted-root.ts'

const NOW = 1_790_000_000
const sigstore = fakeSigstore({ now: NOW })

function asRead(value: object) {
  const read = readJson(Buffer.from(JSON.stringify(value)))
  if (isInvalidJson(read) || !isJsonObject(read)) throw new TypeError('not an object')
  return read
}

const root = parseTrustedRoot(asRead(sigstore.trustedRoot))
const identity = githubIdentity({ repository: 'acme/app' })
const bundle = parseBundle(
  asRead(sigstore.bundle({ payload: encodeStatement({}), identity, signedAt: NOW, timestamp: true })),
)
if (isRejection(bundle) || bundle.signer.kind !== 'certificate') throw new TypeError('not a bundle')
const { timestamps } = bundle
const material = signedMaterial(bundle, bundle.signer)
const STAMPED = NOW + 1

/** The answer when every authority of the root is changed so. */
function answer(change: (authority: TimestampAuthority) => TimestampAuthority): unknown {
  const times = checkTimestamps(timestamps, material, {
    ...root,
    timestampAuthorities: root.timestampAuthorities.map(change),
  })
  return isRejection(times) ? times.code : times.times
}

const withCertificate = (authority: Authority, change: Partial<Certificate>): Authority => ({
  ...authority,
  certificate: { ...authority.certificate, ...change },
})

const withSigner =
  (change: Partial<Certificate>) =>
  (authority: TimestampAuthority): TimestampAuthority => ({
    ...authority,
    signers: authority.signers === 'embedded' ? [] : authority.signers.map((signer) => withCertificate(signer, change)),
  })

const withChain =
  (change: Partial<Certificate>) =>
  (authority: TimestampAuthority): TimestampAuthority => {
    const all = authority.chain.all.map((each) => withCertificate(each, change))
    return { ...authority, chain: { ...authority.chain, all } }
  }

describe('checkTimestamps', () => {
  it('verifies a token when signer, chain and window hold at its very second', () => {
    expect(answer((authority) => authority)).toEqual([STAMPED])
    expect(answer(withSigner({ notBefore: STAMPED, notAfter: STAMPED }))).toEqual([STAMPED])
    expect(answer(withChain({ notBefore: STAMPED, notAfter: STAMPED }))).toEqual([STAMPED])
    expect(answer((authority) => ({ ...authority, window: { start: STAMPED, end: STAMPED } }))).toEqual([STAMPED])
  })

  it.each([
    ['the signer ran out before', withSigner({ notAfter: STAMPED - 1 })],
    ['the signer begins after', withSigner({ notBefore: STAMPED + 1 })],
    ['an authority ran out before', withChain({ notAfter: STAMPED - 1 })],
    ['an authority begins after', withChain({ notBefore: STAMPED + 1 })],
    [
      'trust ended before',
      (authority: TimestampAuthority) => ({ ...authority, window: { start: 0, end: STAMPED - 1 } }),
    ],
    [
      'trust begins after',
      (authority: TimestampAuthority) => ({ ...authority, window: { start: STAMPED + 1, end: NOW * 2 } }),
    ],
    ['the signed hash names another certificate', withSigner({ raw: Buffer.from('another') })],
    ['the serial number is another', withSigner({ serial: Buffer.of(1) })],
    ['the issuer is another', withSigner({ issuer: Buffer.from('3000', 'hex') })],
    ['no signer is pinned that may stamp', (authority: TimestampAuthority) => ({ ...authority, signers: [] })],
  ])('rejects a token when %s: timestamp-invalid', (_, change) => {
    expect(answer(change)).toBe('timestamp-invalid')
  })

  it('rejects one bad token beside a good one: timestamp-invalid', () => {
    const both = checkTimestamps([...timestamps, Buffer.from('3000', 'hex')], material, root)
    expect(both).toMatchObject({ code: 'timestamp-invalid' })
  })

  it('rejects a token over other signature bytes: timestamp-invalid', () => {
    const other = { ...material, stampedBytes: Buffer.from('another') }
    expect(checkTimestamps(timestamps, other, root)).toMatchObject({ code: 'timestamp-invalid' })
  })

  it('gives no time from no token', () => {
    expect(checkTimestamps([], material, root)).toEqual({ times: [], authorities: new Set() })
  })
})
