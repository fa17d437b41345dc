import { formatInstant } from '@pawl/document'
import type { BundleJson, EvidenceRequest, Forgery } from '@pawl/testkit'
import { fakeSigstore, slsaProvenanceV1, VULNERABILITY_REVIEW_V1, vulnerabilityReview } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { decisionOf } from './decision.ts'
import {
  CLAIM,
  changed,
  EC_KEY,
  GITHUB,
  judge,
  KEY,
  LOGGED,
  NOW,
  payloadOf,
  signed,
  sigstore,
  trustWith,
  verdict,
} from './scene.ts'
import { stampedContent, withContent } from './timestamp-content.ts'

const DAY = 86_400
const YEAR = 365 * DAY
const [{ runDetails: _, ...BARE }] = [{ ...slsaProvenanceV1() }] as [{ runDetails: unknown }]
/** Provenance that says of no moment: its age is that of the signature, or nothing. */
const timeless = payloadOf({ predicate: { ...BARE, runDetails: { builder: { id: 'https://builder.test' } } } })
const keyless = (more: Partial<EvidenceRequest> = {}): BundleJson =>
  sigstore.bundle({ payload: timeless, identity: GITHUB, ...more })
const PROMISED = LOGGED.filter(([, { log }]) => log !== 'rekor2')
const forged = (forge: Forgery, more: Partial<EvidenceRequest> = {}): string => verdict(keyless({ ...more, forge }))
const entry = (each: { verificationMaterial: { tlogEntries: object[] } }): Record<string, unknown> =>
  each.verificationMaterial.tlogEntries[0] as Record<string, unknown>

it('C27 an integrated time without the promise that binds it', () => {
  for (const [form, kind] of PROMISED) {
    const honest = keyless({ ...kind, timestamp: false })
    for (const time of [NOW - 3600, NOW, 0, 1]) {
      const stripped = changed(honest, (each) => {
        delete entry(each)['inclusionPromise']
        entry(each)['integratedTime'] = String(time)
      })
      const code = kind.version === '0.1' ? 'bundle-malformed' : 'time-missing'
      expect([verdict(honest), verdict(stripped)], form).toStrictEqual([CLAIM, code])
    }
  }
})

it('C28 an integrated time that is not the one of the promise, in bundles that have a proof as well', () => {
  for (const [form, kind] of PROMISED) {
    const honest = keyless({ ...kind, timestamp: false })
    const moved = changed(honest, (each) => (entry(each)['integratedTime'] = String(NOW - 3500)))
    const gone = changed(honest, (each) => delete entry(each)['integratedTime'])
    expect([verdict(honest), verdict(moved), verdict(gone)], form).toStrictEqual([
      CLAIM,
      'log-entry-invalid',
      'log-entry-invalid',
    ])
  }
  // Beside a timestamp the entry need not promise, and then its time is nobody's: it moves nothing.
  const stamped = keyless({ timestamp: true, forge: 'set-missing' })
  const moments = [NOW - 3598, NOW, NOW + YEAR, 0].map((time) => {
    const evidence = changed(stamped, (each) => (entry(each)['integratedTime'] = String(time)))
    return judge([evidence]).summary.claims.map(({ moment }) => moment)
  })
  expect(moments).toStrictEqual([[NOW - 3599], [NOW - 3599], [NOW - 3599], [NOW - 3599]])
})

it('C29 a time outside the certificate, and a promise by somebody else', () => {
  for (const [form, kind] of PROMISED) {
    expect(verdict(keyless(kind)), form).toBe(CLAIM)
    expect(forged('integrated-time-outside-leaf', kind), form).toBe('certificate-outside-validity')
    expect(forged('set-by-stranger', kind), form).toBe('log-entry-invalid')
    expect(forged('set-over-other-time', kind), form).toBe('log-entry-invalid')
    expect(forged('timestamp-outside-leaf', { ...kind, timestamp: true }), form).toBe('certificate-outside-validity')
  }
  expect(verdict(keyless({ log: 'rekor2' }))).toBe(CLAIM)
  expect(forged('timestamp-outside-leaf', { log: 'rekor2' })).toBe('certificate-outside-validity')
})

