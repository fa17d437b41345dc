import { createHash, createPublicKey, verify } from 'node:crypto'
import { pinSubject, type Subject, type TrustConfiguration } from '@pawl/core'
import { publicGoodRoot } from '@pawl/sources'
import type { DsseEnvelope } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { CORPUS, corpusBytes, textsOf } from '../corpus/corpus-files.ts'
import type { Tree } from './json-tree.ts'
import { CLAIM, changed, GITHUB, judge, payloadOf, signed, sigstore, trustWith, typed, verdict } from './scene.ts'

const textOf = (path: string): string => String(Buffer.from(corpusBytes(path)))
const jsonOf = (path: string): Tree => JSON.parse(textOf(path))
const digestOf = (path: string): Subject =>
  pinSubject(`sha256:${createHash('sha256').update(corpusBytes(path)).digest('hex')}`, new Map())
const OTHER = pinSubject(`sha256:${'b'.repeat(64)}`, new Map())
const payloadIn = ({ payload }: DsseEnvelope): Buffer => Buffer.from(payload, 'base64')

/** A key of the corpus, trusted for provenance and for what npm publishes. */
const PUBLISH = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1'
const byKey = (path: string): TrustConfiguration =>
  trustWith(
    {
      roots: [{ name: 'r', trustedRoot: 'public' }],
      attesters: [{ name: 'keyed', keys: [{ file: 'corpus' }], claims: ['provenance', 'npm-publish'] }],
      summaries: [{ predicateType: PUBLISH, claim: 'npm-publish', fields: {} }],
    },
    { corpus: `${textOf(path).trim()}\n`, public: String(Buffer.from(publicGoodRoot())) },
  )
const ISSUER = 'https://token.actions.githubusercontent.com'
/** An identity of the corpus, under the public-good root or one that lies there. */
const byIdentity = (identity: string, root?: string, issuer: string = ISSUER): TrustConfiguration =>
  trustWith(
    {
      roots: [{ name: 'r', trustedRoot: 'corpus' }],
      attesters: [{ name: 'ci', keyless: [{ root: 'r', issuer, identity }], claims: ['provenance'] }],
    },
    { corpus: root === undefined ? String(Buffer.from(publicGoodRoot())) : textOf(root) },
  )
const BEACON =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main'
const conformance = (name: string, artifact = `conformance/${name}/artifact`): string =>
  verdict(corpusBytes(`conformance/${name}/bundle.sigstore.json`), {
    trust: byIdentity(BEACON, `conformance/${name}/trusted_root.json`),
    subject: digestOf(artifact),
  })
const npmUnit = (name: string): { readonly [type: string]: object } =>
  Object.fromEntries(
    jsonOf(`npm/slsa-verifier-unit/${name}.json`).attestations.map(({ bundle }: Tree) => {
      const { predicateType } = JSON.parse(String(payloadIn(bundle.dsseEnvelope)))
      return [predicateType === PUBLISH ? 'publish' : 'provenance', bundle]
    }),
  )

