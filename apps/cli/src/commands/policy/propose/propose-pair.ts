import type { Claim } from '@pawl/document'
import { attestersOf, type Chosen, having, type Image, newestFirst } from './choose-claims.ts'
import { type Circumstances, type ProposedRequirement, proposedClaim } from './propose-requirement.ts'

const SCAN = 'vulnerability-scan'
const REVIEW = 'review'
/** Lists of findings, the longer one first: what accepts all that is high accepts all that is critical. */
const FINDINGS = ['findingsHigh', 'findingsCritical'] as const

/** A scan and a review that accepts what it found, where every image that has both has such a pair. */
export function proposePair(images: readonly Image[], given: Circumstances): ProposedRequirement | undefined {
  const both = having(REVIEW, having(SCAN, images))
  if (both.length === 0) return undefined
  const scanners = attestersOf(SCAN, both)
  const reviewers = attestersOf(REVIEW, both)
  for (const findings of FINDINGS) {
    const pairs = both.flatMap((image) => pairOf(image, scanners.from, reviewers.from, findings))
    if (pairs.length < both.length) continue
    const reviewed = proposedClaim(
      REVIEW,
      reviewers,
      pairs.map(({ review }) => review),
      given,
    )
    const scanned = proposedClaim(
      SCAN,
      scanners,
      pairs.map(({ scan }) => scan),
      given,
    )
    return {
      ...scanned,
      // How many there are is the business of whoever reviews them.
      tests: { ...scanned.tests, tests: scanned.tests.tests.filter(({ test }) => test.atMost === undefined) },
      name: 'scanned-and-reviewed',
      about: [aboutFindings(findings, pairs), ...outdated(pairs)],
      partner: { ...reviewed, covers: { [findings]: 'accepted' } },
    }
  }
  return undefined
}

interface Pair {
  readonly newest: boolean
  readonly scan: Chosen
  readonly review: Chosen
}

/** The newest scan that a review covers, and the newest such review. */
function pairOf(
  image: Image,
  scanners: readonly string[],
  reviewers: readonly string[],
  findings: string,
): readonly Pair[] {
  const of = (type: string, from: readonly string[]): readonly Claim[] =>
    newestFirst(image.claims.filter((claim) => claim.type === type && from.includes(claim.attester)))
  const pairs = of(SCAN, scanners).flatMap((scan, index) =>
    of(REVIEW, reviewers)
      .filter((review) => covers(scan, review, findings))
      .map((review) => ({ newest: index === 0, scan: { image, claim: scan }, review: { image, claim: review } })),
  )
  return pairs.slice(0, 1)
}

function covers(scan: Claim, review: Claim, findings: string): boolean {
  const found = scan.summary[findings]
  const { accepted } = review.summary
  return isList(found) && isList(accepted) && found.every((each) => accepted.includes(each))
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}

function outdated(pairs: readonly Pair[]): readonly string[] {
  const older = pairs.filter(({ newest }) => !newest).map(({ scan }) => scan.image.reference)
  return older.length === 0
    ? []
    : [`CHECK: the newest scan of these is not accepted, so an older one counts: ${older.join(', ')}.`]
}

function aboutFindings(findings: (typeof FINDINGS)[number], pairs: readonly Pair[]): string {
  const counts = pairs.map(({ scan }) => scan.claim.summary[findings]).map((list) => (isList(list) ? list.length : 0))
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const seen = least === most ? `${least}` : `${least} to ${most}`
  const severity = findings === 'findingsHigh' ? 'high, critical or unknown' : 'critical or unknown'
  const weaker =
    findings === 'findingsCritical' ? ' CHECK: not every high finding is accepted, so only these are compared.' : ''
  return `A scan, and a review that accepts each of its findings of severity ${severity} (now ${seen} an image).${weaker}`
}
