import {
  encodeStatement,
  githubIdentity,
  SLSA_PROVENANCE_V1,
  slsaProvenanceV1,
  statement,
  vulnerabilityReview,
} from '@pawl/testkit'
import {
  bundled,
  NOW,
  rejected,
  reviewPayload,
  SUBJECT,
  signed,
  statedWith,
  subject,
  trustingKey,
  trustingWorkflow,
} from './scene.ts'
import { reviewSummary } from './summaries.ts'
import type { Vector } from './vector.ts'

const KEY = 'review-ed25519'
const KEYLESS = 'provenance-keyless-v0.3'
const MALFORMED = 'before signing.'
const APPROVAL = { accepted: [], ticket: 'SEC-1' }
const reviewOf = (predicate: object): Uint8Array => statedWith({ predicate })
const { reviewedAt: _, ...withoutMoment } = vulnerabilityReview(APPROVAL)
const otherSource = slsaProvenanceV1({ repository: 'acme/other' })

export const AUTHORITY: readonly Vector[] = [
  rejected(
    'predicate-type-unknown/next-version',
    KEY,
    statedWith({ predicateType: 'https://pawl.dev/vulnerability-review/v2' }),
    `Nobody knows what the fields of this predicate mean. Made by changing \`predicateType\` ${MALFORMED}`,
  ),
  rejected(
    'identity-unknown/other-workflow',
    KEYLESS,
    bundled({ identity: githubIdentity({ repository: 'acme/app', workflow: '.github/workflows/test.yml' }) }),
    'Well signed by a workflow of the right repository that nobody trusts. Made with that identity.',
    trustingWorkflow(),
  ),
  rejected(
    'identity-unknown/issuer-extended',
    KEYLESS,
    bundled({
      identity: {
        ...githubIdentity({ repository: 'acme/app' }),
        issuer: 'https://token.actions.githubusercontent.com/acme',
      },
    }),
    "The issuer begins like the trusted one and goes on: another enterprise's. Made with that issuer.",
    trustingWorkflow(),
  ),
  rejected(
    'identity-unknown/certificate-field',
    KEYLESS,
    bundled(),
    'The right identity, run for another reason than the configuration allows. Made from a good bundle by trusting runs by `workflow_dispatch` only.',
    trustingWorkflow({ certificate: { trigger: 'workflow_dispatch' } }),
  ),
  rejected(
    'claim-not-permitted/other-claim',
    KEY,
    signed(reviewPayload()),
    'A good review by somebody who may only say something else. Made by trusting the key for provenance only.',
    trustingKey(undefined, { claims: ['provenance'] }),
  ),
]

export const CLAIM: readonly Vector[] = [
  rejected(
    'predicate-malformed/no-moment',
    KEY,
    reviewOf(withoutMoment),
    `An approval without the day of the review would never grow old. Made by leaving \`reviewedAt\` out ${MALFORMED}`,
  ),
  rejected(
    'predicate-malformed/ends-before-it-begins',
    KEY,
    reviewOf(vulnerabilityReview({ ...APPROVAL, expiresAt: '2026-01-01T02:00:00Z' })),
    `An approval that ends in the second of the review. Made by changing \`expiresAt\` ${MALFORMED}`,
  ),
  rejected(
    'predicate-malformed/not-an-object',
    KEY,
    reviewOf(['approved']),
    `A predicate that is a list. Made by replacing it ${MALFORMED}`,
  ),
  rejected(
    'predicate-not-positive/rejected',
    KEY,
    reviewOf(vulnerabilityReview({ ...APPROVAL, decision: 'rejected' })),
    `A review that says no. No is the absence of a yes: were it more, whoever can hide it would gain. Made by changing \`decision\` ${MALFORMED}`,
  ),
  rejected(
    'certificate-disagrees/other-repository',
    KEYLESS,
    bundled({
      payload: encodeStatement(statement({ subject, predicateType: SLSA_PROVENANCE_V1, predicate: otherSource })),
    }),
    'The predicate, which the workload wrote, names another repository than the certificate, which the authority wrote. Made by signing provenance of acme/other as a workflow of acme/app.',
    trustingWorkflow(),
  ),
  rejected(
    'certificate-disagrees/other-commit',
    KEYLESS,
    bundled({
      payload: encodeStatement(
        statement({
          subject,
          predicateType: SLSA_PROVENANCE_V1,
          predicate: slsaProvenanceV1({ commit: 'a'.repeat(40) }),
        }),
      ),
    }),
    'The predicate names another commit than the certificate. Made by signing provenance of that commit.',
    trustingWorkflow(),
  ),
  rejected(
    'moment-after-signature/by-a-second',
    'review-keyless-moment-at-limit',
    bundled({ payload: reviewPayload({ reviewedAt: '2026-01-01T23:05:03Z' }) }),
    'The review is of 301 seconds after the log saw the signature, one more than two honest clocks may differ: it was written to look younger than it is. Made by signing at 23:00:00, which the log recorded at 23:00:02.',
    trustingWorkflow({}, ['review']),
  ),
  overLimit(),
]

/** Nine reviews for eight places: each good, none equal to another. */
function overLimit(): Vector {
  const evidence = Array.from({ length: 9 }, (_unused, index) =>
    signed(reviewPayload({ ticket: `SEC-${index + 1}`, reviewedAt: `2026-01-01T02:00:0${index}Z` })),
  )
  const [first = signed(reviewPayload())] = evidence
  const readme =
    'Nine good reviews by one attester, who owns eight places. The oldest, evidence-1.json, is turned down; the eight newest count. No single file can show this code: it is about how many there are. Made by signing nine reviews a second apart.'
  const vector = rejected('over-limit/nine-for-eight-places', 'review-eight-files', first, readme)
  const claims = evidence.slice(1).map((_unused, index) => ({
    type: 'review',
    attester: 'security-team',
    moment: 1_767_232_801 + index,
    expiresAt: 1_775_008_800,
    summary: reviewSummary(`SEC-${index + 2}`, 1_767_232_801 + index),
  }))
  return { ...vector, evidence, facts: { subject: SUBJECT, verifiedAt: NOW, sibling: 'review-eight-files', claims } }
}
