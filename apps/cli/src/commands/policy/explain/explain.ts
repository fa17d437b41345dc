import { explain } from '@pawl/policy'
import { chooseProfile, governedBy, type PolicyChoice, Refusal } from '@pawl/setup'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { type QuestionOptions, questionsOf } from '../questions.ts'
import { renderExplanation } from './render-explanation.ts'

export interface ExplainOptions extends QuestionOptions, PolicyChoice {
  /** Names; all where none is named. */
  readonly requirement: readonly string[]
  readonly output: Format
  /** The real clock: when the policies are read. */
  readonly readAt: number
}

/** Shows what a decision rests on. It decides nothing: the exit code is 0 when it could look. */
export async function explainCommand(subjects: readonly string[], options: ExplainOptions, out: Terminal): Promise<0> {
  const { documents, source, gathered } = await questionsOf(subjects, options, (known) =>
    governedBy(chooseProfile(options, known, options.readAt).compiled.policies),
  )
  const profile = chooseProfile(options, source, options.readAt)
  refuseUnknown(
    options.requirement,
    profile.policies.flatMap(({ compiled }) => compiled.requirements.map((each) => each.name)),
  )
  const explained = documents.map((document) => ({ document, explanation: explain(document, profile) }))
  if (options.output === 'table') {
    for (const each of explained) renderExplanation({ ...each, profile, gathered, only: options.requirement }, out)
  } else out.write(structured(options.output, { explanations: explained.map(({ explanation }) => explanation) }))
  return 0
}

function refuseUnknown(asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new Refusal(
    'usage',
    'the policy has no such requirement',
    unknown.map((at) => ({ at, message: 'see --policy' })),
  )
}
