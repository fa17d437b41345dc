import type { Claim } from '@pawl/document'
import { formatInstant } from '@pawl/document'
import {
  type EvidenceRequest,
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  slsaProvenanceV1,
  statement,
  testKey,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { verifyImage } from '../assembly/verify-image.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'

const NOW = 1_763_812_800
const HEX = 'a'.repeat(64)
const DAY = 86_400
const sigstore = fakeSigstore({ now: NOW })
const KEY = testKey('p256')
const identity = githubIdentity({ repository: 'acme/app' })

const trust = (key: object = {}) =>
  loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: [{ name: 'r', trustedRoot: 'root' }],
        attesters: [
          {
            name: 'ci',
            keyless: [{ root: 'r', issuer: identity.issuer, identity: identity.san }],
            claims: ['provenance'],
          },
          { name: 'keyed', keys: [{ file: 'key', ...key }], claims: ['provenance'] },
        ],
      },
    },
    {
      file: (path) => Buffer.from(path === 'key' ? KEY.publicPem : JSON.stringify(sigstore.trustedRoot)),
      publicGood: () => new Uint8Array(),
    },
  )
const request = (finished: number | undefined, change: Partial<EvidenceRequest> = {}): EvidenceRequest => {
  const predicate = JSON.parse(JSON.stringify(slsaProvenanceV1({ finishedOn: formatInstant(finished ?? 0) })))
  if (finished === undefined) delete predicate.runDetails.metadata
  return {
    payload: encodeStatement(
      statement({ subject: [{ digest: { sha256: HEX } }], predicateType: SLSA_PROVENANCE_V1, predicate }),
    ),
    ...change,
  }
}
function result(bundle: object, key: object = {}): Claim | string {
  const evidence = [{ source: 'x', bytes: Buffer.from(JSON.stringify(bundle)) }]
  const times = { verifiedAt: NOW, validUntil: NOW + 300 }
  const [finding] = verifyImage(evidence, pinSubject(`sha256:${HEX}`, new Map()), trust(key), times).findings
  if (finding === undefined) throw new Error('no finding')
  return isRejection(finding.result) ? finding.result.code : finding.result
}
const keyless = (
  finished: number | undefined,
  signedAt: number,
  change: Partial<EvidenceRequest> = {},
): Claim | string => result(sigstore.bundle({ ...request(finished, change), identity, signedAt }))
const keyed = (finished: number | undefined, signedAt: number, key: object = {}): Claim | string =>
  result(sigstore.keyBundle({ ...request(finished, { timestamp: true }), key: KEY, signedAt }), key)

describe('the moment of a claim', () => {
  it('is that of the statement when a key signed and the envelope is stamped anew today (C111)', () => {
    expect(keyed(NOW - 400 * DAY, NOW - 60)).toMatchObject({ moment: NOW - 400 * DAY })
  })

  it('is absent when a key signed and the statement says none, whatever was stamped today (C35, C111)', () => {
    expect(keyed(undefined, NOW - 60)).toMatchObject({ attester: 'keyed' })
    expect(keyed(undefined, NOW - 60)).not.toHaveProperty('moment')
  })

  it('is the earlier of the two when the signer had a short-lived certificate', () => {
    expect(keyless(NOW - 2 * DAY, NOW - DAY)).toMatchObject({ moment: NOW - 2 * DAY })
    expect(keyless(NOW - DAY + 100, NOW - DAY)).toMatchObject({
      attester: 'ci',
      moment: expect.toSatisfy((m: number) => m < NOW - DAY + 100) as number,
    })
  })

  it('is the verified time when the statement says none', () => {
    const claim = keyless(undefined, NOW - DAY)
    expect(claim).toMatchObject({
      moment: expect.toSatisfy((m: number) => m >= NOW - DAY && m <= NOW - DAY + 600) as number,
    })
  })

  it('is refused when the statement is later than the verified time + 300: moment-after-signature', () => {
    const signed = keyless(undefined, NOW - DAY) as Claim
    const time = signed.moment ?? 0
    expect(keyless(time + 300, NOW - DAY)).toMatchObject({ moment: time })
    expect(keyless(time + 301, NOW - DAY)).toBe('moment-after-signature')
  })

  it('is refused when a key signed and the statement is later than the stamp + 300: moment-after-signature', () => {
    expect(keyed(NOW - DAY + 86_000, NOW - DAY)).toBe('moment-after-signature')
    expect(keyed(NOW - DAY, NOW - DAY)).toMatchObject({ moment: NOW - DAY })
  })

  it('is not the verified time when the certificate lives for more than an hour', () => {
    const claim = result(
      sigstore.bundle({ ...request(undefined, { forge: 'leaf-validity-too-long' }), identity, signedAt: NOW - DAY }),
    )
    expect(typeof claim === 'string' ? {} : claim).not.toHaveProperty('moment')
    expect(claim).toMatchObject({ attester: 'ci' })
  })

  it('rejects a signature outside the window of its key, by the verified time: key-outside-validity (C34)', () => {
    const window = { validFrom: formatInstant(NOW - 10 * DAY), validUntil: formatInstant(NOW - 5 * DAY) }
    expect(keyed(NOW - 7 * DAY, NOW - 7 * DAY, window)).toMatchObject({ attester: 'keyed' })
    expect(keyed(NOW - 11 * DAY, NOW - 11 * DAY, window)).toBe('key-outside-validity')
    expect(keyed(NOW - 4 * DAY, NOW - 4 * DAY, window)).toBe('key-outside-validity')
  })
})
