import {
  encodeStatement,
  fakeSigstore,
  type Identity,
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
const ISSUER = 'https://issuer.test'
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
const PERSON = 'alice@acme.example'
const sigstore = fakeSigstore({ now: NOW })

function verdict(identity: string, san: string, sanKind: NonNullable<Identity['sanKind']>): string {
  const trust = loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: [{ name: 'r', trustedRoot: 'root' }],
        attesters: [{ name: 'ci', keyless: [{ root: 'r', issuer: ISSUER, identity }], claims: ['provenance'] }],
      },
    },
    { file: () => Buffer.from(JSON.stringify(sigstore.trustedRoot)), publicGood: () => new Uint8Array() },
  )
  const subject = [{ digest: { sha256: HEX } }]
  const payload = encodeStatement(
    statement({ subject, predicateType: SLSA_PROVENANCE_V1, predicate: slsaProvenanceV1() }),
  )
  const bundle = sigstore.bundle({ payload, identity: { san, sanKind, issuer: ISSUER } })
  const [result] = verifyEnvelope(
    { source: 'test', bytes: Buffer.from(JSON.stringify(bundle)) },
    pinSubject(`sha256:${HEX}`, new Map()),
    trust,
    NOW,
  )
  if (result === undefined) throw new Error('no result')
  return isRejection(result) ? result.code : 'verified'
}

describe('the kind of a name in a certificate', () => {
  it('verifies a URI that is configured as one, and rejects the same text as another kind: identity-unknown (C57)', () => {
    expect(verdict(WORKFLOW, WORKFLOW, 'uri')).toBe('verified')
    expect(verdict(WORKFLOW, WORKFLOW, 'email')).toBe('identity-unknown')
    expect(verdict(WORKFLOW, WORKFLOW, 'other')).toBe('identity-unknown')
  })

  it('verifies a mail address or a user name, and rejects a URI of the same text: identity-unknown (C57)', () => {
    expect(verdict(PERSON, PERSON, 'email')).toBe('verified')
    expect(verdict('alice!ci', 'alice!ci', 'other')).toBe('verified')
    expect(verdict(PERSON, PERSON, 'uri')).toBe('identity-unknown')
  })

  it('verifies any kind under a pattern that begins open: it says so', () => {
    expect(verdict('**@acme.example', PERSON, 'email')).toBe('verified')
    expect(verdict('**/release.yml@refs/heads/main', WORKFLOW, 'uri')).toBe('verified')
    expect(verdict('**@acme.example', WORKFLOW, 'uri')).toBe('identity-unknown')
  })

  it('rejects a URI that does not look like one, or another name that does, under such a pattern: identity-unknown (C57)', () => {
    expect(verdict('*@acme.example', PERSON, 'email')).toBe('verified')
    expect(verdict('*@acme.example', `mailto:${PERSON}`, 'uri')).toBe('identity-unknown')
    expect(verdict('**/release.yml@refs/heads/main', WORKFLOW, 'email')).toBe('identity-unknown')
  })
})
