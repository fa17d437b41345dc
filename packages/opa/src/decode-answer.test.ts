import { type CompiledProfile, parsePolicy, profileOf } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { decodeAnswer } from './decode-answer.ts'

const NOW = 1_763_812_800

const PROFILE: CompiledProfile = profileOf([
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'production', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
      },
    },
    NOW,
  ),
])

const entry = (repository: string, validUntil: number) => ({
  reference: `${repository}:1`,
  repository,
  verifiedAt: NOW,
  validUntil,
  claims: [],
})
const documentOf = (...images: readonly unknown[]) => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images,
})
const DOCUMENT = documentOf(entry('ghcr.io/acme/app', NOW + 300), entry('ghcr.io/acme/db', NOW + 400))
/** Governed by nothing. */
const OTHER = documentOf(entry('quay.io/x/app', NOW + 300))

const decode = (answer: unknown, profile = PROFILE, document: unknown = DOCUMENT) =>
  decodeAnswer(answer, document, profile)

const YES = { allow: true, unmet: [], expiresAt: 1_763_813_100 }
const NO = { allow: false, unmet: [[0, 'production', 'reviewed']], expiresAt: null }

const INVALID = { allow: false, code: 'engine-answer-invalid' }

/** Every way to break one member: gone, or something that looks like it. */
const NEAR = [
  undefined,
  null,
  false,
  0,
  1,
  '',
  'true',
  'allow',
  1.5,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  253_402_300_800,
  [],
  [[]],
  [null],
  ['x'],
  [[0, 'production']],
  [[0, 'production', 'reviewed', 'x']],
  [[-2, 'production', 'reviewed']],
  [['0', 'production', 'reviewed']],
  [[0.5, 'production', 'reviewed']],
  [[0, 1, 'reviewed']],
  [[0, 'production', null]],
  {},
  { length: 0 },
  new Date(0),
  new Set(),
  true,
]

function brokenYes(): readonly unknown[] {
  return ['allow', 'unmet', 'expiresAt'].flatMap((member) => {
    const { [member]: _, ...without } = YES as Record<string, unknown>
    const changed = NEAR.map((value) => ({ ...YES, [member]: value }))
    return [without, ...changed.filter((each) => JSON.stringify(each) !== JSON.stringify(YES))]
  })
}

const AROUND_YES: readonly unknown[] = [
  YES,
  [YES],
  { result: YES },
  [{ result: [YES] }],
  [{ result: YES }, { result: YES }],
  [{ result: YES }, { result: NO }],
  [[{ result: YES }]],
  [{ result: YES, expressions: [] }],
  [{ Result: YES }],
  [{ result: { result: YES } }],
  [{ result: JSON.stringify(YES) }],
  [{ result: { ...YES, reason: 'x' } }],
  [Object.create({ result: YES })],
  [{ result: Object.create(YES) }],
  { 0: { result: YES }, length: 1 },
  [{ result: true }],
  [{ result: 'allow' }],
  [{ result: null }],
  [{}],
  [null],
  [undefined],
  'x',
  1,
  true,
  null,
  undefined,
  {},
]

describe('decodeAnswer', () => {
  it('allows exactly the yes', () => {
    expect(decode([{ result: YES }])).toStrictEqual(YES)
  })

  it('allows without an end exactly when nothing is governed and nothing ends: engine-answer-invalid', () => {
    const endless = [{ result: { ...YES, expiresAt: null } }]
    const letting = { ...PROFILE, unmatched: 'allow' as const }
    expect(decode(endless, letting, OTHER)).toStrictEqual({ ...YES, expiresAt: null })
    expect(decode(endless, letting, DOCUMENT)).toStrictEqual(INVALID)
    expect(decode(endless, PROFILE, OTHER)).toStrictEqual(INVALID)
    expect(decode(endless, { ...letting, validUntil: NOW + 300 }, OTHER)).toStrictEqual(INVALID)
    expect(decode([{ result: YES }], letting, OTHER)).toStrictEqual(INVALID)
  })

  it.each([
    ['now', NOW, false],
    ['the second after now', NOW + 1, true],
    ['the first end of an entry', NOW + 300, true],
    ['a second later than an entry', NOW + 301, false],
  ])('asks whether the end lies within the document when it is %s: engine-answer-invalid', (_, expiresAt, allowed) => {
    const yes = { ...YES, expiresAt }
    expect(decode([{ result: yes }])).toStrictEqual(allowed ? yes : INVALID)
  })

  it('denies when the end is later than that of the configuration: engine-answer-invalid', () => {
    expect(decode([{ result: YES }], { ...PROFILE, validUntil: NOW + 300 })).toStrictEqual(YES)
    expect(decode([{ result: YES }], { ...PROFILE, validUntil: NOW + 299 })).toStrictEqual(INVALID)
  })

  it('denies when no allow of the document can be: engine-answer-invalid', () => {
    for (const document of [null, {}, documentOf(), OTHER, { ...DOCUMENT, kind: 'x' }]) {
      expect(decode([{ result: YES }], PROFILE, document)).toStrictEqual(INVALID)
    }
  })

  it('denies with what is unmet when the answer is a well-formed no', () => {
    expect(decode([{ result: NO }])).toStrictEqual(NO)
    expect(decode([{ result: { ...NO, unmet: [[-1, 'p', 'r']] } }])).toMatchObject({
      unmet: [[-1, 'p', 'r']],
    })
  })

  it('denies when the yes is broken in one place: engine-answer-invalid', () => {
    const broken = brokenYes()
    expect(broken.length).toBeGreaterThan(70)
    for (const result of broken) {
      expect(decode([{ result }]), JSON.stringify(result)).toStrictEqual(INVALID)
    }
  })

  it('denies when the yes stands anywhere else: engine-answer-invalid', () => {
    for (const answer of AROUND_YES) {
      expect(decode(answer), JSON.stringify(answer)).toStrictEqual(INVALID)
    }
  })

  it('denies when the no is broken: engine-answer-invalid', () => {
    const unmet = NEAR.filter((value) => !(Array.isArray(value) && value.length === 0)).map((value) => ({
      ...NO,
      unmet: value,
    }))
    const ending = NEAR.filter((value) => value !== null).map((expiresAt) => ({ ...NO, expiresAt }))
    for (const result of [...unmet, ...ending]) {
      expect(decode([{ result }]), JSON.stringify(result)).toStrictEqual(INVALID)
    }
  })

  it('denies when there is no result: engine-undefined', () => {
    expect(decode([])).toStrictEqual({ allow: false, code: 'engine-undefined' })
  })

  it('denies when nothing is unmet and nothing allowed: engine-policy-unusable', () => {
    expect(decode([{ result: { ...NO, unmet: [] } }])).toStrictEqual({
      allow: false,
      code: 'engine-policy-unusable',
    })
  })
})
