import { LINT_CODES } from '@pawl/policy/lint'
import { describe, expect, it } from 'vitest'
import { causeOf, cureOf } from './lint-words.ts'

const NOW = 1_767_312_000

describe('the words for a finding', () => {
  it.each(LINT_CODES)('%s: two short sentences, without a full stop and without a gap', (code) => {
    const finding = {
      code,
      file: 'policy',
      at: 'spec',
      place: 'policy.yaml:1:1',
      otherPlace: 'policy.yaml:2:1',
    } as const
    const typed = {
      severity: 'error',
      requirement: 'r',
      claim: 'review',
      attester: 'a',
      field: 'claimedRef',
      value: 'v',
    } as const
    const more = { meant: 'm', until: NOW, found: 1, needed: 2, policy: 'p', profile: 'f' } as const
    for (const words of [causeOf, cureOf]) {
      const said = words({ ...finding, ...typed, ...more })
      expect(said).toMatch(/^\S.{8,200}[^.\s]$/)
      expect(said).not.toMatch(/undefined|\n/)
    }
  })
})
