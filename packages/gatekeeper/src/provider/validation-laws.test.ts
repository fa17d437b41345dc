import type { ImageEntry } from '@pawl/document'
import {
  decideRequest,
  denialMode,
  type Found,
  type IdentifiedProfile,
  identifyProfile,
  type Mode,
  parsePolicy,
} from '@pawl/policy'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Accepted, ValidationValue } from './protocol.ts'
import { readKeys, type ValidationWorld, validationResponse } from './validation-response.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const MODES: readonly Mode[] = ['enforce', 'warn', 'audit']
const TYPES = ['one', 'two', 'three']

const mode = fc.constantFrom(...MODES)
const time = fc.integer({ min: NOW - 2, max: NOW + 40 })

const policies = fc
  .array(fc.tuple(mode, fc.constantFrom(...TYPES), fc.constantFrom('ghcr.io/**', 'quay.io/**')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) =>
    all.map(([each, claim, images], index) =>
      parsePolicy(
        {
          apiVersion: 'pawl.dev/v1',
          kind: 'AttestationPolicy',
          metadata: { name: `p${index}`, revision: 1 },
          spec: { mode: each, images: [images], require: [{ name: 'r', claim, from: ['a'], maxAge: '1h' }] },
        },
        NOW,
      ),
    ),
  )

const profile = fc
  .record({
    policies,
    mode,
    unmatched: fc.constantFrom('allow' as const, 'deny' as const),
    validUntil: fc.oneof(fc.constant('unlimited' as const), time),
  })
  .map((each) =>
    identifyProfile({ apiVersion: 'pawl.dev/v1', kind: 'CompiledProfile', name: 'production', ...each }, () => DIGEST),
  )

const claim = fc
  .record({ type: fc.constantFrom(...TYPES), expiresAt: time })
  .map(({ type, expiresAt }): ImageEntry['claims'][number] => ({
    type,
    expiresAt,
    predicateType: 'https://example.test/v1',
    attester: 'a',
    signer: { kind: 'key', id: DIGEST },
    moment: NOW - 60,
    statementDigest: DIGEST,
    subject: 'exact',
    summary: {},
  }))

const entry = fc.record({
  reference: fc.constantFrom('ghcr.io/a/b', 'ghcr.io/a/b', 'ghcr.io/a/b', 'ghcr.io/a/other'),
  repository: fc.constantFrom('ghcr.io/a/b', 'quay.io/a/b', 'docker.io/a/b'),
  name: fc.constant('b'),
  digest: fc.constantFrom(DIGEST, DIGEST, DIGEST, 'sha256:00'),
  verifiedAt: fc.constantFrom(NOW, NOW, NOW + 301),
  validUntil: time,
  trust: fc.constant({ name: 'test', digest: DIGEST, revision: 1 }),
  claims: fc.array(claim, { maxLength: 4 }),
})

const code = fc.constantFrom('image-unavailable', 'source-unreachable')
const foundOf = (of: ImageEntry): Found => ({ outcome: 'entry', entry: of, doubt: undefined })
const found: fc.Arbitrary<Found> = fc.oneof(
  { weight: 8, arbitrary: entry.map((each) => foundOf(each)) },
  { weight: 2, arbitrary: code.map((each) => ({ outcome: 'refused' as const, code: each })) },
  { weight: 1, arbitrary: code.map((each) => ({ outcome: 'unanswered' as const, code: each })) },
)

/** What is asked of one image, by whom, and what was found. */
interface Question {
  readonly asks: string
  readonly found: Found
}

const questions = fc.array(fc.record<Question>({ asks: fc.constantFrom('document', 'decision'), found }), {
  minLength: 1,
  maxLength: 4,
})

const keyOf = ({ asks }: Question, index: number): string =>
  JSON.stringify(['pawl.dev/gatekeeper/v1', asks, 'production', index === 0 ? 'ghcr.io/a/b' : `ghcr.io/a/b${index}`])