/** Real files of the attacks, by the same numbers as the tests that make their own. */
const ATTACKS: Readonly<Record<string, () => void>> = {
  'C07 a policy of witness': () => {
    const policy = jsonOf('witness/policy-signed.json')
    expect(verdict(policy)).toBe('signature-unverified')
    expect(verdict(typed(policy.payloadType, payloadIn(policy)))).toBe('payload-type-unsupported')
    expect(verdict(typed('application/vnd.in-toto+json'))).toBe(CLAIM)
  },
  'C08 provenance of Google Cloud Build, signed without its type': () => {
    const [{ envelope: raw }] = jsonOf('gcb/gcloud-container-github.json').provenance_summary.provenance
    const key = 'gcb/keys/us-west2.key'
    // It is the signature of that key, over the payload alone.
    const signature = Buffer.from(raw.signatures[0].sig, 'base64url')
    expect(verify('sha256', Buffer.from(raw.payload, 'base64url'), createPublicKey(textOf(key)), signature)).toBe(true)
    expect(verdict(raw, { trust: byKey(key) })).toBe('signature-unverified')
    const [{ envelope }] = jsonOf('gcb/v1.0-gcloud-container-github.json').provenance_summary.provenance
    const [{ digest }] = JSON.parse(String(Buffer.from(envelope.payload, 'base64url'))).subject
    const trust = byKey('gcb/keys/global-pae-google-hosted-worker_1.key')
    expect(verdict(envelope, { trust, subject: pinSubject(`sha256:${digest.sha256}`, new Map()) })).toBe(CLAIM)
  },
  'C10 the label of an npm attestation': () => {
    const trust = byKey('sigstore-go/publish_key.pub')
    const labelled = npmUnit('npm-att-mismatch-pub-predicatetype')
    expect(labelled).toStrictEqual(npmUnit('npm-attestations'))
    // The signature is good, and the subject has a sha512 digest only.
    expect(verdict(labelled['publish'] ?? {}, { trust })).toBe('subject-digest-unsupported')
  },
  'C11 publish attestations without a digest, without a subject, of another type': () => {
    const trust = byKey('sigstore-go/publish_key.pub')
    expect(verdict(npmUnit('npm-attestations')['publish'] ?? {}, { trust })).toBe('subject-digest-unsupported')
    for (const name of ['npm-att-publish-nodigest', 'npm-att-publish-nosubjects']) {
      expect(verdict(npmUnit(name)['publish'] ?? {}, { trust }), name).toBe('signature-unverified')
    }
    const provenance = byIdentity('**')
    const asked = { trust: provenance }
    expect(verdict(npmUnit('npm-attestations')['provenance'] ?? {}, asked)).toBe('subject-digest-unsupported')
    expect(verdict(npmUnit('npm-att-mismatch-prov-payloadtype')['provenance'] ?? {}, asked)).toBe('log-entry-mismatch')
  },
  'C15 many subjects': () => {
    const [line = new Uint8Array()] = textsOf('slsa-generic/binary-linux-amd64-multi-subject-first.intoto.jsonl')
    const payload = payloadIn(JSON.parse(String(line)))
    const { subject } = JSON.parse(String(payload))
    expect(subject).toHaveLength(3)
    for (const { digest } of subject) {
      expect(verdict(signed(payload), { subject: pinSubject(`sha256:${digest.sha256}`, new Map()) })).toBe(CLAIM)
    }
    expect(verdict(signed(payload), { subject: OTHER })).toBe('subject-mismatch')
  },
  'C17 the identifier of a virtual machine image': () => {
    const [vsa = new Uint8Array()] = textsOf('vsa/gke-gce-pre.bcid-vsa.jsonl')
    expect(verdict(vsa, { trust: byKey('vsa/vsa_signing_public_key.pem') })).toBe('subject-digest-unsupported')
    expect(verdict(vsa)).toBe('signature-unverified')
  },
  'C18 hashes of mail addresses among the subjects of witness': () => {
    const payload = payloadIn(jsonOf('witness/package.attestation.json'))
    const { summary, findings } = judge([signed(payload)], { subject: OTHER })
    expect(summary.claims).toStrictEqual([])
    expect(findings[0]?.result).toMatchObject({ code: 'subject-mismatch' })
    expect(payload.toString()).toContain('committeremail')
    expect(JSON.stringify({ summary, findings })).not.toContain('mail')
  },
  'C19 a builder that hashed an empty file': () => {
    const bytes = corpusBytes('slsa-bundle/container-based-v2.1.0-push-v14.build.slsa')
    const empty = createHash('sha256').update('').digest('hex')
    const { payload } = JSON.parse(String(Buffer.from(bytes))).dsseEnvelope
    expect(Buffer.from(payload, 'base64').toString()).toContain(empty)
    expect(verdict(bytes, { trust: byIdentity('**') })).toBe('subject-mismatch')
    expect(() => pinSubject(`sha256:${empty}`, new Map())).toThrow(
      expect.objectContaining({ code: 'reference-invalid' }) as Error,
    )
  },
  'C22 a log entry that is not about the signature': () => {
    const cve = jsonOf('sigstore-python/bundle_cve_2022_36056.txt.sigstore')
    expect(verdict(cve, { trust: byIdentity('**') })).toBe('bundle-not-an-envelope')
    // Its entry beside an envelope is no better.
    const bundle = sigstore.bundle({ payload: payloadOf(), identity: GITHUB })
    const stapled = changed(bundle, (each) => {
      each.verificationMaterial.tlogEntries = cve.verificationMaterial.tlogEntries
    })
    expect([verdict(bundle), verdict(stapled)]).toStrictEqual([CLAIM, 'log-entry-invalid'])
  },
  'C24 the log entry of another artifact': () => {
    expect(conformance('intoto-with-custom-trust-root')).toBe(CLAIM)
    expect(conformance('intoto-log-entry-mismatch_fail')).toBe('log-entry-mismatch')
  },
  'C29 times outside the certificate': () => {
    expect(conformance('intoto-with-custom-trust-root')).toBe(CLAIM)
    expect(conformance('intoto-set-outside-signing-cert-validity_fail')).toBe('certificate-outside-validity')
    expect(conformance('intoto-tsa-timestamp-outside-cert-validity_fail')).toBe('certificate-outside-validity')
    expect(conformance('intoto-expired-certificate_fail')).toBe('certificate-outside-validity')
  },
  'C34 a key that was valid for a second': () => {
    const bundle = jsonOf('sigstore-go/public-key-validity.sigstore.json')
    expect(verdict(bundle, { trust: byKey('sigstore-go/public-key-validity.pem') })).toBe('bundle-not-an-envelope')
  },
  'C36 Rekor v2 entries that are about something else': () => {
    expect(conformance('rekor2-dsse-happy-path', 'conformance/a.txt')).toBe(CLAIM)
    for (const name of ['invalid-sig', 'mismatch-envelope', 'mismatch-sig']) {
      expect(conformance(`rekor2-dsse-${name}_fail`, 'conformance/a.txt'), name).toBe('log-entry-mismatch')
    }
  },
  'C38 a trusted root with a log that was always valid': () => {
    const root = 'conformance/trust-root-tlog-missing-validity-start_fail/trusted_root.json'
    expect(() => byIdentity(BEACON, root)).toThrow(expect.objectContaining({ code: 'trusted-root-invalid' }) as Error)
    expect(() => byIdentity(BEACON, 'conformance/rekor2-dsse-happy-path/trusted_root.json')).not.toThrow()
  },
  'C45 an issuer that begins like another': () => {
    const bytes = corpusBytes('github-attestations/custom-issuer.sigstore.json')
    const subject = digestOf('github-attestations/custom-issuer-artifact')
    const identity = 'https://github.com/too-legit/attest/.github/workflows/integration.yml@refs/heads/main'
    expect(verdict(bytes, { subject, trust: byIdentity(identity, undefined, `${ISSUER}/hammer-time`) })).toBe(CLAIM)
    expect(verdict(bytes, { subject, trust: byIdentity(identity) })).toBe('identity-unknown')
  },
  'C46 the same artifact, attested by the workflow of an attacker': () => {
    const identity = 'https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml@refs/tags/v0.0.1'
    const trust = byIdentity(identity)
    const of = (name: string): string => {
      const [piece = new Uint8Array()] = textsOf(`github-attestations/${name}.intoto.jsonl`)
      return verdict(piece, { trust, subject: digestOf(`github-attestations/${name}`) })
    }
    expect([of('bcr-MODULE.bazel'), of('bcr-MODULE-wrong-signer.bazel')]).toStrictEqual([CLAIM, 'identity-unknown'])
  },
  'C64 33 timestamps': () => {
    const many = jsonOf('sigstore-python/tsa-bundle.many_timestamp.sigstore')
    const { rfc3161Timestamps: stamps } = many.verificationMaterial.timestampVerificationData
    expect(stamps).toHaveLength(33)
    expect(verdict(many, { trust: byIdentity('**') })).toBe('bundle-not-an-envelope')
    const bundle = sigstore.bundle({ payload: payloadOf(), identity: GITHUB, log: 'rekor2' })
    const stamped = (count: number): string =>
      verdict(
        changed(bundle, ({ verificationMaterial }) => {
          verificationMaterial.timestampVerificationData.rfc3161Timestamps = stamps.slice(0, count)
        }),
      )
    expect(verdict(bundle)).toBe(CLAIM)
    expect([stamped(32), stamped(33)]).toStrictEqual(['timestamp-invalid', 'bundle-malformed'])
  },
  'C76 one attestation twice in a collection': () => {
    const lines = textsOf('github-attestations/sigstore-js-2.1.0_with_2_bundles.jsonl')
    expect(lines).toHaveLength(2)
    const digests = judge(lines).findings.map(({ evidenceDigest }) => evidenceDigest)
    expect(new Set(digests).size).toBe(1)
    const pieces = textsOf('github-attestations/bcr-MODULE.bazel.intoto.jsonl')
    const asked = {
      trust: byIdentity('https://github.com/bazel-contrib/**'),
      subject: digestOf('github-attestations/bcr-MODULE.bazel'),
    }
    expect(judge([...pieces, ...pieces], asked).summary.claims).toHaveLength(1)
  },
}

describe('the attacks on the real files', () => {
  if (CORPUS === undefined) {
    it('are not made when PAWL_CORPUS is not set', (context) => {
      console.log(`attacks: SKIPPED ${Object.keys(ATTACKS).length} on real files: PAWL_CORPUS names no folder`)
      context.skip('PAWL_CORPUS names no folder')
    })
    return
  }
  for (const [name, attack] of Object.entries(ATTACKS)) it(name, attack)
})
