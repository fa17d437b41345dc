import { type LintFacts, lintPolicy } from '@pawl/policy/lint'
import { describe, expect, it } from 'vitest'
import { built, defined, FACTS, type Json, MORE, policy, required, requiring, S, tested } from './written-policy.ts'

const findings = (value: unknown, facts: Partial<LintFacts> = {}) => lintPolicy(defined(value), { ...FACTS, ...facts })

const found = (code: string, value: unknown, facts?: Partial<LintFacts>): readonly string[] =>
  findings(value, facts).flatMap((each) => (each.code === code ? [`${each.severity} ${each.at}`] : []))

describe('lintPolicy', () => {
  it('finds nothing in a policy that says what it means', () => {
    expect(findings(policy({}), MORE)).toEqual([])
    expect(findings(requiring(built()), MORE)).toEqual([])
  })

  it('asks nothing about attesters, repositories or fields that nobody told it', () => {
    const odd = requiring(required({ claim: 'test-result', from: ['nobody'], where: [{ field: 'odd', exists: true }] }))
    expect(findings(odd)).toEqual([])
  })

  it('knows the places of leaves deep in groups', () => {
    const leaf = (maxAge: string): Json => required({ name: undefined, maxAge })
    const nested = {
      name: 'r',
      allOf: [leaf('1d'), { anyOf: [{ allOf: [leaf('2d'), leaf('unlimited')] }, leaf('3d')] }],
    }
    expect(found('max-age-unlimited', requiring(required(), nested))).toEqual([
      'warning spec.require[1].allOf[1].anyOf[0].allOf[1].maxAge',
    ])
  })

  it('counts places as they are written, where a name stands twice', () => {
    const twice = requiring(required({ from: ['security', 'security', 'securty'] }))
    expect(found('attester-unknown', twice, MORE)).toEqual([`error ${S}.from[2]`])
  })

  it('says what it found in fields, and what may have been meant', () => {
    const [first] = findings(tested({ field: 'aproved', equals: true }))
    expect(first).toStrictEqual({
      code: 'field-unknown',
      file: 'policy',
      severity: 'warning',
      at: `${S}.where[0].field`,
      requirement: 'reviewed',
      claim: 'review',
      field: 'aproved',
      meant: 'approved',
    })
  })
})
