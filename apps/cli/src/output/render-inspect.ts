import { type Finding, isRejection, type Rejection } from '@pawl/core'
import { type Claim, formatInstant } from '@pawl/document'
import { type GatheredSubject, printable, REJECTION_WORDS } from '@pawl/setup'
import { describeSeconds } from './durations.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** What was found for one subject, what of it is a claim, and what was turned down and why. */
export function renderInspect({ subject, answers, findings }: GatheredSubject, now: number, out: Terminal): void {
  out.write(out.paint('bold', printable(subject.reference)))
  out.write(`  ${out.paint('dim', subject.subject.digest)}  as ${printable(subject.repository)}`)
  if (answers.length === 0)
    out.write(
      '  nothing was asked: name its registry with --registry, or files, folders or image layouts with --evidence',
    )
  for (const { source, evidence, status, codes, notes } of answers) {
    const missing = status === 'complete' ? '' : `, not everything was read (${status}: ${codes.join(', ')})`
    out.write(`  ${printable(source)}: ${evidence.length} found${missing}`)
    for (const note of notes) out.write(`    ${printable(note)}`)
  }
  const claims = findings.flatMap(({ source, result }) => (isRejection(result) ? [] : [{ source, claim: result }]))
  const rejected = findings.flatMap(({ source, result }) => (isRejection(result) ? [{ source, result }] : []))
  for (const { source, claim } of claims) renderClaim(claim, source, now, out)
  if (rejected.length > 0) renderRejected(rejected, out)
  out.write('')
}

function renderClaim(claim: Claim, source: string, now: number, out: Terminal): void {
  const { type, attester, signer, moment, expiresAt, predicateType, summary } = claim
  out.write('')
  out.write(`  ${out.paint('green', 'verified')}  ${out.paint('bold', printable(`${type} by ${attester}`))}`)
  const facts = [
    ['evidence', source],
    ['predicate', predicateType],
    ['signer', `${signer.kind} ${signer.id}`],
    [
      'made',
      moment === undefined
        ? 'nothing trustworthy says when'
        : `${formatInstant(moment)}, ${describeSeconds(now - moment)} ago`,
    ],
    ...(expiresAt === undefined ? [] : [['ends', formatInstant(expiresAt)]]),
    ...Object.entries(summary).map(([field, value]) => [field, shown(value)]),
  ]
  out.write(
    table(
      [],
      facts.map((row) => row.map(printable)),
      out.width,
      '    ',
    ),
  )
}

/** By code, with how often and where: one garbage file or a hundred are one line of explanation. */
function renderRejected(rejected: readonly Pick<RejectedFinding, 'source' | 'result'>[], out: Terminal): void {
  const codes = [...new Set(rejected.map(({ result }) => result.code))]
  for (const code of codes) {
    const same = rejected.filter(({ result }) => result.code === code)
    out.write('')
    out.write(`  ${out.paint('red', 'turned down')}  ${out.paint('bold', code)}: ${REJECTION_WORDS[code]}`)
    for (const { source, result } of same) {
      out.write(`    ${printable(source)} ${out.paint('dim', `(${printable(where(result))})`)}`)
    }
  }
}

/** The place, or who it was: an operator who configures an identity needs to see the one that was there. */
function where({ at, signer }: Rejection): string {
  return signer === undefined ? at : `issuer ${signer.issuer}, identity ${signer.identity}`
}

type RejectedFinding = Finding & { readonly result: Rejection }

function shown(value: string | number | true | readonly string[]): string {
  if (typeof value !== 'object') return String(value)
  const more = value.length > 3 ? `, ... ${value.length} in all` : ''
  return value.length === 0 ? 'none' : `${value.slice(0, 3).join(', ')}${more}`
}
