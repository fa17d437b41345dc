import { isRejection, type RejectionCode } from '@pawl/core'
import { type GatheredSubject, REJECTION_WORDS } from '@pawl/setup'

/** Evidence of which no claim came, by the code that says why. */
export type TurnedDown = ReadonlyMap<RejectionCode, number>

/** Each piece once, however many images it was shown for: what is about another image is no fault of it. */
export function turnedDown(subjects: readonly GatheredSubject[], unread: ReadonlySet<string>): TurnedDown {
  const byEvidence = Map.groupBy(
    subjects.flatMap(({ findings }) => findings),
    ({ evidenceDigest }) => evidenceDigest,
  )
  const counts = new Map<RejectionCode, number>()
  for (const [digest, findings] of byEvidence) {
    const codes = findings.flatMap(({ result }) => (isRejection(result) ? [result.code] : []))
    if (codes.length < findings.length) continue
    const telling = codes.find((code) => code !== 'subject-mismatch') ?? 'subject-mismatch'
    const code = unread.has(digest) ? 'predicate-type-unknown' : telling
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Remedies = ReadonlyMap<RejectionCode, string>

/** What the command line can still be given. */
export const BY_OPTIONS: Remedies = new Map<RejectionCode, string>([
  ['signature-unverified', 'give --key NAME=FILE for the keys that you know'],
  ['certificate-untrusted', 'give --trusted-root NAME=FILE for a Sigstore of your own'],
  ['log-entry-invalid', 'give --trusted-root NAME=FILE for a Sigstore of your own'],
  ['predicate-type-unknown', 'say under spec.summaries how to read it'],
])

/** What the trust configuration that was given can still say. */
export const BY_CONFIGURATION: Remedies = new Map<RejectionCode, string>([
  ['identity-unknown', 'name the signers that you know as attesters'],
  ['claim-not-permitted', 'extend the claims of that attester, if they may say this'],
  ['predicate-type-unknown', 'say under spec.summaries how to read it'],
])

/** A line for every code: how often, what it means, and what to do where something can be done. */
export function describeTurnedDown(codes: TurnedDown, remedies: Remedies): readonly string[] {
  return [...codes].map(([code, count]) => {
    const remedy = remedies.get(code)
    const pieces = `${count} ${count === 1 ? 'piece' : 'pieces'} of evidence`
    return `${pieces}, ${code}: ${REJECTION_WORDS[code]}${remedy === undefined ? '' : `; ${remedy}`}`
  })
}

const SHOWN = 8

/** Those whose signature verified and whom the trust configuration does not know, so that a person can tell whether they should be in it. */
export function unknownSigners(subjects: readonly GatheredSubject[]): readonly string[] {
  const results = subjects.flatMap(({ findings }) => findings.map(({ result }) => result))
  const signers = results.flatMap((result) =>
    isRejection(result) && result.code === 'identity-unknown' ? (result.signer ?? []) : [],
  )
  const lines = [...new Set(signers.map(({ issuer, identity }) => `signed by ${identity} (issuer ${issuer})`))].sort()
  return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `and by ${lines.length - SHOWN} more`] : lines
}
