import type { ImageEntry } from '@pawl/document'
import { type CompiledProfile, type Found, identifyProfile, type Mode, parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { decisionAnswer, type KyvernoWorld } from './decision-answer.ts'
import type { KyvernoAnswer } from './protocol.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const OTHER = `sha256:${'b'.repeat(64)}`
const APP = `ghcr.io/acme/app@${DIGEST}`
const WEB = `ghcr.io/acme/web@${OTHER}`
const YES = { enforce: true, warn: true, audit: true }
const NO = { enforce: false, warn: false, audit: false }

const policy = (name: string, claim: string, mode: Mode) =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode, images: ['ghcr.io/acme/**'], require: [{ name: 'r', claim, from: ['a'], maxAge: '1h' }] },
    },
    NOW,
  )

const world = (change: Partial<CompiledProfile> = {}): KyvernoWorld => ({
  profiles: new Map([
    [
      'production',
      identifyProfile(
        {
          apiVersion: 'pawl.dev/v1',
          kind: 'CompiledProfile',
          name: 'production',
          mode: 'enforce',
          unmatched: 'deny',
          validUntil: 'unlimited',
          policies: [policy('base', 'review', 'enforce')],
          ...change,
        },
        () => DIGEST,
      ),
    ],
  ]),
  now: NOW,
})

const claim = (type: string): ImageEntry['claims'][number] => ({
  type,
  predicateType: 'https://example.test/v1',
  attester: 'a',
  signer: { kind: 'key', id: DIGEST },
  moment: NOW - 60,
  statementDigest: DIGEST,
  subject: 'exact',
  summary: {},
})

function entry(reference: string, change: Partial<ImageEntry> = {}): Found {
  const [repository = ''] = reference.split(/[@:]/)
  const digest = reference.split('@')[1] ?? DIGEST
  const trust = { name: 'test', digest: DIGEST, revision: 1 }
  const times = { verifiedAt: NOW, validUntil: NOW + 300 }
  const made = { reference, repository, name: 'app', digest, ...times, trust, claims: [claim('review')], ...change }
  return { outcome: 'entry', entry: made, doubt: undefined }
}

const UNASKED: Found = { outcome: 'unanswered', code: 'never-asked' }

function answer(found: Readonly<Record<string, Found>>, by = world(), images = Object.keys(found)): KyvernoAnswer {
  const byReference = new Map(Object.entries(found))
  const asked = { asks: 'decision', profile: 'production', nonce: 'uid', images } as const
  return decisionAnswer(asked, (reference) => byReference.get(reference) ?? UNASKED, by)
}

const inside = ({ body }: KyvernoAnswer): object => body.body
const refusal = (status: number, code: string) => ({ status, body: { body: { schema: 'pawl.dev/kyverno/v1', code } } })

