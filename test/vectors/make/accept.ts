import {
  encodeStatement,
  type KeyKind,
  type KeylessRequest,
  SLSA_PROVENANCE_V02,
  slsaProvenanceV02,
  statement,
  testKey,
} from '@pawl/testkit'
import { REPORTED, SCANNED } from './accept-other-predicates.ts'
import {
  accepted,
  bundled,
  embedding,
  identity,
  jsonBytes,
  key,
  provenancePayload,
  reviewPayload,
  signed,
  sigstore,
  subject,
  trusting,
  trustingKey,
  trustingWorkflow,
} from './scene.ts'
import { PROVENANCE_V1, PROVENANCE_V02, reviewSummary } from './summaries.ts'
import type { ExpectedClaim, Vector } from './vector.ts'

/** 2026-01-01T02:00:00Z, and the end that the reviewer gave it. */
const REVIEWED_AT = 1_767_232_800
const EXPIRES_AT = 1_775_008_800

const review = (ticket = 'SEC-1', moment = REVIEWED_AT): ExpectedClaim => ({
  type: 'review',
  attester: 'security-team',
  moment,
  expiresAt: EXPIRES_AT,
  summary: reviewSummary(ticket, moment),
})

function byKey(kind: KeyKind, options: { readonly encoding?: 'p1363' } = {}, name: string = kind): Vector {
  const signer = kind === 'ed25519' ? key : testKey(kind)
  const readme = `A review in a bare DSSE envelope, signed with ${name}. Its moment is its own \`reviewedAt\`: a key proves none.`
  return accepted(
    `review-${name}`,
    [signed(reviewPayload(), { key: signer, ...options })],
    [review()],
    readme,
    trustingKey(signer),
  )
}

/** The build finished in the fifth minute of the year, which is earlier than the signature: the earlier one counts. */
const provenance: ExpectedClaim = {
  type: 'provenance',
  attester: 'acme-ci',
  moment: 1_767_225_900,
  summary: PROVENANCE_V1,
}

function keyless(name: string, varied: Partial<KeylessRequest>, claim: ExpectedClaim = provenance): Vector {
  const readme = `Provenance in a Sigstore bundle signed by a workflow with a short-lived certificate: ${name}.`
  return accepted(`provenance-keyless-${name}`, [bundled(varied)], [claim], readme, trustingWorkflow())
}

function embeddedSigner(): Vector {
  const evidence = jsonBytes(embedding.bundle({ payload: provenancePayload, identity, log: 'rekor2' }))
  const readme =
    'The trusted root pins the timestamp authority and not its signer: the token brings the certificate, and it verifies under the authority.'
  const trusted = trustingWorkflow({}, ['provenance'], embedding.trustedRoot)
  return accepted('provenance-keyless-rekor2-embedded-signer', [evidence], [provenance], readme, trusted)
}

function loggedKeyBundle(): Vector {
  const signer = testKey('p256')
  const bundle = sigstore.keyBundle({ payload: reviewPayload(), key: signer, version: '0.2' })
  const keys = [{ file: 'security-team.pub' }]
  const spec = {
    roots: [{ name: 'fake', trustedRoot: 'trusted_root.json' }],
    attesters: [{ name: 'security-team', keys, claims: ['review'] }],
  }
  const files = {
    'security-team.pub': signer.publicPem,
    'trusted_root.json': JSON.stringify(sigstore.trustedRoot),
  }
  const readme =
    'A Sigstore bundle signed with a key, and a root is trusted: so its log entry is verified whole. The logged time bounds the moment and is none.'
  return accepted('review-key-bundle-logged', [jsonBytes(bundle)], [review()], readme, trusting(spec, files))
}

function provenanceV02(): Uint8Array {
  const predicate = JSON.parse(JSON.stringify(slsaProvenanceV02()))
  delete predicate.metadata.buildFinishedOn
  return encodeStatement(
    statement({ subject, predicateType: SLSA_PROVENANCE_V02, predicate, type: 'https://in-toto.io/Statement/v0.1' }),
  )
}

/** The log saw it at 23:00:02, and the review is of 300 seconds later: as far as two honest clocks may differ. */
function momentAtLimit(): Vector {
  const claim = { ...review('SEC-1', 1_767_308_702), attester: 'acme-ci', moment: 1_767_308_402 }
  return accepted(
    'review-keyless-moment-at-limit',
    [bundled({ payload: reviewPayload({ reviewedAt: '2026-01-01T23:05:02Z' }) })],
    [claim],
    'A review of 300 seconds after its signature was logged: as much as two honest clocks may differ. The logged time is the earlier one and counts.',
    trustingWorkflow({}, ['review']),
  )
}

const eight = Array.from({ length: 8 }, (_unused, index) => index + 1)
const sixteenMebibytes = accepted(
  'review-sixteen-mebibytes',
  [signed(reviewPayload())],
  [review()],
  'Evidence of exactly 16 MiB: a good envelope, behind which the test puts white space.',
  trustingKey(),
)

export const ACCEPTED: readonly Vector[] = [
  byKey('ed25519'),
  byKey('p256'),
  byKey('p256', { encoding: 'p1363' }, 'p256-p1363'),
  byKey('p384'),
  byKey('p521'),
  byKey('rsa'),
  accepted(
    'review-key-in-window',
    [signed(reviewPayload())],
    [review()],
    'A key that is trusted for one second longer than it is looked at.',
    trustingKey(key, {}, { validFrom: '2025-01-01T00:00:00Z', validUntil: '2026-01-02T00:00:01Z' }),
  ),
  accepted(
    'review-key-bundle',
    [jsonBytes(sigstore.keyBundle({ payload: reviewPayload(), key, hint: 'one', keyid: 'one' }))],
    [review()],
    'A Sigstore bundle signed with a key. No root is trusted here, so its log entry proves nothing and is not asked.',
    trustingKey(),
  ),
  accepted(
    'review-eight-files',
    eight.map((index) => signed(reviewPayload({ ticket: `SEC-${index}`, reviewedAt: `2026-01-01T02:00:0${index}Z` }))),
    eight.map((index) => review(`SEC-${index}`, REVIEWED_AT + index)),
    'Eight reviews by one attester, who owns eight places.',
    trustingKey(),
  ),
  { ...sixteenMebibytes, facts: { ...sixteenMebibytes.facts, padTo: 16_777_216 } },
  momentAtLimit(),
  keyless('v0.1', { version: '0.1', log: 'rekor1-intoto', proof: false }),
  keyless('v0.1-with-proof', { version: '0.1' }),
  keyless('v0.2', { version: '0.2', log: 'rekor1-intoto' }),
  keyless('v0.3', {}),
  keyless('rekor2', { log: 'rekor2' }),
  embeddedSigner(),
  loggedKeyBundle(),
  keyless('slsa-v0.2', { payload: provenanceV02() }, { ...provenance, moment: 1_767_308_402, summary: PROVENANCE_V02 }),
  SCANNED,
  REPORTED,
]
