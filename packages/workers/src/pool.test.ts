import { type FetchedEvidence, isRejection, pinSubject, type VerifiedImage, verifyImage } from '@pawl/core'
import {
  encodeEnvelope,
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  testKey,
} from '@pawl/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type PoolOptions, type VerifierPool, verifierPool } from './pool.ts'
import { type TrustFiles, trustOf } from './trust-files.ts'

const NOW = 1_790_000_000
const HEX = 'a'.repeat(64)
const sigstore = fakeSigstore({ now: NOW })
const identity = githubIdentity({ repository: 'acme/app' })
const key = testKey('p256')
const STRANGER = testKey('p256')
const trust: TrustFiles = {
  written: {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'acme', revision: 1 },
    spec: {
      roots: [{ name: 'fake', trustedRoot: 'root.json' }],
      attesters: [
        {
          name: 'ci',
          keyless: [{ root: 'fake', issuer: identity.issuer, identity: identity.san }],
          claims: ['provenance'],
        },
        { name: 'builder', keys: [{ file: 'key.pub' }], claims: ['provenance'] },
      ],
    },
  },
  files: new Map([
    ['root.json', Buffer.from(JSON.stringify(sigstore.trustedRoot))],
    ['key.pub', Buffer.from(key.publicPem)],
  ]),
  publicGood: new Uint8Array(),
}
const payload = encodeStatement(
  statement({
    subject: [{ digest: { sha256: HEX } }],
    predicateType: SLSA_PROVENANCE_V1,
    predicate: slsaProvenanceV1(),
  }),
)
const evidence: readonly FetchedEvidence[] = [
  { source: 'bundle', bytes: Buffer.from(JSON.stringify(sigstore.bundle({ payload, identity }))) },
  { source: 'envelope', bytes: encodeEnvelope(signEnvelope({ payload, signers: [{ key }] })) },
  { source: 'garbage', bytes: Buffer.from('{}') },
]
const subject = pinSubject(`sha256:${HEX}`, new Map([['sha512', 'b'.repeat(128)]]))
const times = { verifiedAt: NOW, validUntil: NOW + 300 }
const job = { evidence, subject, times, within: 60_000 }
/** Thousands of signatures by a stranger, each of which has to be checked: seconds of work. */
const endless = Array.from({ length: 4000 }, (_, index): FetchedEvidence => {
  const signers = Array.from({ length: 8 }, () => ({ key: STRANGER }))
  return { source: `${index}`, bytes: encodeEnvelope(signEnvelope({ payload: Buffer.from(`${index}`), signers })) }
})

let pool: VerifierPool | undefined
afterEach(async () => await pool?.close())
function made(options: Partial<PoolOptions> = {}): VerifierPool {
  pool = verifierPool({ trust, threads: 1, waiting: 16, heap: 256, ...options })
  return pool
}
const why = (answer: Answer): string => (answer.outcome === 'unanswered' ? answer.why : answer.outcome)
const said = ({ findings }: VerifiedImage): readonly string[] =>
  findings.map(({ result }) => (isRejection(result) ? result.code : result.attester))

describe('verifierPool', () => {
  it('gives what verifyImage gives, bytes and maps and all', async () => {
    const answer = await made().verify(job)
    if (answer.outcome !== 'verified') throw new TypeError(why(answer))
    expect(said(answer.image)).toEqual(['ci', 'builder', 'evidence-unrecognised'])
    expect(answer.image).toEqual(verifyImage(evidence, subject, trustOf(trust), times))
  })

  it('answers every job with its own answer, however many threads there are', async () => {
    const { verify } = made({ threads: 2 })
    const pieces = [[], evidence.slice(0, 1), evidence.slice(1, 2), evidence.slice(2), evidence]
    const answers = await Promise.all(pieces.map((each) => verify({ ...job, evidence: each })))
    const counts = answers.map((answer) => (answer.outcome === 'verified' ? said(answer.image).length : why(answer)))
    expect(counts).toEqual([0, 1, 1, 1, 3])
  })

  it('gives up a job at its deadline, ends its thread, and serves the next one by another', async () => {
    const { verify } = made()
    const late = await verify({ ...job, evidence: endless, within: 300 })
    expect(why(late)).toBe('deadline-passed')
    expect(why(await verify(job))).toBe('verified')
  })

  it('counts the time of waiting: a job behind a long one is late too', async () => {
    const { verify } = made()
    const answers = await Promise.all([
      verify({ ...job, evidence: endless, within: 600 }),
      verify({ ...job, within: 300 }),
      verify(job),
    ])
    expect(answers.map(why)).toEqual(['deadline-passed', 'deadline-passed', 'verified'])
  })

  it('turns away what finds the queue full, at once', async () => {
    const { verify } = made({ waiting: 2 })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => verify({ ...job, within: 60_000 })))
    const words = answers.map(why)
    expect(words.filter((each) => each === 'queue-full').length).toBeGreaterThanOrEqual(2)
    expect(words.filter((each) => each === 'verified').length).toBeGreaterThanOrEqual(2)
  })

  it('loses a thread that needs more memory than it may have, and only that job', async () => {
    const { verify } = made({ heap: 24 })
    const nested = Buffer.from(`[${'[{}],'.repeat(900_000)}1]`)
    const words = why(await verify({ ...job, evidence: [{ source: 'large', bytes: nested }] }))
    expect(words).toBe('thread-lost')
    expect(why(await verify(job))).toBe('verified')
  })

  it('leaves what waits unanswered when it is closed', async () => {
    const { verify, close } = made()
    const asked = verify(job)
    await close()
    expect(why(await asked)).toBe('closed')
    expect(why(await verify(job))).toBe('closed')
  })

  it('says at once what is wrong with the trust configuration', () => {
    expect(() => made({ trust: { ...trust, written: {} } })).toThrow(expect.objectContaining({ code: 'trust-invalid' }))
    expect(() => made({ trust: { ...trust, files: new Map() } })).toThrow(TypeError)
  })
})
