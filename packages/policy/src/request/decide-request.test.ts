import { describe, expect, it } from 'vitest'
import type { Mode } from '../compiled-policy.ts'
import type { Decision } from '../decision.ts'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { outcomeOf } from '../outcome-of.ts'
import { decideRequest } from './decide-request.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = 'ghcr.io/acme/app:1'
const DB = 'ghcr.io/acme/db:1'

const profileOf = (mode: Mode = 'enforce') =>
  identifyAlone(
    parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: 'p', revision: 1 },
        spec: {
          mode,
          images: ['ghcr.io/acme/**'],
          require: [
            { name: 'reviewed', claim: 'review', from: ['alice'], maxAge: '60s' },
            { name: 'built', claim: 'provenance', from: ['ci'], maxAge: '60s' },
          ],
        },
      },
      NOW,
    ),
    () => DIGEST,
  )

const claim = (type: string, attester: string) => ({
  type,
  attester,
  statementDigest: DIGEST,
  moment: NOW,
  summary: {},
})
const entry = (reference: unknown, claims = [claim('review', 'alice'), claim('provenance', 'ci')]) => ({
  reference,
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 30,
  claims,
})
const documentOf = (...images: readonly unknown[]) => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images,
})
const bare = entry(DB, [])

const decideOf = (request: unknown, document: unknown): Decision => decideRequest(request, document, profileOf())
const codesOf = (decision: Decision): readonly string[] =>
  decision.images.map(({ index, policies }) => {
    const reasons = policies.flatMap(({ requirements }) =>
      requirements.flatMap((each) => (each.met ? [] : each.reasons)),
    )
    return `${index} ${[...new Set(reasons.map(({ code }) => code))].join(' ')}`.trim()
  })
const all = (index: number) => [
  [index, 'p', 'reviewed'],
  [index, 'p', 'built'],
]

describe('decideRequest', () => {
  it('allows when every reference has an entry and every entry a reference', () => {
    expect(decideOf([APP], documentOf(entry(APP)))).toMatchObject({
      decision: 'allow',
      admit: true,
      expiresAt: NOW + 30,
    })
    expect(decideOf([DB, APP], documentOf(entry(APP), entry(DB)))).toMatchObject({ decision: 'allow' })
  })

  it('allows when one image is in the request twice and has one entry', () => {
    expect(decideOf([APP, APP], documentOf(entry(APP)))).toMatchObject({ decision: 'allow' })
  })

  it('judges both when a reference has two entries', () => {
    expect(decideOf([APP], documentOf(entry(APP), entry(APP)))).toMatchObject({ decision: 'allow' })
    const decision = decideOf([APP], documentOf(entry(APP), entry(APP, [])))
    expect(outcomeOf(decision)).toStrictEqual({ allow: false, unmet: all(1), expiresAt: null })
  })

  it('denies when a reference has no entry, and the others keep what was said of them: image-not-covered', () => {
    const decision = decideOf([APP, 'x:1', DB], documentOf(entry(APP), bare))
    expect(decision).toMatchObject({ decision: 'deny', admit: false })
    expect(decision).not.toHaveProperty('expiresAt')
    expect(codesOf(decision)).toStrictEqual(['-1 image-not-covered', '0', '1 claim-missing'])
    expect(decision.images[0]?.policies[0]?.requirements[0]).toStrictEqual({
      name: 'reviewed',
      met: false,
      reasons: [{ code: 'image-not-covered', found: 1, missing: ['x:1'] }],
    })
    expect(outcomeOf(decision).unmet).toStrictEqual([...all(-1), ...all(1)])
  })

  it('names eight references and counts all when more have no entry', () => {
    const request = Array.from({ length: 20 }, (_, index) => `x:${index}`)
    expect(
      decideOf([APP, ...request, ...request], documentOf(entry(APP))).images[0]?.policies[0]?.requirements[0],
    ).toMatchObject({
      reasons: [{ code: 'image-not-covered', found: 20, missing: request.slice(0, 8) }],
    })
  })

  it('denies when nobody asked for an entry, good as it is: entry-foreign', () => {
    const decision = decideOf([APP], documentOf(entry(APP), entry(DB)))
    expect(decision).toMatchObject({ decision: 'deny', admit: false })
    expect(codesOf(decision)).toStrictEqual(['0', '1 entry-foreign'])
    expect(decision.images[1]).toMatchObject({ index: 1, reference: DB, digest: DIGEST, decision: 'deny' })
    expect(outcomeOf(decision)).toStrictEqual({ allow: false, unmet: all(1), expiresAt: null })
  })

  it.each([
    ['a letter of another case', 'ghcr.io/acme/App:1'],
    ['another tag', 'ghcr.io/acme/app:2'],
    ['no tag', 'ghcr.io/acme/app'],
    ['a blank more', `${APP} `],
    ['a line break more', `${APP}\n`],
    ['the digest', `${APP}@${DIGEST}`],
    ['a name that objects inherit', 'constructor'],
  ])('denies when the reference has %s: image-not-covered, entry-foreign', (_, reference) => {
    expect(codesOf(decideOf([reference], documentOf(entry(APP))))).toStrictEqual([
      '-1 image-not-covered',
      '0 entry-foreign',
    ])
  })

  it('denies when the reference is in another Unicode form: image-not-covered, entry-foreign', () => {
    const [composed, decomposed] = ['x/caf\u00e9:1', 'x/cafe\u0301:1']
    expect(decideOf([composed], documentOf(entry(composed)))).toMatchObject({ decision: 'allow' })
    expect(codesOf(decideOf([composed], documentOf(entry(decomposed))))).toStrictEqual([
      '-1 image-not-covered',
      '0 entry-foreign',
    ])
  })

  it.each([
    [[]],
    [undefined],
    [null],
    [APP],
    [{ length: 1, 0: APP }],
    [[APP, 1]],
    [[APP, null]],
    [[APP, '']],
    [[[APP]]],
    [Object.assign([], { 1: APP })],
    [new Set([APP])],
  ])('denies when the request is none or empty: request-malformed #%#', (request) => {
    const decision = decideOf(request, documentOf(entry(APP)))
    expect(decision).toMatchObject({ decision: 'deny', admit: false, profile: 'p' })
    expect(decision).not.toHaveProperty('expiresAt')
    expect(codesOf(decision)).toStrictEqual(['-1 request-malformed'])
  })

  it('denies when an entry has no reference of its own: entry-foreign', () => {
    for (const reference of [undefined, null, 1, [APP], '']) {
      expect(codesOf(decideOf([APP], documentOf(entry(APP), entry(reference))))).toStrictEqual(['0', '1 entry-foreign'])
    }
  })

  it('denies when the document is none, whatever was asked: document-malformed', () => {
    for (const document of [null, {}, documentOf(), { ...documentOf(entry(DB)), kind: 'x' }]) {
      expect(codesOf(decideOf([APP], document))).toStrictEqual(['-1 document-malformed'])
    }
  })

  it('admits what is not covered exactly when the profile does not enforce', () => {
    const document = documentOf(entry(APP))
    expect(decideRequest([DB], document, profileOf('warn'))).toMatchObject({ decision: 'deny', admit: true })
    expect(decideRequest([], document, profileOf('audit'))).toMatchObject({ decision: 'deny', admit: true })
    expect(decideRequest([DB], document, profileOf('enforce'))).toMatchObject({ decision: 'deny', admit: false })
  })
})
