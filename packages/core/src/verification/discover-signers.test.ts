import {
  encodeStatement,
  FORGERIES,
  type Forgery,
  fakeSigstore,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  testKey,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import { discoverSigners } from './discover-signers.ts'

const NOW = 1_790_000_000
const HEX = 'a'.repeat(64)
const sigstore = fakeSigstore({ now: NOW })
const stranger = fakeSigstore({ now: NOW })
const known = testKey('ed25519')
const identity = githubIdentity({ repository: 'acme/app' })
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'

const files: Readonly<Record<string, string>> = {
  root: JSON.stringify(sigstore.trustedRoot),
  key: known.publicPem,
}
const trust = loadTrust(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 't', revision: 1 },
    spec: {
      roots: [
        { name: 'one', trustedRoot: 'root' },
        { name: 'again', trustedRoot: 'root' },
      ],
      attesters: [{ name: 'k', keys: [{ file: 'key' }], claims: ['custom'] }],
    },
  },
  { file: (path) => Buffer.from(files[path] ?? ''), publicGood: () => new Uint8Array() },
)

const payloadOf = (hex: string, predicateType = SLSA_PROVENANCE_V1): Uint8Array =>
  encodeStatement(statement({ subject: [{ digest: { sha256: hex } }], predicateType, predicate: slsaProvenanceV1() }))
const payload = payloadOf(HEX)

function discovered(evidence: object): unknown {
  const results = discoverSigners(
    { source: 'test', bytes: Buffer.from(JSON.stringify(evidence)) },
    pinSubject(`sha256:${HEX}`, new Map()),
    trust,
    NOW,
  )
  return results.map((result) => (isRejection(result) ? result.code : result))
}

describe('discovering who signed', () => {
  it('finds an identity that nobody configured, once, under the first root that knows it', () => {
    expect(discovered(sigstore.bundle({ payload, identity }))).toEqual([
      {
        statementDigest: expect.stringMatching(/^sha256:/),
        predicateType: SLSA_PROVENANCE_V1,
        claimType: 'provenance',
        signer: {
          kind: 'keyless',
          root: 0,
          issuer: 'https://token.actions.githubusercontent.com',
          identity: WORKFLOW,
          certificate: expect.any(Map),
        },
      },
    ])
  })

  it('finds a key that was given, and says so of a predicate type that nobody knows', () => {
    const envelope = signEnvelope({ payload: payloadOf(HEX, 'https://test/other'), signers: [{ key: known }] })
    expect(discovered(envelope)).toMatchObject([{ claimType: undefined, signer: { kind: 'key', id: known.id } }])
  })

  it.each([
    ['log-entry-invalid', stranger.bundle({ payload, identity })],
    ['subject-mismatch', sigstore.bundle({ payload: payloadOf('b'.repeat(64)), identity })],
    ['signature-unverified', signEnvelope({ payload, signers: [{ key: testKey('ed25519') }] })],
    ['statement-malformed', sigstore.bundle({ payload: Buffer.from('{'), identity })],
    ['evidence-unrecognised', { identity: WORKFLOW }],
  ])('finds nobody: %s', (code, evidence) => {
    expect(discovered(evidence)).toEqual([code])
  })

  /** What a sound verifier may accept (testkit README), and what stays good when there is another time beside it. */
  const SOUND: readonly Forgery[] = ['leaf-validity-too-long', 'timestamp-extra-certificate']

  it.each(FORGERIES.filter(({ name }) => !SOUND.includes(name)).map(({ name }) => name))(
    'finds nobody in the forgery %s',
    (forge) => {
      const bundle = sigstore.bundle({ payload, identity, timestamp: forge.startsWith('timestamp-'), forge })
      expect(discovered(bundle)).toEqual([expect.stringMatching(/^[a-z-]+$/)])
    },
  )
})
