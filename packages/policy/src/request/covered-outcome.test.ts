import { describe, expect, it } from 'vitest'
import { profileOf } from '../compiled-profile.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import type { Outcome } from '../outcome.ts'
import { coveredOutcome } from './covered-outcome.ts'

const NOW = 1_763_812_800
const APP = 'ghcr.io/acme/app:1'
const DB = 'ghcr.io/acme/db:1'

const leaf = (name: string) => ({ name, claim: 'review', from: ['alice'], maxAge: '60s' })
const PROFILE = profileOf([
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: { mode: 'enforce', images: ['ghcr.io/acme/**'], require: [leaf('reviewed'), leaf('built')] },
    },
    NOW,
  ),
])

const documentOf = (...references: readonly unknown[]) => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: references.map((reference) => ({ reference })),
})
const all = (index: number) => [
  [index, 'p', 'reviewed'],
  [index, 'p', 'built'],
]

/** What an engine said, which sees the document alone. */
const YES: Outcome = { allow: true, unmet: [], expiresAt: NOW + 30 }
const NO: Outcome = { allow: false, unmet: [[1, 'p', 'built']], expiresAt: null }

const answer = (said: Outcome, request: unknown, document: unknown) => coveredOutcome(said, request, document, PROFILE)

describe('coveredOutcome', () => {
  it('is what the engine said when all is covered', () => {
    expect(answer(YES, [DB, APP, APP], documentOf(APP, DB))).toStrictEqual(YES)
    expect(answer(NO, [APP, DB], documentOf(APP, DB))).toStrictEqual(NO)
  })

  it.each<[string, Outcome, unknown, unknown, readonly unknown[]]>([
    ['a reference has no entry', YES, [APP, DB], documentOf(APP), all(-1)],
    [
      'a reference has no entry, and another is denied',
      NO,
      [APP, DB, 'x'],
      documentOf(APP, DB),
      [...all(-1), [1, 'p', 'built']],
    ],
    ['an entry is foreign', YES, [APP], documentOf(APP, DB), all(1)],
    ['an entry is foreign, and denied', NO, [APP], documentOf(APP, DB), all(1)],
    ['an entry is foreign, and another is denied', NO, [DB], documentOf(APP, DB), [[1, 'p', 'built'], ...all(0)]],
    ['an entry has no reference', YES, [APP], documentOf(APP, undefined), all(1)],
    ['nothing fits', YES, [DB], documentOf(APP), [...all(-1), ...all(0)]],
    ['the request is empty', YES, [], documentOf(APP), all(-1)],
    ['the request is none', NO, APP, documentOf(APP), all(-1)],
  ])('denies when %s', (_, said, request, document, unmet) => {
    expect(answer(said, request, document)).toStrictEqual({ allow: false, unmet, expiresAt: null })
  })

  it('denies when an engine allows a document that is none: every requirement of image -1', () => {
    const none = { ...documentOf(APP), now: 1.5 }
    expect(answer(YES, [APP], none)).toStrictEqual({ allow: false, unmet: all(-1), expiresAt: null })
    expect(answer(NO, [APP], none)).toStrictEqual(NO)
  })
})