it('C30 a leaf that outlives its authority', () => {
  // The intermediate ran out a year ago, and the log signs two seconds after the leaf begins.
  const at = (signedAt: number): string => forged('intermediate-expired', { signedAt })
  expect([at(NOW - YEAR - 2), at(NOW - YEAR - 1)]).toStrictEqual([CLAIM, 'certificate-outside-validity'])
  expect([at(NOW - 2 * YEAR), at(NOW - 3600)]).toStrictEqual([CLAIM, 'certificate-outside-validity'])
  const retired = (signedAt: number): string => forged('ca-retired', { signedAt })
  expect([retired(NOW - YEAR - 2), retired(NOW - YEAR - 1)]).toStrictEqual([CLAIM, 'certificate-outside-validity'])
})

it('C31 a certificate in the bag of a timestamp that has what its signer lacks', () => {
  const embedding = fakeSigstore({ now: NOW, timestampAuthority: { leafInRoot: false } })
  const files = { embedding: JSON.stringify(embedding.trustedRoot) }
  const trust = trustWith({ roots: [{ name: 'r', trustedRoot: 'embedding' }] }, files)
  for (const log of ['rekor2', 'rekor1-dsse'] as const) {
    const request = { payload: timeless, identity: GITHUB, timestamp: true, log }
    const pinned = (forge: Forgery): string => verdict(sigstore.bundle({ ...request, forge }))
    const embedded = (forge: Forgery): string => verdict(embedding.bundle({ ...request, forge }), { trust })
    for (const stamped of [pinned, embedded]) {
      // A genuine token with a forged certificate before the real one: the real one signed.
      expect(stamped('timestamp-extra-certificate')).toBe(CLAIM)
      expect(stamped('timestamp-eku-borrowed')).toBe('timestamp-invalid')
      expect(stamped('timestamp-without-eku')).toBe('timestamp-invalid')
      expect(stamped('timestamp-by-stranger-in-bag')).toBe('timestamp-invalid')
    }
  }
})

it('C32 a timestamp over other bytes, by a stranger, by an authority that is trusted no more', () => {
  for (const log of ['rekor2', 'rekor1-dsse', 'none'] as const) {
    // A root with logs wants an entry, so that a timestamp alone is only for keys.
    const by = (forge?: Forgery): string => {
      const request = { payload: timeless, log, timestamp: true, ...(forge === undefined ? {} : { forge }) }
      return verdict(log === 'none' ? sigstore.keyBundle({ ...request, key: EC_KEY }) : keyless(request))
    }
    expect(by()).toBe(CLAIM)
    expect(by('timestamp-over-other-bytes')).toBe('timestamp-invalid')
    expect(by('timestamp-by-stranger')).toBe('timestamp-invalid')
    expect(by('timestamp-by-stranger-in-bag')).toBe('timestamp-invalid')
    expect(by('timestamp-authority-retired')).toBe('timestamp-invalid')
  }
  // Of another signature by the same key over the same payload.
  const [one, two] = [keyless({ log: 'rekor2' }), keyless({ log: 'rekor2' })]
  const swapped = changed(one, (each) => {
    each.verificationMaterial.timestampVerificationData = two.verificationMaterial.timestampVerificationData
  })
  expect([verdict(one), verdict(swapped)]).toStrictEqual([CLAIM, 'timestamp-invalid'])
  // A genuine token of which the content is that of another: what is signed is the digest of the content, in an attribute.
  const genuine = keyless({ log: 'rekor2' })
  let other = keyless({ log: 'rekor2' })
  while (stampedContent(other).length !== stampedContent(genuine).length) other = keyless({ log: 'rekor2' })
  expect([verdict(genuine), verdict(other)]).toStrictEqual([CLAIM, CLAIM])
  expect(verdict(withContent(genuine, genuine, stampedContent(genuine)))).toBe(CLAIM)
  expect(verdict(withContent(other, genuine, stampedContent(other)))).toBe('timestamp-invalid')
})

