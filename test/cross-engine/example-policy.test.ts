import { type CompiledProfile, parsePolicy, profileOf } from '@pawl/policy'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ask } from './engine.ts'
import { PRESENT } from './engines.ts'
import { exampleDocument, examplePolicy, NOW } from './example-policy.ts'
import { outcomeText } from './outcome-text.ts'

const HOUR = 3600

let engines: readonly Ask[]
let profile: CompiledProfile

beforeAll(async () => {
  engines = await Promise.all(PRESENT.map((engine) => engine.open()))
  profile = profileOf([parsePolicy(examplePolicy(), NOW)])
})

/** What every engine says, which must be one thing. */
function verdictOf(change: (document: ReturnType<typeof exampleDocument>) => void): string {
  const changed = exampleDocument()
  change(changed)
  const document: unknown = JSON.parse(JSON.stringify(changed))
  const request = changed.images.map((image) => image.reference)
  const answers = new Set(engines.flatMap((ask) => ask([{ request, document, profile }])).map(outcomeText))
  expect(answers.size).toBe(1)
  return [...answers].join()
}

function allowed(expiresAt: number): string {
  return outcomeText({ allow: true, unmet: [], expiresAt })
}

function denied(...requirements: readonly string[]): string {
  return outcomeText({
    allow: false,
    unmet: requirements.map((name) => [0, 'production', name] as const),
    expiresAt: null,
  })
}

const claims = (document: ReturnType<typeof exampleDocument>) => document.images.flatMap((image) => image.claims)

describe('the example policy of the model, in every engine', () => {
  it('allows an image with every claim', () => {
    expect(verdictOf(() => undefined)).toBe(allowed(NOW + 300))
  })

  it('denies without any claim: every requirement', () => {
    const verdict = verdictOf((document) => {
      for (const image of document.images) image.claims = []
    })
    expect(verdict).toBe(denied('built-by-our-ci', 'reviewed', 'tested'))
  })

  it('denies when one finding is not accepted: reviewed', () => {
    const verdict = verdictOf((document) => {
      const review = claims(document).find((claim) => claim.type === 'review')
      if (review !== undefined) review.summary['accepted'] = ['CVE-2026-1|pkg:npm/a@1']
    })
    expect(verdict).toBe(denied('reviewed'))
  })

  it('denies when the build is of another repository: built-by-our-ci', () => {
    const verdict = verdictOf((document) => {
      for (const claim of claims(document)) {
        if (claim.type === 'provenance') claim.summary['sourceRepository'] = 'https://github.com/acme/app-evil'
      }
    })
    expect(verdict).toBe(denied('built-by-our-ci'))
  })

  it('allows without test results when both of qa say so, and denies when one does', () => {
    const withQa = (attesters: readonly string[]) =>
      verdictOf((document) => {
        for (const image of document.images) {
          const [first] = image.claims
          if (first === undefined) continue
          const others = image.claims.filter((claim) => claim.type !== 'test-result')
          image.claims = [
            ...others,
            ...attesters.map((attester) => ({ ...first, type: 'qa', attester, summary: { passed: true } })),
          ]
        }
      })
    expect(withQa(['qa-lead', 'qa-deputy'])).toBe(allowed(NOW + 300))
    expect(withQa(['qa-lead', 'qa-lead'])).toBe(denied('tested'))
  })

  it('allows in the last second of a scan, and denies in the first after it: reviewed', () => {
    const scanned = (moment: number) =>
      verdictOf((document) => {
        for (const claim of claims(document)) if (claim.type === 'vulnerability-scan') claim.moment = moment
      })
    expect(scanned(NOW - 24 * HOUR)).toBe(allowed(NOW + 1))
    expect(scanned(NOW - 24 * HOUR - 1)).toBe(denied('reviewed'))
  })
})
