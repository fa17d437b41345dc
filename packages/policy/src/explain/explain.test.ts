import { describe, expect, it } from 'vitest'
import { profileOf } from '../compiled-profile.ts'
import { type IdentifiedProfile, identifyAlone, identifyProfile } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { explain } from './explain.ts'
import type { LeafExplanation, NodeExplanation, RequirementExplanation } from './explanation.ts'

const NOW = 1_767_312_000
const DAY = 86_400
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const sha256 = (): string => digest('0')

function profile(require: readonly object[], more: object = {}): IdentifiedProfile {
  const spec = { mode: 'enforce', images: ['ghcr.io/acme/**'], require, ...more }
  const metadata = { name: 'app', revision: 1 }
  return identifyAlone(
    parsePolicy({ apiVersion: 'pawl.dev/v1', kind: 'AttestationPolicy', metadata, spec }, NOW),
    sha256,
  )
}

const claim = (letter: string, change: object = {}): object => ({
  type: 'review',
  predicateType: 'p',
  attester: 'security',
  signer: { kind: 'key', id: digest('f') },
  moment: NOW - DAY,
  statementDigest: digest(letter),
  subject: 'exact',
  summary: { approved: true },
  ...change,
})
const entry = (claims: readonly unknown[], change: object = {}): object => ({
  reference: 'ghcr.io/acme/app:1',
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: digest('d'),
  verifiedAt: NOW,
  validUntil: NOW + 300,
  trust: { name: 't', digest: digest('e'), revision: 1 },
  claims,
  ...change,
})
const document = (...images: readonly object[]): object => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images,
})

const REVIEWED = {
  name: 'reviewed',
  claim: 'review',
  from: ['security'],
  maxAge: '14d',
  where: [{ field: 'approved', equals: true }],
}

function requirement(
  claims: readonly unknown[],
  asked: IdentifiedProfile = profile([REVIEWED]),
): RequirementExplanation {
  const [image] = explain(document(entry(claims)), asked).images
  const [found] = image?.policies[0]?.requirements ?? []
  if (found === undefined) throw new Error('no requirement')
  return found
}
const leaf = (node: NodeExplanation | undefined): LeafExplanation => {
  if (node?.kind !== 'claim') throw new Error('no leaf')
  return node
}
const codes = (found: RequirementExplanation): unknown =>
  leaf(found.asked).candidates.map((each) => each.faults.map(({ code }) => code))