describe('an answer in decision mode', () => {
  it('accepts an image with what its policy asks for, and says everything that was asked', () => {
    expect(answer({ [APP]: entry(APP) })).toStrictEqual({
      status: 200,
      body: {
        body: {
          schema: 'pawl.dev/kyverno/v1',
          asks: 'decision',
          profile: 'production',
          nonce: 'uid',
          images: [APP],
          accepted: YES,
          ungoverned: [],
          reasons: [],
        },
      },
    })
  })

  it.each([
    ['no claim', { claims: [] }, 'base/r: claim-missing'],
    ['a claim of another type', { claims: [claim('sbom')] }, 'base/r: claim-missing'],
    ['an entry that has ended', { validUntil: NOW }, 'base/r: entry-expired'],
    ['a repository that nothing governs', { repository: 'ghcr.io/other/app' }, 'base/r: not-governed'],
    ['the evidence of another digest', { digest: OTHER }, 'entry-foreign'],
    ['an entry without a digest', { digest: undefined }, 'entry-foreign'],
    ['the entry of another reference', { reference: WEB }, 'entry-foreign'],
  ])('denies it with %s', (_, change, reason) => {
    const said = inside(answer({ [APP]: entry(APP, change as Partial<ImageEntry>) }))
    expect(said).toMatchObject({ accepted: { enforce: false }, reasons: expect.arrayContaining([reason]) })
  })

  it('accepts two images that are good, and denies both for one that is not: claim-missing', () => {
    expect(inside(answer({ [APP]: entry(APP), [WEB]: entry(WEB) }))).toMatchObject({ accepted: YES })
    const said = inside(answer({ [APP]: entry(APP), [WEB]: entry(WEB, { claims: [] }) }))
    expect(said).toMatchObject({ accepted: { enforce: false }, reasons: ['base/r: claim-missing'] })
  })

  it('denies two images of which one is refused: reference-invalid', () => {
    const refused: Found = { outcome: 'refused', code: 'reference-invalid' }
    const said = inside(answer({ [APP]: entry(APP), 'oci:/etc': refused }))
    expect(said).toMatchObject({ accepted: { enforce: false }, reasons: expect.arrayContaining(['reference-invalid']) })
    expect(inside(answer({ 'oci:/etc': refused }))).toMatchObject({ accepted: { enforce: false } })
  })

  it('says nothing where one image is unanswered, whatever the others are: image-unavailable', () => {
    const unanswered: Found = { outcome: 'unanswered', code: 'image-unavailable' }
    expect(answer({ [APP]: entry(APP), [WEB]: unanswered })).toStrictEqual(refusal(503, 'image-unavailable'))
    expect(answer({ [WEB]: unanswered, [APP]: entry(APP, { claims: [] }) }).status).toBe(503)
  })

  it('knows the profiles of its world alone: profile-unknown', () => {
    const none: KyvernoWorld = { profiles: new Map(), now: NOW }
    expect(answer({ [APP]: entry(APP) }, none)).toStrictEqual(refusal(422, 'profile-unknown'))
  })

  it('says why a source may say more in a moment, and accepts what is enough without it: timeout', () => {
    const doubtful = (change: Partial<ImageEntry>): Found => ({ ...entry(APP, change), doubt: 'timeout' }) as Found
    expect(inside(answer({ [APP]: doubtful({}) }))).toMatchObject({ accepted: YES, reasons: ['timeout'] })
    const said = inside(answer({ [APP]: doubtful({ claims: [] }) }))
    expect(said).toMatchObject({ accepted: { enforce: false }, reasons: ['timeout', 'base/r: claim-missing'] })
  })

  it('accepts a request of which everything carries forward', () => {
    expect(inside(answer({}))).toMatchObject({ images: [], accepted: YES })
  })
})

describe('modes', () => {
  it.each([
    ['enforce', { enforce: false, warn: true, audit: true }],
    ['warn', { enforce: true, warn: false, audit: true }],
    ['audit', { enforce: true, warn: true, audit: false }],
  ] as const)('are told apart: a policy in mode %s denies in it alone', (mode, accepted) => {
    const by = world({ policies: [policy('base', 'review', mode)] })
    expect(inside(answer({ [APP]: entry(APP) }, by))).toMatchObject({ accepted: YES })
    expect(inside(answer({ [APP]: entry(APP, { claims: [] }) }, by))).toMatchObject({ accepted })
  })

  it('are each denied by whoever works in them', () => {
    const policies = [policy('base', 'review', 'enforce'), policy('watched', 'sbom', 'warn')]
    const said = (claims: readonly string[]) =>
      inside(answer({ [APP]: entry(APP, { claims: claims.map(claim) }) }, world({ policies })))
    expect(said(['review', 'sbom'])).toMatchObject({ accepted: YES })
    expect(said(['review'])).toMatchObject({ accepted: { enforce: true, warn: false, audit: true } })
    expect(said(['sbom'])).toMatchObject({ accepted: { enforce: false, warn: true, audit: true } })
    expect(said([])).toMatchObject({ accepted: { enforce: false, warn: false, audit: true } })
  })

  // No loaded profile is without policies; the absence of who denies must be no yes all the same.
  it('are all denied by a no that is nobody’s', () => {
    expect(inside(answer({ [APP]: entry(APP) }, world({ policies: [] })))).toMatchObject({ accepted: NO })
  })
})

describe('reasons', () => {
  it('are a few words, however many images are denied', () => {
    const images = Array.from({ length: 64 }, (_, index) => `ghcr.io/acme/app${index}@${DIGEST}`)
    const found = Object.fromEntries(images.map((each) => [each, entry(each, { claims: [] })]))
    const said = inside(answer(found)) as { readonly reasons: readonly string[] }
    expect(said.reasons.length).toBeLessThanOrEqual(12)
    expect(said.reasons).toContain('base/r: claim-missing')
  })
})
