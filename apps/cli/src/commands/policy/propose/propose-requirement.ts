import type { TrustConfiguration } from '@pawl/core'
import { type Attesters, attestersOf, type Chosen, having, type Image, newestOf } from './choose-claims.ts'
import { type ProposedTests, testsOf, type WrittenRequirement, type WrittenTest } from './field-tests.ts'
import { maxAgeOf, type ProposedAge } from './max-age.ts'
import { pinnedFields } from './pinned-fields.ts'

/** What one claim is asked for, and what there is to say about each line of it. */
export interface ProposedClaim {
  readonly claim: string
  readonly attesters: Attesters
  readonly age: ProposedAge
  readonly tests: ProposedTests
}

export interface ProposedRequirement extends ProposedClaim {
  readonly name: string
  /** Lines above it. */
  readonly about: readonly string[]
  readonly partner: (ProposedClaim & { readonly covers: Readonly<Record<string, string>> }) | undefined
}

export interface Circumstances {
  readonly trust: TrustConfiguration
  /** Epoch seconds. */
  readonly now: number
}

const SCAN_ALONE =
  'CHECK: a scan, whatever it found. Take in a limit below, or ask for a review that accepts what it found.'

/** What the images that have a claim of this type have in common. */
export function proposeRequirement(type: string, images: readonly Image[], given: Circumstances): ProposedRequirement {
  const some = having(type, images)
  const attesters = attestersOf(type, some)
  const chosen = newestOf(type, some, attesters.from)
  const about = type === 'vulnerability-scan' ? [SCAN_ALONE] : []
  return { ...proposedClaim(type, attesters, chosen, given), name: type, about, partner: undefined }
}

export function proposedClaim(
  claim: string,
  attesters: Attesters,
  chosen: readonly Chosen[],
  { trust, now }: Circumstances,
): ProposedClaim {
  const claims = chosen.map((each) => each.claim)
  const tests = testsOf(claim, chosen, pinnedFields(trust, attesters.from), now)
  const notes = [...(attesters.anyOfThese ? [whoseIsWhich(tests)] : []), ...attesters.notes]
  return { claim, attesters: { ...attesters, notes }, age: maxAgeOf(claim, claims, now), tests }
}

/** Where several sign for several images, only what a certificate says of the source can tell whose is which. */
function whoseIsWhich({ tests }: ProposedTests): string {
  const bound = tests.some(
    ({ test, active }) =>
      active && test.field === 'sourceRepository' && /\{(name|repository)\}/.test(String(test.equals)),
  )
  return bound
    ? 'Any of these, since nobody made it for all of the images; the test of sourceRepository binds each image to its own.'
    : 'CHECK: ANY of these is enough for ANY of the images, since nobody made it for all of them. A policy for each repository would bind them.'
}

export function writtenRequirement({ name, partner, ...claim }: ProposedRequirement): WrittenRequirement {
  const asked = { name, ...writtenClaim(claim) }
  return partner === undefined ? asked : { ...asked, with: { ...writtenClaim(partner), covers: partner.covers } }
}

function writtenClaim({ claim, attesters, age, tests }: ProposedClaim): WrittenClaim {
  const where = tests.tests.flatMap(({ test, active }) => (active ? [test] : []))
  return { claim, from: attesters.from, maxAge: age.age, ...(where.length === 0 ? {} : { where }) }
}

interface WrittenClaim {
  readonly claim: string
  readonly from: readonly string[]
  readonly maxAge: string
  readonly where?: readonly WrittenTest[]
}