it('C34 a signature outside of the window of its key', () => {
  const keys = [{ file: 'key', validFrom: formatInstant(NOW - 10 * DAY), validUntil: formatInstant(NOW - 5 * DAY) }]
  const trust = trustWith({ attesters: [{ name: 'keyed', keys, claims: ['provenance'] }] })
  const at = (signedAt: number): string => {
    const logged = verdict(sigstore.keyBundle({ payload: timeless, key: KEY, signedAt }), { trust })
    const request = { payload: timeless, key: KEY, signedAt, log: 'none', timestamp: true } as const
    expect(verdict(sigstore.keyBundle(request), { trust })).toBe(logged)
    return logged
  }
  expect([at(NOW - 7 * DAY), at(NOW - 11 * DAY), at(NOW - 4 * DAY)]).toStrictEqual([
    CLAIM,
    'key-outside-validity',
    'key-outside-validity',
  ])
  // Without a verified time it is that of now.
  expect(verdict(signed(timeless), { trust })).toBe('key-outside-validity')
  expect(verdict(sigstore.keyBundle({ payload: timeless, key: KEY, log: 'none' }), { trust })).toBe(
    'key-outside-validity',
  )
})

it('C35 a signature by key that nobody saw at any time', () => {
  const requirement = (maxAge: string): object => ({ claim: 'provenance', maxAge })
  const bare = judge([signed(timeless)])
  expect(bare.summary.claims.map(({ moment }) => moment)).toStrictEqual([undefined])
  for (const maxAge of ['1s', '7d', '5200w']) expect(decisionOf(requirement(maxAge), bare)).toBe('deny moment-missing')
  expect(decisionOf(requirement('unlimited'), bare)).toBe('allow')
  // A stamp of today says no more: anybody can have an old signature stamped. What the signer says is a moment.
  const stamped = judge([sigstore.keyBundle({ payload: timeless, key: KEY, timestamp: true })])
  expect(decisionOf(requirement('7d'), stamped)).toBe('deny moment-missing')
  const dated = judge([signed(payloadOf())])
  expect([decisionOf(requirement('7d'), dated), decisionOf(requirement('1h'), dated)]).toStrictEqual([
    'allow',
    'deny claim-too-old',
  ])
})

const review = (change: object): Uint8Array =>
  signed(payloadOf({ predicateType: VULNERABILITY_REVIEW_V1, predicate: { ...vulnerabilityReview(), ...change } }))

it('C41 clocks: 300 seconds of difference and not one more, and none of them lengthens a life', () => {
  const reviewedAt = (at: number): string =>
    decisionOf({ claim: 'review' }, judge([review({ reviewedAt: formatInstant(at) })]))
  expect([reviewedAt(NOW), reviewedAt(NOW + 300), reviewedAt(NOW + 301)]).toStrictEqual([
    'allow',
    'allow',
    'deny moment-in-future',
  ])
  // Against the verified time of the signature, which is a second after it was made.
  const finished = (at: number): string => {
    const predicate = slsaProvenanceV1({ finishedOn: formatInstant(at) })
    return verdict(sigstore.keyBundle({ payload: payloadOf({ predicate }), key: KEY, log: 'none', timestamp: true }))
  }
  expect([finished(NOW - 3599 + 300), finished(NOW - 3599 + 301)]).toStrictEqual([CLAIM, 'moment-after-signature'])
  // The clock of whoever asks is behind that of the verifier.
  const asked = (now: number): string => decisionOf({ claim: 'review' }, judge([review({})]), now)
  expect([asked(NOW), asked(NOW - 300), asked(NOW - 301)]).toStrictEqual(['allow', 'allow', 'deny clock-error'])
  // An end is the first second that is too late, for whoever's clock.
  const ending = judge([review({ expiresAt: formatInstant(NOW + 10) })])
  const until = (now: number): string => decisionOf({ claim: 'review' }, ending, now)
  expect([until(NOW + 9), until(NOW + 10)]).toStrictEqual(['allow', 'deny claim-expired'])
  const fresh = judge([review({ reviewedAt: formatInstant(NOW - 60) })])
  const aged = (now: number): string => decisionOf({ claim: 'review', maxAge: '70s' }, fresh, now)
  expect([aged(NOW + 10), aged(NOW + 11)]).toStrictEqual(['allow', 'deny claim-too-old'])
  expect([asked(NOW + 299), asked(NOW + 300)]).toStrictEqual(['allow', 'deny entry-expired'])
})
