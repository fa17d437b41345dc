import { formatInstant, type ImageEntry } from '@pawl/document'
import type { CandidateExplanation, ClaimTest, FieldTest, LeafExplanation } from '@pawl/policy'
import { describeFieldTest } from '../../../output/describe-node.ts'

/** What would make a leaf hold, the least first: something for a claim that is there already, or a new claim. Still has to be escaped. */
export function describeNeeds(node: LeafExplanation, entry: ImageEntry, now: number): readonly string[] {
  const { leaf, attesters } = node
  const { with: partner, count } = leaf
  const lacking = leaf.from.filter((name) => !attesters.includes(name))
  const number = count > 1 ? `${count - attesters.length} more of ${lacking.join(', ')}, each with ` : ''
  const first = `${number}a ${leaf.claim} ${describeClaim(leaf, lacking, entry, now)}`
  if (partner === undefined) return [first]
  const second = `a ${partner.claim} ${describeClaim(partner, partner.from, entry, now)}`
  const joins = [
    ...partner.covers.map(([a, b]) => `its ${b} lists all of ${a}`),
    ...partner.equal.map(([a, b]) => `its ${b} is the ${a}`),
  ].join(' and ')
  const waiting = node.candidates.filter(isWaiting).map((each) => forCandidate(each, second, partner.covers))
  return [...waiting, `${first}, and ${second} where ${joins === '' ? 'both are there' : joins}`]
}

/** One that only lacks its second claim. */
function isWaiting({ counts, faults }: CandidateExplanation): boolean {
  return !counts && faults.every(({ code }) => PAIR.has(code))
}

const PAIR: ReadonlySet<string> = new Set(['partner-missing', 'not-covered', 'not-equal'])

function forCandidate(
  { attester = '', moment, faults }: CandidateExplanation,
  second: string,
  covers: readonly (readonly [string, string])[],
): string {
  const made = moment === undefined ? '' : ` of ${formatInstant(moment)}`
  const [first] = faults
  const pair = covers.find(([a]) => a === first?.field)
  if (first?.code !== 'not-covered' || first.missing === undefined || pair === undefined) {
    return `for the one by ${attester}${made}: ${second}`
  }
  const more = (first.found ?? 0) > first.missing.length ? ', ...' : ''
  return `for the one by ${attester}${made}: ${second}, whose ${pair[1]} lists also ${first.missing.join(', ')}${more}`
}

function describeClaim(test: ClaimTest, from: readonly string[], entry: ImageEntry, now: number): string {
  const made = test.maxAge === 'unlimited' ? '' : `, made at or after ${formatInstant(now - test.maxAge)}`
  const where = test.where.map((each) => describeTest(each, entry, now))
  return `by ${from.join(' or ')}${made}${where.length === 0 ? '' : `, with ${where.join(', ')}`}`
}

/** As it is asked of this image now: `{name}` filled in, ages as instants. */
function describeTest(test: FieldTest, entry: ImageEntry, now: number): string {
  if (test.op === 'within') return `${test.field} at or after ${formatInstant(now - test.value)}`
  if (test.op !== 'template') return describeFieldTest(test)
  const text = test.parts.map((part) => (typeof part === 'string' ? part : entry[part.image])).join('')
  return `${test.field} = ${text}`
}
