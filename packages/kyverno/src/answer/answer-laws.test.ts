import type { ImageEntry } from '@pawl/document'
import {
  decideRequest,
  type Found,
  type IdentifiedProfile,
  identifyProfile,
  type Mode,
  parsePolicy,
} from '@pawl/policy'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decisionAnswer } from './decision-answer.ts'
import { documentAnswer } from './document-answer.ts'
import type { DecisionBody, KyvernoAnswer } from './protocol.ts'

const NOW = 1_763_812_800
const MODES: readonly Mode[] = ['enforce', 'warn', 'audit']
const TYPES = ['one', 'two'] as const
const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`
const IMAGES = ['a', 'b', 'c', 'd'].map((letter) => `ghcr.io/acme/${letter}@${digestOf(letter)}`)

const mode = fc.constantFrom(...MODES)

const profile = fc
  .record({
    mode,
    unmatched: fc.constantFrom('allow' as const, 'deny' as const),
    policies: fc
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
      ),
  })
  .map(
    (each): IdentifiedProfile =>
      identifyProfile(
        { apiVersion: 'pawl.dev/v1', kind: 'CompiledProfile', name: 'production', validUntil: 'unlimited', ...each },
        () => digestOf('a'),
      ),
  )

const claimOf = (type: string): ImageEntry['claims'][number] => ({
  type,
  predicateType: 'https://example.test/v1',
  attester: 'a',
  signer: { kind: 'key', id: digestOf('a') },
  moment: NOW - 60,
  statementDigest: digestOf('a'),
  subject: 'exact',
  summary: {},
})

const entryFor = (reference: string): fc.Arbitrary<ImageEntry> =>
  fc.record({
    reference: fc.constant(reference),
    repository: fc.constantFrom('ghcr.io/acme/x', 'ghcr.io/acme/x', 'docker.io/acme/x'),
    name: fc.constant('x'),
    digest: fc.constant(reference.split('@')[1] ?? ''),
    verifiedAt: fc.constant(NOW),
    validUntil: fc.constantFrom(NOW + 300, NOW + 300, NOW),
    trust: fc.constant({ name: 'test', digest: digestOf('a'), revision: 1 }),
    claims: fc.subarray([...TYPES]).map((types) => types.map(claimOf)),
  })

/** One entry for each image. */
const entries = fc.tuple(...IMAGES.map(entryFor))
const subset = fc.subarray([...IMAGES], { minLength: 1 })

interface Question {
  readonly images: readonly string[]
  readonly found: (reference: string) => Found
  readonly by: IdentifiedProfile
}

function asked({ images, found, by }: Question, answer: typeof decisionAnswer): KyvernoAnswer {
  const world = { profiles: new Map([['production', by]]), now: NOW }
  return answer({ asks: 'decision', profile: 'production', nonce: 'uid', images }, found, world)
}

const MISSING: Found = { outcome: 'refused', code: 'reference-invalid' }

const finderOf =
  (all: readonly ImageEntry[], otherwise: Found = MISSING) =>
  (reference: string): Found => {
    const entry = all.find((each) => each.reference === reference)
    return entry === undefined ? otherwise : { outcome: 'entry', entry, doubt: undefined }
  }

function acceptedIn({ status, body }: KyvernoAnswer): DecisionBody['accepted'] {
  expect(status).toBe(200)
  return (body.body as DecisionBody).accepted
}

describe('the laws of an answer', () => {
  it('accepts in no mode of the profile an image that has no entry, whatever the others have', () => {
    fc.assert(
      fc.property(entries, subset, subset, profile, (all, images, known, by) => {
        const missing = images.filter((each) => !known.includes(each))
        fc.pre(missing.length > 0)
        const found = finderOf(all.filter(({ reference }) => known.includes(reference)))
        expect(acceptedIn(asked({ images, found, by }, decisionAnswer))[by.compiled.mode]).toBe(false)
        expect(asked({ images, found, by }, documentAnswer).status).toBe(422)
      }),
    )
  })

  it('is none where one image is unanswered', () => {
    fc.assert(
      fc.property(entries, subset, subset, profile, (all, images, known, by) => {
        fc.pre(images.some((each) => !known.includes(each)))
        const late: Found = { outcome: 'unanswered', code: 'deadline-passed' }
        const found = finderOf(
          all.filter(({ reference }) => known.includes(reference)),
          late,
        )
        for (const answer of [decisionAnswer, documentAnswer]) {
          expect(asked({ images, found, by }, answer)).toMatchObject({
            status: 503,
            body: { body: { code: late.code } },
          })
        }
      }),
    )
  })

  it('accepts in every mode exactly what is allowed, and in mode enforce what is admitted', () => {
    fc.assert(
      fc.property(entries, subset, profile, (all, images, by) => {
        const judged = all.filter(({ reference }) => images.includes(reference))
        const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: judged }
        const { decision, admit } = decideRequest(images, document, by)
        const { enforce, warn, audit } = acceptedIn(asked({ images, found: finderOf(all), by }, decisionAnswer))
        expect([enforce && warn && audit, enforce]).toStrictEqual([decision === 'allow', admit])
      }),
    )
  })

  it('loses nothing that is accepted when one of several images is taken out of the question', () => {
    fc.assert(
      fc.property(entries, profile, fc.constantFrom(...IMAGES), (all, by, out) => {
        const found = finderOf(all)
        const more = acceptedIn(asked({ images: IMAGES, found, by }, decisionAnswer))
        const images = IMAGES.filter((each) => each !== out)
        const less = acceptedIn(asked({ images, found, by }, decisionAnswer))
        for (const each of MODES) expect(!more[each] || less[each]).toBe(true)
      }),
    )
  })

  it('loses nothing that is accepted when a claim is added', () => {
    fc.assert(
      fc.property(entries, profile, fc.nat(3), fc.constantFrom(...TYPES), (all, by, at, type) => {
        const richer = all.map((each, index) =>
          index === at ? { ...each, claims: [...each.claims, claimOf(type)] } : each,
        )
        const less = acceptedIn(asked({ images: IMAGES, found: finderOf(all), by }, decisionAnswer))
        const more = acceptedIn(asked({ images: IMAGES, found: finderOf(richer), by }, decisionAnswer))
        for (const each of MODES) expect(!less[each] || more[each]).toBe(true)
      }),
    )
  })

  it('takes the evidence of one image for no other, however they are mixed up', () => {
    fc.assert(
      fc.property(entries, subset, profile, fc.integer({ min: 1, max: 3 }), (all, images, by, turns) => {
        const turned = (reference: string): Found => {
          const entry = all[(IMAGES.indexOf(reference) + turns) % IMAGES.length]
          return entry === undefined ? MISSING : { outcome: 'entry', entry, doubt: undefined }
        }
        expect(acceptedIn(asked({ images, found: turned, by }, decisionAnswer))[by.compiled.mode]).toBe(false)
        expect(asked({ images, found: turned, by }, documentAnswer).status).toBe(422)
      }),
    )
  })
})
