import type { CompiledProfile } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { decodeAnswer } from './decode-answer.ts'

const PROFILE: CompiledProfile = {
  apiVersion: 'pawl.dev/v1',
  kind: 'CompiledProfile',
  name: 'production',
  mode: 'enforce',
  unmatched: 'deny',
  validUntil: 'unlimited',
  policies: [],
}

const YES = { allow: true, unmet: [], expiresAt: 1_763_813_100 }
const NO = { allow: false, unmet: [[0, 'production', 'reviewed']], expiresAt: null }

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
    // 0 and 1 are times, if long past; whether an allow has ended is asked by whoever uses it.
    const wrong = NEAR.filter((value) => member !== 'expiresAt' || (value !== 0 && value !== 1))
    const changed = wrong.map((value) => ({ ...YES, [member]: value }))
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
    expect(decodeAnswer([{ result: YES }], PROFILE)).toStrictEqual(YES)
  })

  it('allows without an end only by a profile that lets images by and does not end itself: engine-answer-invalid', () => {
    const endless = [{ result: { ...YES, expiresAt: null } }]
    const invalid = { allow: false, code: 'engine-answer-invalid' }
    expect(decodeAnswer(endless, { ...PROFILE, unmatched: 'allow' })).toStrictEqual({ ...YES, expiresAt: null })
    expect(decodeAnswer(endless, PROFILE)).toStrictEqual(invalid)
    expect(decodeAnswer(endless, { ...PROFILE, unmatched: 'allow', validUntil: 1_763_813_100 })).toStrictEqual(invalid)
  })

  it('denies with what is unmet when the answer is a well-formed no', () => {
    expect(decodeAnswer([{ result: NO }], PROFILE)).toStrictEqual(NO)
    expect(decodeAnswer([{ result: { ...NO, unmet: [[-1, 'p', 'r']] } }], PROFILE)).toMatchObject({
      unmet: [[-1, 'p', 'r']],
    })
  })

  it('denies when the yes is broken in one place: engine-answer-invalid', () => {
    const broken = brokenYes()
    expect(broken.length).toBeGreaterThan(70)
    for (const result of broken) {
      expect(decodeAnswer([{ result }], PROFILE), JSON.stringify(result)).toStrictEqual({
        allow: false,
        code: 'engine-answer-invalid',
      })
    }
  })

  it('denies when the yes stands anywhere else: engine-answer-invalid', () => {
    for (const answer of AROUND_YES) {
      expect(decodeAnswer(answer, PROFILE), JSON.stringify(answer)).toStrictEqual({
        allow: false,
        code: 'engine-answer-invalid',
      })
    }
  })

  it('denies when the no is broken: engine-answer-invalid', () => {
    const unmet = NEAR.filter((value) => !(Array.isArray(value) && value.length === 0)).map((value) => ({
      ...NO,
      unmet: value,
    }))
    const ending = NEAR.filter((value) => value !== null).map((expiresAt) => ({ ...NO, expiresAt }))
    for (const result of [...unmet, ...ending]) {
      expect(decodeAnswer([{ result }], PROFILE), JSON.stringify(result)).toStrictEqual({
        allow: false,
        code: 'engine-answer-invalid',
      })
    }
  })

  it('denies when there is no result: engine-undefined', () => {
    expect(decodeAnswer([], PROFILE)).toStrictEqual({ allow: false, code: 'engine-undefined' })
  })

  it('denies when nothing is unmet and nothing allowed: engine-policy-unusable', () => {
    expect(decodeAnswer([{ result: { ...NO, unmet: [] } }], PROFILE)).toStrictEqual({
      allow: false,
      code: 'engine-policy-unusable',
    })
  })
})