function answerTo(asked: readonly Question[], world: ValidationWorld) {
  const byKey = new Map(asked.map((each, index) => [keyOf(each, index), each.found]))
  const keys = readKeys([...byKey.keys()], world) ?? []
  const none: Found = { outcome: 'unanswered', code: 'never-asked' }
  return validationResponse(keys, ({ key }) => byKey.get(key) ?? none, world).response
}

const worldOf = (by: IdentifiedProfile): ValidationWorld => ({
  profiles: new Map([['production', by]]),
  now: NOW,
  lifetime: 20,
})

describe('the laws of an answer', () => {
  it('holds exactly one item for each key and none for another, or no item and a system error', () => {
    fc.assert(
      fc.property(questions, profile, (asked, by) => {
        const { items, systemError } = answerTo(asked, worldOf(by))
        const unanswered = asked.some((each) => each.found.outcome === 'unanswered')
        expect(items.map(({ key }) => key)).toStrictEqual(unanswered ? [] : asked.map(keyOf))
        expect(systemError !== '').toBe(unanswered)
      }),
    )
  })

  it('never counts longer than its lifetime, its entry and its decision', () => {
    fc.assert(
      fc.property(entry, profile, fc.constantFrom('document', 'decision'), (each, by, asks) => {
        const value = valueFor({ asks, found: foundOf(each) }, by)
        expect(value.validUntil).toBeLessThanOrEqual(NOW + 20)
        expect(value.validUntil).toBeLessThanOrEqual(each.validUntil)
        if (asks === 'document') return
        expect(value.validUntil).toBeLessThanOrEqual(decided(each, by).expiresAt ?? Number.POSITIVE_INFINITY)
      }),
    )
  })

  it('is accepted by a stricter constraint where it is accepted by a weaker one', () => {
    fc.assert(
      fc.property(found, profile, (each, by) => {
        fc.pre(each.outcome !== 'unanswered')
        const { enforce, warn, audit } = acceptedIn(valueFor({ asks: 'decision', found: each }, by))
        expect([!audit || warn, !warn || enforce]).toStrictEqual([true, true])
      }),
    )
  })

  it('is accepted by all constraints exactly where the decision is allow, and by that of enforce where it is admitted', () => {
    fc.assert(
      fc.property(entry, profile, (each, by) => {
        const accepted = acceptedIn(valueFor({ asks: 'decision', found: foundOf(each) }, by))
        const { decision, admit } = decided(each, by)
        expect([accepted.audit, accepted.enforce]).toStrictEqual([decision === 'allow', admit])
      }),
    )
  })

  it('loses nothing that accepts when a claim is added', () => {
    fc.assert(
      fc.property(entry, claim, profile, (each, more, by) => {
        const accepted = (claims: ImageEntry['claims']) =>
          acceptedIn(valueFor({ asks: 'decision', found: foundOf({ ...each, claims }) }, by))
        const [less, greater] = [accepted(each.claims), accepted([...each.claims, more])]
        for (const of of MODES) expect(!less[of] || greater[of]).toBe(true)
      }),
    )
  })
})

describe('denialMode', () => {
  it('is enforce exactly where a decision is not admitted, and nothing exactly for an allow', () => {
    fc.assert(
      fc.property(entry, profile, (each, by) => {
        const decision = decided(each, by)
        const denied = denialMode(decision, by.compiled)
        expect(denied === 'enforce').toBe(!decision.admit)
        expect(denied === undefined).toBe(decision.decision === 'allow')
      }),
    )
  })
})

const NOTHING: Accepted = { enforce: false, warn: false, audit: false }

function valueFor(question: Question, by: IdentifiedProfile): ValidationValue {
  const [item] = answerTo([question], worldOf(by)).items
  const value = item !== undefined && 'value' in item ? item.value : undefined
  if (value === undefined || typeof value === 'string') throw new Error('there is no value')
  return value
}

function acceptedIn({ accepted }: ValidationValue): Accepted {
  expect(accepted).toBeDefined()
  return accepted ?? NOTHING
}

function decided(each: ImageEntry, by: IdentifiedProfile) {
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [each] }
  return decideRequest(['ghcr.io/a/b'], document, by)
}
