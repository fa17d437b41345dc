import {
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  slsaProvenanceV1,
  statement,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import { verifyEnvelope } from './verify-envelope.ts'

const NOW = 1_763_812_800
const HEX = 'a'.repeat(64)
const [OURS, THEIRS] = [fakeSigstore({ now: NOW }), fakeSigstore({ now: NOW })]
const IDENTITY = githubIdentity({ repository: 'acme/app' })
const FILES: ReadonlyMap<string, unknown> = new Map([
  ['ours', OURS.trustedRoot],
  ['ours-renewed', { ...OURS.trustedRoot }],
  ['theirs', THEIRS.trustedRoot],
])

/** The roots by these files, in this order; the attester signs under the last. */
function verdict(roots: readonly string[], sigstore = OURS): string[] {
  const trust = loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: roots.map((file) => ({ name: file, trustedRoot: file })),
        attesters: [
          {
            name: 'ci',
            keyless: [{ root: roots.at(-1), issuer: IDENTITY.issuer, identity: IDENTITY.san }],
            claims: ['provenance'],
          },
        ],
      },
    },
    { file: (path) => Buffer.from(JSON.stringify(FILES.get(path))), publicGood: () => new Uint8Array() },
  )
  const payload = encodeStatement(
    statement({
      subject: [{ digest: { sha256: HEX } }],
      predicateType: SLSA_PROVENANCE_V1,
      predicate: slsaProvenanceV1(),
    }),
  )
  const bytes = Buffer.from(JSON.stringify(sigstore.bundle({ payload, identity: IDENTITY })))
  return verifyEnvelope({ source: 'test', bytes }, pinSubject(`sha256:${HEX}`, new Map()), trust, NOW).map((each) =>
    isRejection(each) ? each.code : each.attester.name,
  )
}

describe('several roots', () => {
  it('accepts a certificate of the root that the attester names, whatever other roots there are', () => {
    expect(verdict(['ours'])).toStrictEqual(['ci'])
    expect(verdict(['theirs', 'ours'])).toStrictEqual(['ci'])
  })

  it('rejects the same identity under another root: identity-unknown', () => {
    expect(verdict(['ours', 'theirs'])).toStrictEqual(['identity-unknown'])
  })

  it('rejects the same identity under no root of ours: certificate-untrusted', () => {
    expect(verdict(['ours'], THEIRS)).not.toContain('ci')
  })

  // Two files that share an authority, as at a renewal: only the first that verifies is looked at today, and the attester goes unheard.
  it('accepts a certificate that an earlier root vouches for as well', () => {
    expect(verdict(['ours', 'ours-renewed'])).toStrictEqual(['ci'])
  })
})
