import type { Constants } from '@pawl/policy/prove'
import { describe, expect, it } from 'vitest'
import { celConstants } from './cel-constants.ts'
import { celTokens } from './cel-tokens.ts'

const constants = (...expressions: readonly string[]): Constants => celConstants(expressions.map(celTokens))

describe('constants of CEL', () => {
  it('knows types, attesters, fields and values of an expression that a person wrote', () => {
    const found = constants(
      'variables.document.images.all(i, i.claims.exists(c, c.type == "vulnerability-scan" && c.attester == "scanner" && c.summary.critical <= 3))',
    )
    expect(found).toMatchObject({
      types: ['vulnerability-scan'],
      attesters: ['scanner'],
      together: [{ type: 'vulnerability-scan', attester: 'scanner' }],
      fields: ['critical'],
      values: [{ field: 'critical', value: 3 }],
    })
  })

  it('knows them in the expressions that Pawl prints', () => {
    const found = constants(
      'variables.entries.map(e,e.claims.exists(c,(c.attester in ["alice","bob"]&&c.type=="review"&&"moment" in c&&variables.now-double(c.moment)<=86400.0&&("approved" in c.summary&&((type(c.summary["approved"])==bool&&c.summary["approved"]==true))))))',
    )
    expect(found).toMatchObject({
      types: ['review'],
      attesters: ['alice', 'bob'],
      fields: ['approved'],
      values: [{ field: 'approved', value: true }],
      numbers: [86_400],
    })
  })

  it('knows attesters that are counted by a loop', () => {
    const found = constants('["alice","bob"].filter(a,e.claims.exists(c,(c.attester==a&&c.type=="review"))).size()>=2')
    expect(found).toMatchObject({ types: ['review'], attesters: ['alice', 'bob'] })
  })

  it.each([
    ['c.?summary.?critical.orValue(9) == 0', [{ field: 'critical', value: 0 }]],
    ['0.0 == double(c.summary.critical)', [{ field: 'critical', value: 0 }]],
    ['c.summary[?"level"].orValue("") in ["a", "b"]', ['a', 'b'].map((value) => ({ field: 'level', value }))],
    ['"CVE-1" in c.summary.accepted', [{ field: 'accepted', value: ['CVE-1'] }]],
    ['c.summary.branch.matches("^release/.*$")', [{ field: 'branch', value: 'release/app' }]],
    ['double(int(c.summary["high"])) < 1e400', []],
    ['c.summary.share < 1.5', []],
    ['f("critical", 3)', []],
  ])('knows the values in %s', (expression, values) => {
    expect(constants(expression).values).toEqual(values)
  })

  it('takes what is only looked for as a field', () => {
    expect(constants('"passed" in c.summary', 'has(c.summary.failed)').fields).toEqual(['passed', 'failed'])
  })

  it('takes members of anything else for fields only where no summary is named', () => {
    expect(constants('object.spec.size() > 3 && c["summary"]["passed"] == true').fields).toEqual(['passed'])
    expect(constants('cel.bind(s, c.facts, s.passed == true)').fields).toEqual(['passed'])
  })

  it('makes a repository out of a pattern, and no other', () => {
    expect(constants('i.repository.matches("(?s)^ghcr\\\\.io/acme/[^/]*$")').repositories).toEqual(['ghcr.io/acme/app'])
    expect(constants('i.repository.matches("^(a|b)$")').repositories).toEqual([])
  })

  it('takes no member of the document for a field, a value or a string', () => {
    expect(constants('i["digest"] == "x" && i.claims.size() == 4')).toMatchObject({
      fields: [],
      values: [],
      strings: ['x'],
    })
  })
})
