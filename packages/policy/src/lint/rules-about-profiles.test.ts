import { describe, expect, it } from 'vitest'
import { parsePolicy } from '../language/parse-policy.ts'
import { lintProfiles } from './lint-profiles.ts'

const policy = (name: string, images: string, mode = 'enforce') =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode, images: [images], require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1d' }] },
    },
    0,
  )
const [ONE, INSIDE, OTHER] = [
  policy('one', 'ghcr.io/acme/**'),
  policy('two', 'ghcr.io/acme/app'),
  policy('two', 'quay.io/**'),
]
const [AUDITED, WARNED] = [policy('one', '**', 'audit'), policy('one', '**', 'warn')]

interface Written {
  readonly mode?: string
  readonly policies?: readonly string[]
  readonly unmatched?: string
  readonly governedElsewhere?: string
}
/** Beside the strict profile that every configuration needs. */
const profiles = (change: Written): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'p', revision: 1 },
  spec: {
    profiles: [
      { name: 'strict', mode: 'enforce', policies: ['one'], namespaces: [] },
      { name: 'other', mode: 'warn', policies: ['one', 'two'], namespaces: ['dev'], ...change },
    ],
    unknownNamespaces: 'strict',
  },
})

describe('a rule about policies together', () => {
  const found = (code: string, value: unknown, policies: Parameters<typeof lintProfiles>[1]): readonly string[] =>
    lintProfiles(value, policies).flatMap((each) =>
      each.code === code ? [`${each.file} ${each.severity} ${each.at}`] : [],
    )

  type Given = readonly [value: unknown, policies: Parameters<typeof lintProfiles>[1]]
  const ROWS: readonly (readonly [code: string, faulty: Given, found: string, sound: Given])[] = [
    [
      'policy-unused',
      [profiles({ policies: ['one'] }), [ONE, INSIDE]],
      'profiles warning spec.profiles',
      [profiles({}), [ONE, INSIDE]],
    ],
    [
      'policy-unused',
      [profiles({ policies: ['one'] }), [ONE, INSIDE]],
      'profiles warning spec.profiles',
      [undefined, [ONE, INSIDE]],
    ],
    [
      'profile-policies-disjoint',
      [profiles({}), [ONE, OTHER]],
      'profiles note spec.profiles[1].policies',
      [profiles({}), [ONE, INSIDE]],
    ],
    [
      'profile-policies-disjoint',
      [profiles({}), [ONE, OTHER]],
      'profiles note spec.profiles[1].policies',
      [profiles({ policies: ['one'] }), [ONE, OTHER]],
    ],
    ['nothing-enforced', [undefined, [AUDITED]], 'policy note spec.mode', [undefined, [ONE]]],
    [
      'nothing-enforced',
      [profiles({ policies: ['one'] }), [WARNED]],
      'profiles note spec.profiles',
      [profiles({ policies: ['one'] }), [ONE]],
    ],
    [
      'unmatched-open',
      [profiles({ unmatched: 'allow' }), [ONE, INSIDE]],
      'profiles warning spec.profiles[1].unmatched',
      [profiles({ unmatched: 'deny' }), [ONE, INSIDE]],
    ],
    [
      'unmatched-open',
      [profiles({ unmatched: 'allow', governedElsewhere: 'a node policy' }), [ONE, INSIDE]],
      'profiles note spec.profiles[1].unmatched',
      [profiles({}), [ONE, INSIDE]],
    ],
  ]

  it.each(ROWS)('finds %s, and nothing one fact away', (code, faulty, expected, sound) => {
    expect(found(code, ...faulty)).toEqual([expected])
    expect(found(code, ...sound)).toEqual([])
  })
})
