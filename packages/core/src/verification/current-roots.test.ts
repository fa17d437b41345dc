import { formatInstant } from '@pawl/document'
import {
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { verifyImage } from '../assembly/verify-image.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'

const NOW = 1_790_000_000
const END = NOW + 100
const HEX = 'a'.repeat(64)
const sigstore = fakeSigstore({ now: NOW })
const stranger = fakeSigstore({ now: NOW })
const key = testKey('ed25519')
const identity = githubIdentity({ repository: 'acme/app' })
const payload = encodeStatement(
  statement({
    subject: [{ digest: { sha256: HEX } }],
    predicateType: VULNERABILITY_REVIEW_V1,
    predicate: vulnerabilityReview({ reviewedAt: formatInstant(NOW - 7200), expiresAt: formatInstant(NOW + 86_400) }),
  }),
)

const refreshed = (trustedRoot: object, expires: number): string =>
  JSON.stringify({
    apiVersion: 'pawl.dev/v1',
    kind: 'RefreshedRoot',
    expires: formatInstant(expires),
    trustedRoot,
    tuf: {},
  })
const FILES: Readonly<Record<string, string>> = {
  key: key.publicPem,
  plain: JSON.stringify(sigstore.trustedRoot),
  refreshed: refreshed(sigstore.trustedRoot, END),
  stranger: refreshed(stranger.trustedRoot, END - 50),
}

type Kind = 'trustedRoot' | 'refreshed'

/** What becomes of the evidence at a time, and until when that holds. */
function judged(evidence: object, roots: readonly (readonly [kind: Kind, file: string])[], verifiedAt = NOW) {
  const trust = loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: roots.map(([kind, file], index) => ({ name: `r${index}`, [kind]: file })),
        attesters: [
          { name: 'reviewer', keys: [{ file: 'key' }], claims: ['review'] },
          ...(roots.length === 0
            ? []
            : [
                {
                  name: 'ci',
                  keyless: [{ root: 'r0', issuer: identity.issuer, identity: identity.san }],
                  claims: ['review'],
                },
              ]),
        ],
      },
    },
    { file: (path) => Buffer.from(FILES[path] ?? ''), publicGood: () => new Uint8Array() },
  )
  const fetched = [{ source: 'test', bytes: Buffer.from(JSON.stringify(evidence)) }]
  const { findings, summary } = verifyImage(fetched, pinSubject(`sha256:${HEX}`, new Map()), trust, {
    verifiedAt,
    validUntil: verifiedAt + 300,
  })
  const [result] = findings.map((each) => (isRejection(each.result) ? each.result.code : each.result.attester))
  return [result, summary.validUntil - NOW]
}

const keyless = sigstore.bundle({ payload, identity, signedAt: NOW - 3600 })
const byKey = sigstore.keyBundle({ payload, key, signedAt: NOW - 3600 })
const bare = sigstore.keyBundle({ payload, key, log: 'none' })

describe('a root that came by a refresh (C40)', () => {
  it('vouches until its end, and what it vouched for ends with it', () => {
    expect(judged(keyless, [['trustedRoot', 'plain']])).toEqual(['ci', 300])
    expect(judged(keyless, [['refreshed', 'refreshed']])).toEqual(['ci', 100])
    expect(judged(keyless, [['refreshed', 'refreshed']], END - 1)).toEqual(['ci', 100])
  })

  it('vouches for nothing from the first second of its end: trusted-root-expired', () => {
    expect(judged(keyless, [['refreshed', 'refreshed']], END)).toEqual(['trusted-root-expired', 400])
    expect(judged(keyless, [['trustedRoot', 'plain']], END)).toEqual(['ci', 400])
  })

  it('takes no other root with it', () => {
    const roots = [
      ['trustedRoot', 'plain'],
      ['refreshed', 'stranger'],
    ] as const
    expect(judged(keyless, roots)).toEqual(['ci', 50])
    expect(judged(keyless, roots, END)).toEqual(['ci', 400])
  })

  it('says so of a key bundle too, which could otherwise do without a log: trusted-root-expired', () => {
    const roots = [['refreshed', 'refreshed']] as const
    expect(judged(byKey, roots)).toEqual(['reviewer', 100])
    expect(judged(byKey, roots, END)[0]).toBe('trusted-root-expired')
    expect(judged(byKey, [], END)[0]).toBe('reviewer')
    const both = [...roots, ['trustedRoot', 'plain']] as const
    expect(judged(byKey, both, END)[0]).toBe('reviewer')
    expect(
      judged(
        byKey,
        [
          ['refreshed', 'stranger'],
          ['refreshed', 'refreshed'],
        ],
        END - 50,
      )[0],
    ).toBe('reviewer')
    expect(
      judged(
        byKey,
        [
          ['refreshed', 'refreshed'],
          ['refreshed', 'stranger'],
        ],
        END,
      )[0],
    ).toBe('trusted-root-expired')
  })

  it('has no say over a key that signs without log and time', () => {
    expect(judged(bare, [['refreshed', 'refreshed']], END)[0]).toBe('reviewer')
  })

  it('does not lend its end to the signature of another key: signature-unverified', () => {
    const foreign = sigstore.keyBundle({ payload, key: testKey('ed25519'), signedAt: NOW - 3600 })
    expect(judged(foreign, [['refreshed', 'refreshed']], END)[0]).toBe('signature-unverified')
  })
})
