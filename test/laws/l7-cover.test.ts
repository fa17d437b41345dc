import type { Outcome } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { isObject, type Json, type JsonObject } from '../generators/json-tree.ts'
import { type Case, randomCases } from '../generators/random-case.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { decideOn } from './pipeline.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Run {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

function answerTo({ request, document, profile }: Case, { policy }: House): Outcome {
  const identified = policy.identifyProfile(profile, () => 'sha256:')
  return policy.outcomeOf(policy.decideRequest(request, document, identified))
}

/** The law in its own words: the request is a list of texts, and as a set it is the references of the entries. */
function isCovered({ request, document }: Case): boolean {
  const images = isObject(document as Json) ? (document as JsonObject)['images'] : undefined
  if (!Array.isArray(request) || !Array.isArray(images)) return false
  const references = images.map((each) => (isObject(each) ? each['reference'] : undefined))
  const texts = request.every((each) => typeof each === 'string' && each.length > 0)
  const same = request.every((each) => references.includes(each)) && references.every((each) => request.includes(each))
  return texts && request.length > 0 && same
}

/** What is covered is answered as the document is; what is not is a deny with something unmet. */
function violationOf(each: Case, said: Outcome, answer: Outcome): string | undefined {
  if (isCovered(each)) return JSON.stringify(answer) === JSON.stringify(said) ? undefined : 'covered, and changed'
  const denied = !answer.allow && answer.expiresAt === null && answer.unmet.length > 0
  return denied ? undefined : 'not covered, and allowed'
}

function run(house: House, count: number): Run {
  const violations: string[] = []
  const counts = { cases: 0, allowed: 0, 'not covered beside an allow': 0 }
  for (const each of randomCases(SEED)) {
    if (counts.cases >= count) break
    counts.cases += 1
    const said = decideOn(each.document, each)
    const answer = answerTo(each, house)
    const violation = violationOf(each, said, answer)
    if (violation !== undefined) violations.push(`case ${counts.cases}: ${violation}`)
    if (answer.allow) counts.allowed += 1
    if (said.allow && !isCovered(each)) counts['not covered beside an allow'] += 1
  }
  return { violations, counts }
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a reference without an entry',
    of: 'policy',
    file: 'request/cover.ts',
    find: 'missing.length === 0 && foreign.length === 0',
    replace: 'foreign.length === 0',
  },
  {
    name: 'a foreign entry',
    of: 'policy',
    file: 'request/cover.ts',
    find: 'missing.length === 0 && foreign.length === 0',
    replace: 'missing.length === 0',
  },
  {
    name: 'a request that is none',
    of: 'policy',
    file: 'request/cover.ts',
    find: "if (asked === undefined) return { outcome: 'request-malformed' }",
    replace: "if (asked === undefined) return { outcome: 'covered' }",
  },
  {
    name: 'a decision that is not closed',
    of: 'policy',
    file: 'request/decide-request.ts',
    find: "{ ...rest, decision: 'deny'",
    replace: '{ ...rest, decision: decision.decision',
  },
]

describe('L7 cover', () => {
  it('denies whenever the request is not the references of the entries, and changes nothing else', {
    timeout: TIME,
  }, () => {
    const { violations, counts } = run(HOUSE, cases(3000))
    tell('L7', counts)
    expect(violations).toStrictEqual([])
    expect(counts['allowed']).toBeGreaterThanOrEqual((counts['cases'] ?? 0) * 0.3)
    expect(counts['not covered beside an allow']).toBeGreaterThanOrEqual((counts['cases'] ?? 0) * 0.02)
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const { violations } = await withFault(fault, (house) => run(house, cases(1000)))
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})
