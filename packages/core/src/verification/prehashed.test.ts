import { createPrivateKey } from 'node:crypto'
import { ed25519ph } from '@noble/curves/ed25519.js'
import {
  dssePae,
  encodeEnvelope,
  encodeStatement,
  IN_TOTO_PAYLOAD_TYPE,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { expect, it } from 'vitest'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import { verifyEnvelope } from './verify-envelope.ts'

const HEX = 'a'.repeat(64)
const key = testKey('ed25519')
const trust = loadTrust(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'test', revision: 1 },
    spec: { attesters: [{ name: 'team', keys: [{ file: 'team' }], claims: ['review'] }] },
  },
  { file: () => Buffer.from(key.publicPem), publicGood: () => new Uint8Array() },
)
const payload = encodeStatement(
  statement({
    subject: [{ digest: { sha256: HEX } }],
    predicateType: VULNERABILITY_REVIEW_V1,
    predicate: vulnerabilityReview({}),
  }),
)
const { d } = createPrivateKey(key.privatePem).export({ format: 'jwk' })
const signature = ed25519ph.sign(dssePae(IN_TOTO_PAYLOAD_TYPE, payload), Buffer.from(d ?? '', 'base64url'))

function verdict(signatures: readonly Uint8Array[]): string {
  const envelope = encodeEnvelope({
    payload: Buffer.from(payload).toString('base64'),
    payloadType: IN_TOTO_PAYLOAD_TYPE,
    signatures: signatures.map((each) => ({ sig: Buffer.from(each).toString('base64'), keyid: '' })),
  })
  const [result] = verifyEnvelope(
    { source: 'test', bytes: envelope },
    pinSubject(`sha256:${HEX}`, new Map()),
    trust,
    1_790_000_000,
  )
  if (result === undefined) throw new TypeError('no result')
  return isRejection(result) ? result.code : result.attester.name
}

it('accepts the prehashed signature that cosign makes with an Ed25519 key, and none over other bytes', () => {
  expect(verdict([signature])).toBe('team')
  expect(verdict([ed25519ph.sign(payload, Buffer.from(d ?? '', 'base64url'))])).toBe('signature-unverified')
})

it('tries it on an only signature alone: the check is dear, and anybody may add signatures (C65)', () => {
  expect(verdict([signature, Buffer.alloc(64)])).toBe('signature-unverified')
  expect(verdict([key.sign(dssePae(IN_TOTO_PAYLOAD_TYPE, payload)), Buffer.alloc(64)])).toBe('team')
})