describe('explain', () => {
  it('says what counts, and until when', () => {
    const found = requirement([claim('a')])
    expect(found.decided).toMatchObject({ met: true, by: [digest('a')], expiresAt: NOW + 300 })
    expect(leaf(found.asked)).toMatchObject({
      holds: true,
      until: NOW - DAY + 14 * DAY + 1,
      attesters: ['security'],
      candidates: [{ counts: true, statementDigest: digest('a'), until: NOW - DAY + 14 * DAY + 1, faults: [] }],
    })
  })

  it('names every fault of a claim, not the first alone', () => {
    const bad = claim('b', {
      attester: 'stranger',
      expiresAt: NOW,
      moment: NOW - 15 * DAY,
      summary: { approved: 'true' },
    })
    const found = requirement([bad])
    expect(found.decided.met).toBe(false)
    expect(codes(found)).toEqual([['attester-not-accepted', 'claim-expired', 'claim-too-old', 'field-mismatch']])
  })

  it('keeps what counts apart from what does not, and what is no claim', () => {
    const found = requirement([
      claim('a'),
      claim('b', { moment: NOW + 301 }),
      claim('c', { summary: {} }),
      { type: 'review' },
    ])
    expect(leaf(found.asked).candidates.map((each) => each.counts)).toEqual([true, false, false, false])
    expect(codes(found)).toEqual([[], ['field-absent'], ['moment-in-future'], ['claim-malformed']])
  })

  it('names the partners, and why a claim waits for one', () => {
    const scanned = {
      name: 'scanned',
      claim: 'scan',
      from: ['scanner'],
      maxAge: '1d',
      with: { claim: 'review', from: ['security'], maxAge: '36h', covers: { found: 'accepted' } },
    }
    const scan = claim('a', { type: 'scan', attester: 'scanner', summary: { found: ['CVE-1', 'CVE-2'] }, moment: NOW })
    const review = (accepted: readonly string[]): object => claim('b', { summary: { accepted } })
    const lacking = leaf(requirement([scan, review(['CVE-1'])], profile([scanned])).asked)
    expect(lacking.holds).toBe(false)
    expect(lacking.candidates).toMatchObject([{ counts: false, faults: [{ code: 'not-covered', missing: ['CVE-2'] }] }])
    expect(lacking.partners).toMatchObject([{ counts: true, until: NOW + 43_201 }])
    const whole = leaf(requirement([scan, review(['CVE-1', 'CVE-2'])], profile([scanned])).asked)
    // The review ends first: made a day ago, 36 hours old at most.
    expect(whole.candidates).toMatchObject([{ counts: true, until: NOW + 43_201, faults: [] }])
    expect(leaf(requirement([scan], profile([scanned])).asked).candidates).toMatchObject([
      { counts: false, faults: [{ code: 'partner-missing' }] },
    ])
  })

  it('follows groups, and says which member holds', () => {
    const either = {
      name: 'either',
      anyOf: [
        { claim: 'review', from: ['security'], maxAge: '14d' },
        { claim: 'qa', from: ['qa-a', 'qa-b'], count: 2, maxAge: '14d' },
      ],
    }
    const found = requirement([claim('a', { type: 'qa', attester: 'qa-a' })], profile([either]))
    expect(found.asked).toMatchObject({
      kind: 'any',
      holds: false,
      members: [
        { kind: 'claim', holds: false, candidates: [] },
        { kind: 'claim', holds: false, attesters: ['qa-a'], candidates: [{ counts: true }] },
      ],
    })
  })

  it('names exceptions, live and over', () => {
    const until = (end: string): object => ({
      digest: digest('d'),
      requirement: 'reviewed',
      until: end,
      reason: 'r',
      ticket: 'T',
    })
    const live = requirement([], profile([REVIEWED], { exceptions: [until('2026-01-03T00:00:00Z')] }))
    expect(live).toMatchObject({ decided: { met: true }, exceptions: [{ until: NOW + DAY }], asked: { holds: false } })
    const over = requirement([], profile([REVIEWED], { exceptions: [until('2026-01-02T00:00:00Z')] }))
    expect(over).toMatchObject({ decided: { met: false }, exceptions: [{ until: NOW }] })
  })

  it.each([
    ['digest-missing', [entry([claim('a')], { digest: undefined })], profile([REVIEWED])],
    ['digest-revoked', [entry([claim('a')])], profile([REVIEWED], { revoked: { digests: [digest('d')] } })],
    ['entry-expired', [entry([claim('a')], { validUntil: NOW })], profile([REVIEWED])],
    ['not-governed', [entry([claim('a')], { repository: 'ghcr.io/other/app' })], profile([REVIEWED])],
    ['entry-malformed', [entry([claim('a')], { claims: {} })], profile([REVIEWED])],
    ['document-malformed', [], profile([REVIEWED])],
    [
      'configuration-stale',
      [entry([claim('a')])],
      identifyProfile({ ...profileOf(profile([REVIEWED]).compiled.policies), validUntil: NOW }, sha256),
    ],
  ])('explains no claims where nobody looked at them: %s', (code, images, asked) => {
    const { decision, images: explained } = explain(document(...images), asked)
    expect(decision.decision).toBe('deny')
    const found = explained[0]?.policies[0]?.requirements[0]
    expect(found?.asked).toBeUndefined()
    expect(found?.decided).toMatchObject({ met: false, reasons: [{ code }] })
  })
})
