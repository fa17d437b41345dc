import { type Claim, formatInstant } from '@pawl/document'
import type { ImageDecision, Met, NotMet, RequirementDecision } from '@pawl/policy'
import { type Gathered, printable } from '@pawl/setup'
import type { Judgement } from '../judge.ts'
import { describeReason } from './describe-reason.ts'
import { describeSeconds } from './durations.ts'
import { evidenceLine } from './evidence-line.ts'
import { paintVerdict } from './paint-verdict.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** What was decided, an image after the other: each requirement, what each engine says of it, and why. */
export function renderCheck(judgement: Judgement, gathered: Gathered, out: Terminal): void {
  for (const image of judgement.decision.images) renderImage(image, judgement, gathered, out)
  const { decision, expiresAt } = judgement.decision
  const mode =
    judgement.decision.admit && decision === 'deny' ? ' (admitted all the same: the policy only warns or audits)' : ''
  const until = expiresAt === undefined ? '' : ` until ${formatInstant(expiresAt)}`
  out.write(`${paintVerdict(decision, out)}${until}${mode}`)
}

function renderImage(
  image: ImageDecision,
  { outcomes }: Judgement,
  { document, subjects }: Gathered,
  out: Terminal,
): void {
  // What stands for the whole request has no reference.
  const title = image.index === -1 ? '(the request)' : printable(image.reference)
  out.write(`${out.paint('bold', title)}  ${paintVerdict(image.decision, out)}`)
  if (image.digest !== undefined) out.write(`  ${out.paint('dim', image.digest)}`)
  const subject = subjects[image.index]
  if (subject !== undefined) out.write(`  ${evidenceLine(subject)}`)
  const claims = document.images[image.index]?.claims ?? []
  for (const policy of image.policies) {
    const engines = [...outcomes.keys()]
    if (image.policies.length > 1)
      out.write(`  ${out.paint('dim', `policy ${printable(policy.name)} (${policy.mode})`)}`)
    const rows = policy.requirements.map((requirement) => [
      requirement.name,
      ...engines.map((engine) => {
        const unmet = outcomes.get(engine)?.unmet ?? []
        return unmet.some(
          ([index, by, name]) => index === image.index && by === policy.name && name === requirement.name,
        )
          ? 'unmet'
          : 'met'
      }),
      printable(why(requirement, claims, document.now)),
    ])
    out.write(table(['REQUIREMENT', ...engines.map((engine) => engine.toUpperCase()), 'WHY'], rows, out.width, '  '))
  }
  out.write('')
}

function why(requirement: RequirementDecision, claims: readonly Claim[], now: number): string {
  return requirement.met ? whyMet(requirement, claims, now) : whyNot(requirement, now)
}

function whyMet({ by, byException, expiresAt }: Met, claims: readonly Claim[], now: number): string {
  const holds = `(holds ${describeSeconds(expiresAt - now)} more)`
  if (byException !== undefined) {
    const named = byException.map((each) => `${each.ticket}, until ${formatInstant(each.until)}: ${each.reason}`)
    return `by exception ${named.join('; ')} ${holds}`
  }
  const named = claims
    .filter((claim) => by.includes(claim.statementDigest))
    .map(
      ({ type, attester, moment }) =>
        `${type} by ${attester}${moment === undefined ? '' : `, ${describeSeconds(now - moment)} old`}`,
    )
  return `${[...new Set(named)].join('; ')} ${holds}`
}

const SHOWN = 6

/** "found 2: one by the wrong attester; one expired 3 days ago": every candidate, and why it does not count. */
function whyNot({ reasons }: NotMet, now: number): string {
  const words = [...new Set(reasons.map((reason) => describeReason(reason, now)))]
  const candidates = new Set(
    reasons.flatMap(({ statementDigest }) => (statementDigest === undefined ? [] : [statementDigest])),
  ).size
  const shown = words.slice(0, SHOWN).join('; ')
  const more = words.length > SHOWN ? `; and ${words.length - SHOWN} more` : ''
  return `${candidates === 0 ? '' : `found ${candidates}: `}${shown}${more}`
}
