import {
  encodeEnvelope,
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  type Identity,
  SLSA_PROVENANCE_V1,
  signEnvelope,
  slsaProvenanceV1,
  statement,
  type TestKey,
  testKey,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { loadTrust } from '../trust/load-trust.ts'
import { verifyEnvelope } from './verify-envelope.ts'

const NOW = 1_763_812_800
const HEX = 'a'.repeat(64)
const sigstore = fakeSigstore({ now: NOW })
const [ONE, TWO, STRANGER] = [testKey('ed25519'), testKey('p256'), testKey('p256')]
const GITHUB = githubIdentity({ repository: 'acme/app' })
const CERTIFICATE = {
  sourceRepository: 'https://github.com/acme/app',
  sourceRef: 'refs/heads/main',
  sourceRepositoryId: '1001',
  sourceRepositoryOwnerId: '2002',
  trigger: 'push',
  runnerEnvironment: 'github-hosted',
  visibility: 'public',
}

const trust = (keyless: object = {}, window: object = {}) =>
  loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: {
        roots: [{ name: 'r', trustedRoot: 'root' }],
        attesters: [
          { name: 'one', keys: [{ file: 'one', ...window }], claims: ['provenance'] },
          { name: 'two', keys: [{ file: 'two' }], claims: ['review'] },
          {
            name: 'ci',
            keyless: [{ root: 'r', issuer: GITHUB.issuer, identity: GITHUB.san, ...keyless }],
            claims: ['provenance'],
          },
        ],
      },
    },
    {
      file: (path) =>
        Buffer.from({ one: ONE.publicPem, two: TWO.publicPem }[path] ?? JSON.stringify(sigstore.trustedRoot)),
      publicGood: () => new Uint8Array(),
    },
  )
const payload = (change: object = {}): Uint8Array =>
  encodeStatement({
    ...statement({
      subject: [{ digest: { sha256: HEX } }],
      predicateType: SLSA_PROVENANCE_V1,
      predicate: slsaProvenanceV1(),
    }),
    ...change,
  })
const by = (
  signers: readonly { key: TestKey; keyid?: string }[],
  bytes = payload(),
  payloadType?: string,
): Uint8Array =>
  encodeEnvelope(signEnvelope({ payload: bytes, signers, ...(payloadType === undefined ? {} : { payloadType }) }))

function verdicts(bytes: Uint8Array, of = trust(), now = NOW): string[] {
  return verifyEnvelope({ source: 'test', bytes }, pinSubject(`sha256:${HEX}`, new Map()), of, now).map((each) =>
    isRejection(each) ? each.code : each.attester.name,
  )
}
const bundle = (identity: Identity): Uint8Array =>
  Buffer.from(JSON.stringify(sigstore.bundle({ payload: payload(), identity })))

