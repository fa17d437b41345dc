import type { ImageEntry } from '@pawl/document'
import { type Found, identifyProfile, parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import type { KyvernoWorld } from './decision-answer.ts'
import { documentAnswer } from './document-answer.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const OTHER = `sha256:${'b'.repeat(64)}`
const APP = `ghcr.io/acme/app@${DIGEST}`
const WEB = `ghcr.io/acme/web@${OTHER}`

const policy = parsePolicy(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'base', revision: 1 },
    spec: {
      mode: 'enforce',
      images: ['ghcr.io/acme/**'],
      require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1h' }],
    },
  },
  NOW,
)
const profile = identifyProfile(
  {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledProfile',
    name: 'production',
    mode: 'enforce',
    unmatched: 'deny',
    validUntil: 'unlimited',
    policies: [policy],
  },
  () => DIGEST,
)
const WORLD: KyvernoWorld = { profiles: new Map([['production', profile]]), now: NOW }

function entryOf(reference: string, change: Partial<ImageEntry> = {}): ImageEntry {
  const [repository = ''] = reference.split(/[@:]/)
  const digest = reference.split('@')[1] ?? DIGEST
  const trust = { name: 'test', digest: DIGEST, revision: 1 }
  return {
    reference,
    repository,
    name: 'app',
    digest,
    verifiedAt: NOW,
    validUntil: NOW + 300,
    trust,
    claims: [],
    ...change,
  }
}
const entry = (reference: string, change: Partial<ImageEntry> = {}): Found => ({
  outcome: 'entry',
  entry: entryOf(reference, change),
  doubt: undefined,
})

function answer(found: Readonly<Record<string, Found>>, by = WORLD) {
  const byReference = new Map(Object.entries(found))
  const asked = { asks: 'document', profile: 'production', nonce: 'uid', images: Object.keys(found) } as const
  return documentAnswer(asked, (each) => byReference.get(each) ?? { outcome: 'unanswered', code: 'never-asked' }, by)
}

const refusal = (status: number, code: string) => ({ status, body: { body: { schema: 'pawl.dev/kyverno/v1', code } } })

describe('an answer in document mode', () => {
  it('holds the document about every image, in the order of the request, and everything that was asked', () => {
    expect(answer({ [WEB]: entry(WEB), [APP]: entry(APP) })).toStrictEqual({
      status: 200,
      body: {
        body: {
          schema: 'pawl.dev/kyverno/v1',
          asks: 'document',
          profile: 'production',
          nonce: 'uid',
          images: [WEB, APP],
          document: {
            apiVersion: 'pawl.dev/v1',
            kind: 'AttestationInput',
            now: NOW,
            images: [entryOf(WEB), entryOf(APP)],
          },
        },
      },
    })
  })

  it('is none where one image is refused: reference-invalid', () => {
    const refused: Found = { outcome: 'refused', code: 'reference-invalid' }
    expect(answer({ [APP]: entry(APP), 'oci:/etc': refused })).toStrictEqual(refusal(422, 'reference-invalid'))
  })

  it('is none where one image is unanswered, refused ones beside it or not: deadline-passed', () => {
    const late: Found = { outcome: 'unanswered', code: 'deadline-passed' }
    const refused: Found = { outcome: 'refused', code: 'reference-invalid' }
    expect(answer({ [APP]: entry(APP), [WEB]: late })).toStrictEqual(refusal(503, 'deadline-passed'))
    expect(answer({ 'oci:/etc': refused, [WEB]: late })).toStrictEqual(refusal(503, 'deadline-passed'))
  })

  it.each([
    ['of another digest', { digest: OTHER }],
    ['of another reference', { reference: WEB }],
    ['without a digest', { digest: undefined }],
  ])('is none with an entry %s: entry-foreign', (_, change) => {
    const found = { [APP]: entry(APP, change as Partial<ImageEntry>), [WEB]: entry(WEB) }
    expect(answer(found)).toStrictEqual(refusal(422, 'entry-foreign'))
  })

  it('is none for a profile that nobody has: profile-unknown', () => {
    const none: KyvernoWorld = { profiles: new Map(), now: NOW }
    expect(answer({ [APP]: entry(APP) }, none)).toStrictEqual(refusal(422, 'profile-unknown'))
  })

  it('is none about no image, or at no time: limit-exceeded', () => {
    expect(answer({})).toStrictEqual(refusal(422, 'limit-exceeded'))
    expect(answer({ [APP]: entry(APP) }, { ...WORLD, now: Number.NaN })).toStrictEqual(refusal(422, 'limit-exceeded'))
  })
})
