import { formatInstant, type ImageEntry } from '@pawl/document'
import type { CandidateExplanation, ClaimTest, LeafExplanation, NodeExplanation } from '@pawl/policy'
import { describeLeaf } from '../../../output/describe-node.ts'
import { describeSeconds } from '../../../output/durations.ts'
import { describeFault } from './describe-fault.ts'
import { describeNeeds } from './describe-needs.ts'

type Row = readonly string[]

/** What a node asks for, each claim that could meet it, and what would: rows of a word and a text that still has to be escaped. */
export function nodeRows(node: NodeExplanation, entry: ImageEntry, now: number): readonly Row[] {
  if (node.kind === 'claim') return leafRows(node, entry, now)
  const title = node.kind === 'any' ? 'asks for one of' : 'asks for all of'
  const members = node.members.map((member, index) => indented(nodeRows(member, entry, now), `${index + 1}.`))
  return [[title, `${node.members.length}, ${node.holds ? 'which holds' : 'which does not hold'}`], ...members.flat()]
}

/** The member's number before its first row. */
function indented(rows: readonly Row[], number: string): readonly Row[] {
  return rows.map(([word = '', ...rest], index) => [
    `${index === 0 ? number : ''.padEnd(number.length)} ${word}`,
    ...rest,
  ])
}

const SHOWN = 12

function leafRows(node: LeafExplanation, entry: ImageEntry, now: number): readonly Row[] {
  const { leaf } = node
  const candidates = node.candidates.map((each) => [
    each.counts ? 'counts' : 'not this',
    describe(each, leaf, entry, now),
  ])
  const partners = node.partners.map((each) => [
    each.counts ? 'second' : 'not as second',
    describe(each, leaf.with ?? leaf, entry, now),
  ])
  return [
    ['asks for', describeLeaf(leaf)],
    ...(candidates.length === 0 ? [['found', `no ${leaf.claim} at all`]] : cut(candidates)),
    ...(node.holds ? partners.filter(([word]) => word === 'second') : cut(partners)),
    ...(node.holds ? [] : describeNeeds(node, entry, now).map((text) => ['to pass', text])),
  ]
}

/** An image can have 64 claims of one type. Those that count come first. */
function cut(rows: readonly Row[]): readonly Row[] {
  const sorted = [...rows].sort(([a = ''], [b = '']) => Number(a.startsWith('not')) - Number(b.startsWith('not')))
  return sorted.length <= SHOWN ? sorted : [...sorted.slice(0, SHOWN), ['', `and ${sorted.length - SHOWN} more`]]
}

function describe(candidate: CandidateExplanation, test: ClaimTest, entry: ImageEntry, now: number): string {
  const { claim, attester, statementDigest, moment, counts, until, faults } = candidate
  const who = `${claim}${attester === undefined ? '' : ` by ${attester}`}`
  const made =
    moment === undefined ? 'of unknown age' : `made ${formatInstant(moment)}, ${describeSeconds(now - moment)} ago`
  const which = statementDigest === undefined ? '' : ` (${statementDigest.slice(0, 19)}...)`
  const end = until === undefined ? 'without an end of its own' : `until ${formatInstant(until)}`
  const found = entry.claims.find((each) => each.statementDigest === statementDigest && each.type === claim)
  const why = faults.map((reason) => describeFault({ reason, test, claim: found, now })).join('; ')
  return `${who}, ${made}${which}: ${counts ? end : why}`
}
