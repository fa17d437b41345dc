import { describe, expect, it } from 'vitest'
import { built, found, MORE, policy, type Row, required, requiring, S } from './written-policy.ts'

const ROWS: readonly Row[] = [
  [
    'attester-unknown',
    requiring(required({ from: ['security', 'securty'] })),
    `error ${S}.from[1]`,
    requiring(required({ from: ['security', 'deputy'] })),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring(required({ from: ['scanner'] })),
    `error ${S}.from[0]`,
    requiring(required({ from: ['deputy'] })),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring(required({ from: ['security', 'scanner'] })),
    `warning ${S}.from[1]`,
    requiring(required({ from: ['security', 'securty'] })),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring({ name: 'r', anyOf: [required({ from: ['scanner'], name: undefined }), required({ name: undefined })] }),
    `warning ${S}.anyOf[0].from[0]`,
    requiring({ name: 'r', anyOf: [required({ from: ['deputy'], name: undefined }), required({ name: undefined })] }),
    MORE,
  ],
  [
    'attester-may-not-make-claim',
    requiring({ name: 'r', allOf: [required({ from: ['scanner'], name: undefined })] }),
    `error ${S}.allOf[0].from[0]`,
    requiring({ name: 'r', allOf: [required({ name: undefined })] }),
    MORE,
  ],
  [
    'attester-revoked',
    policy({ revoked: { attesters: ['security'] } }),
    `error ${S}.from[0]`,
    policy({ revoked: { attesters: ['deputy'] } }),
  ],
  [
    'attester-revoked',
    policy({ require: [required({ from: ['deputy', 'security'] })], revoked: { attesters: ['security'] } }),
    `note ${S}.from[1]`,
    policy({ require: [required({ from: ['deputy'] })], revoked: { attesters: ['security'] } }),
  ],
  [
    'attester-revoked',
    policy({ require: [required({ from: ['deputy', 'security'], count: 2 })], revoked: { attesters: ['security'] } }),
    `error ${S}.from[1]`,
    policy({ require: [required({ from: ['deputy', 'security'], count: 2 })] }),
  ],
  [
    'count-out-of-reach',
    requiring(required({ from: ['security', 'scanner'], count: 2 })),
    `error ${S}.count`,
    requiring(required({ from: ['security', 'deputy'], count: 2 })),
    MORE,
  ],
  [
    'build-level-out-of-reach',
    requiring(built({ where: [{ field: 'buildLevel', atLeast: 3 }] })),
    `error ${S}.where[0]`,
    requiring(built()),
    MORE,
  ],
  ['build-level-out-of-reach', requiring(built({ from: ['chains'] })), `error ${S}.where[0]`, requiring(built()), MORE],
  [
    'age-never-known',
    requiring(required({ claim: 'qa' })),
    `error ${S}.maxAge`,
    requiring(required({ claim: 'qa', from: ['ci', 'security'] })),
    MORE,
  ],
  [
    'age-never-known',
    requiring(required({ claim: 'qa' })),
    `error ${S}.maxAge`,
    requiring(required({ claim: 'qa', maxAge: 'unlimited' })),
    MORE,
  ],
  [
    'max-age-unlimited',
    requiring(required({ claim: 'qa', maxAge: 'unlimited' })),
    `note ${S}.maxAge`,
    requiring(required({ claim: 'qa' })),
    MORE,
  ],
  [
    'max-age-unlimited',
    requiring(required({ claim: 'qa', from: ['ci', 'security'], maxAge: 'unlimited' })),
    `warning ${S}.maxAge`,
    requiring(required({ claim: 'qa', from: ['ci', 'security'] })),
    MORE,
  ],
  [
    'field-not-by-key',
    requiring(built({ from: ['chains'], where: [{ field: 'sourceRef', equals: 'refs/heads/main' }] })),
    `error ${S}.where[0].field`,
    requiring(built({ from: ['chains', 'ci'], where: [{ field: 'sourceRef', equals: 'refs/heads/main' }] })),
    MORE,
  ],
]

describe('a rule about attesters', () => {
  it.each(ROWS.map(([code, faulty, at, sound, facts = {}]) => [code, faulty, at, sound, facts] as const))(
    'finds %s, and nothing one fact away',
    (code, faulty, expected, sound, facts) => {
      expect(found(code, faulty, facts)).toEqual([expected])
      expect(found(code, sound, facts)).toEqual([])
    },
  )
})
