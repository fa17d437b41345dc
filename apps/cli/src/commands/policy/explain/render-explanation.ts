import { formatInstant, type ImageEntry, type InputDocument } from '@pawl/document'
import type { Explanation, IdentifiedProfile, ImageExplanation, RequirementExplanation } from '@pawl/policy'
import { type Gathered, printable } from '@pawl/setup'
import { describeReason } from '../../../output/describe-reason.ts'
import { evidenceLine } from '../../../output/evidence-line.ts'
import { paintVerdict } from '../../../output/paint-verdict.ts'
import { table } from '../../../output/table.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { nodeRows } from './node-rows.ts'

export interface Explained {
  readonly document: InputDocument
  readonly explanation: Explanation
  readonly profile: IdentifiedProfile
  readonly gathered: Gathered | undefined
  /** Names of requirements; all where there is none. */
  readonly only: readonly string[]
}

/** An image after the other, and for each requirement what it asks for, who could meet it, and what would. */
export function renderExplanation({ document, explanation, profile, gathered, only }: Explained, out: Terminal): void {
  out.write(out.paint('dim', `profile ${printable(profile.compiled.name)}, at ${formatInstant(document.now)}`))
  for (const image of explanation.images) {
    const entry = document.images[image.index]
    out.write(`${out.paint('bold', printable(image.reference))}  ${paintVerdict(image.decision, out)}`)
    if (image.digest !== undefined) out.write(`  ${out.paint('dim', image.digest)}`)
    const subject = gathered?.subjects[image.index]
    if (subject !== undefined) out.write(`  ${evidenceLine(subject)}`)
    if (image.policies.length === 0) out.write('  no policy governs it, and the profile lets that by')
    if (entry !== undefined) renderPolicies(image, entry, document.now, only, out)
  }
}

function renderPolicies(
  image: ImageExplanation,
  entry: ImageEntry,
  now: number,
  only: readonly string[],
  out: Terminal,
): void {
  for (const policy of image.policies) {
    const shown = policy.requirements.filter(({ decided }) => only.length === 0 || only.includes(decided.name))
    if (shown.length > 0) out.write(`  ${out.paint('dim', `policy ${printable(policy.name)} (${policy.mode})`)}`)
    for (const requirement of shown) renderRequirement(requirement, entry, now, out)
  }
  out.write('')
}

function renderRequirement(requirement: RequirementExplanation, entry: ImageEntry, now: number, out: Terminal): void {
  const { decided, asked, exceptions } = requirement
  const state = decided.met
    ? `${out.paint('green', 'met')} until ${formatInstant(decided.expiresAt)}`
    : out.paint('red', 'unmet')
  out.write('')
  out.write(`  ${out.paint('bold', decided.name)}  ${state}`)
  const rows = [
    ...exceptions.map((each) => [
      now < each.until ? 'excepted' : 'was excepted',
      `until ${formatInstant(each.until)}, ${each.ticket}: ${each.reason}`,
    ]),
    ...(asked === undefined ? refusedRows(requirement, now) : nodeRows(asked, entry, now)),
  ]
  out.write(
    table(
      [],
      rows.map((row) => row.map(printable)),
      out.width,
      '    ',
    ),
  )
}

/** The entry as a whole is refused, and nobody looked at its claims. */
function refusedRows({ decided }: RequirementExplanation, now: number): readonly (readonly string[])[] {
  return decided.met ? [] : decided.reasons.map((reason) => ['refused', describeReason(reason, now)])
}