describe('verifyEnvelope', () => {
  it('accepts an envelope of a permitted attester', () => expect(verdicts(by([{ key: ONE }]))).toStrictEqual(['one']))

  it.each<[string, Uint8Array, string]>([
    ['JSON of another kind', Buffer.from('{"a":1}'), 'evidence-unrecognised'],
    ['a bare statement, unsigned', payload(), 'statement-unsigned'],
    [
      'a media type that nobody knows (C74)',
      Buffer.from('{"mediaType":"application/vnd.dev.sigstore.bundle.v0.9+jsonEVIL"}'),
      'bundle-version-unsupported',
    ],
    ['a stranger', by([{ key: STRANGER }]), 'signature-unverified'],
    [
      'another payload type, well signed (C07)',
      by([{ key: ONE }], payload(), 'application/vnd.dev.cosign.simplesigning.v1+json'),
      'payload-type-unsupported',
    ],
    ['signed garbage (C05)', by([{ key: ONE }], Buffer.from('garbage')), 'statement-malformed'],
    [
      'a signed statement with a member twice (C68)',
      by([{ key: ONE }], Buffer.from(`{"subject":[],${Buffer.from(payload()).toString().slice(1)}`)),
      'statement-malformed',
    ],
    ['a layout (C75)', by([{ key: ONE }], payload({ _type: 'layout' })), 'statement-type-unsupported'],
    [
      'Subject in upper case (C69)',
      by([{ key: ONE }], payload({ subject: undefined, Subject: [{ digest: { sha256: HEX } }] })),
      'subject-malformed',
    ],
    [
      'another digest (C01)',
      by([{ key: ONE }], payload({ subject: [{ digest: { sha256: 'b'.repeat(64) } }] })),
      'subject-mismatch',
    ],
    [
      'a predicate type in another case',
      by([{ key: ONE }], payload({ predicateType: 'https://SLSA.dev/provenance/v1' })),
      'predicate-type-unknown',
    ],
    [
      'a draft predicate type',
      by([{ key: ONE }], payload({ predicateType: 'https://slsa.dev/provenance/v1.0?draft' })),
      'predicate-type-unknown',
    ],
    ['a predicate type that is a number', by([{ key: ONE }], payload({ predicateType: 1 })), 'statement-malformed'],
    ['an attester who may not say this (C02, C49)', by([{ key: TWO }]), 'claim-not-permitted'],
  ])('rejects %s: %#', (_, bytes, code) => {
    expect(verdicts(bytes)).toStrictEqual([code])
  })

  it('rejects a signature over the raw payload, without the type: signature-unverified (C08)', () => {
    const envelope = signEnvelope({ payload: payload(), signers: [{ key: ONE }] })
    const sig = Buffer.from(ONE.sign(payload())).toString('base64')
    expect(verdicts(encodeEnvelope({ ...envelope, signatures: [{ sig, keyid: '' }] }))).toStrictEqual([
      'signature-unverified',
    ])
  })

  it.each(['one', 'two', '__proto__', 'constructor', 'SHA256:x', ONE.id])(
    'ignores the keyid %s: it decides nothing (C53)',
    (keyid) => {
      expect(verdicts(by([{ key: ONE, keyid }]))).toStrictEqual(['one'])
      expect(verdicts(by([{ key: STRANGER, keyid }]))).toStrictEqual(['signature-unverified'])
    },
  )

  it('counts keys, not signatures: one key twice is one (C52)', () => {
    expect(verdicts(by([{ key: ONE, keyid: 'x' }, { key: ONE, keyid: 'y' }, { key: STRANGER }]))).toStrictEqual(['one'])
    expect(verdicts(by([{ key: ONE }, { key: TWO }]))).toStrictEqual(['one', 'claim-not-permitted'])
  })

  it('tests the window of a key against the time of verification when there is no other: key-outside-validity (C34)', () => {
    const window = { validFrom: '2025-01-01T00:00:00Z', validUntil: '2025-01-02T00:00:00Z' }
    const [from, until] = [1_735_689_600, 1_735_776_000]
    const at = (now: number): string[] => verdicts(by([{ key: ONE }]), trust({}, window), now)
    expect([from - 1, from, until - 1, until].map(at)).toStrictEqual([
      ['key-outside-validity'],
      ['one'],
      ['one'],
      ['key-outside-validity'],
    ])
  })

  it('accepts an identity that is expected, exactly or by a pattern', () => {
    expect(verdicts(bundle(GITHUB))).toStrictEqual(['ci'])
    expect(
      verdicts(bundle(GITHUB), trust({ identity: 'https://github.com/acme/*/.github/workflows/*@refs/heads/main' })),
    ).toStrictEqual(['ci'])
  })

  it.each<[string, Identity]>([
    ['a workflow of an attacker for the same digest (C46)', githubIdentity({ repository: 'evil/app' })],
    ['another workflow (C47)', githubIdentity({ repository: 'acme/app', workflow: '.github/workflows/other.yml' })],
    ['another ref (C50)', githubIdentity({ repository: 'acme/app', ref: 'refs/heads/main2' })],
    ['a longer issuer (C45)', { ...GITHUB, issuer: `${GITHUB.issuer}/hammer-time` }],
    ['the identity inside another (C42)', { ...GITHUB, san: `https://evil.test/?${GITHUB.san}` }],
  ])('rejects %s: identity-unknown', (_, identity) => {
    expect(verdicts(bundle(identity))).toStrictEqual(['identity-unknown'])
  })

  it.each(Object.entries(CERTIFICATE))(
    'rejects a certificate whose %s alone is another than %s: identity-unknown (C43)',
    (field, value) => {
      expect(verdicts(bundle(GITHUB), trust({ certificate: CERTIFICATE }))).toStrictEqual(['ci'])
      expect(verdicts(bundle(GITHUB), trust({ certificate: { ...CERTIFICATE, [field]: `${value}x` } }))).toStrictEqual([
        'identity-unknown',
      ])
    },
  )

  it('rejects a certificate that lacks a field which is asked for: identity-unknown (C43)', () => {
    const { extensions: _, ...bare } = GITHUB
    expect(verdicts(bundle(bare))).toStrictEqual(['ci'])
    expect(verdicts(bundle(bare), trust({ certificate: { trigger: 'push' } }))).toStrictEqual(['identity-unknown'])
  })
})
