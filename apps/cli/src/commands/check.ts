import { formatInstant } from '@pawl/document'
import type { IdentifiedProfile } from '@pawl/policy'
import {
  type AccessFor,
  type ChosenTrust,
  chooseProfile,
  chooseTrust,
  gather,
  governedBy,
  type PolicyChoice,
  printable,
  type TrustChoice,
} from '@pawl/setup'
import { type EngineChoice, type Judgement, judge, type LoadOpa } from '../judge.ts'
import { agreeing } from '../opa-server/agreeing.ts'
import type { AskServer } from '../opa-server/ask-server.ts'
import { renderCheck } from '../output/render-check.ts'
import { type Format, structured } from '../output/structured.ts'
import type { Terminal } from '../output/terminal.ts'

export interface CheckOptions extends PolicyChoice, TrustChoice {
  readonly evidence: readonly string[]
  readonly access: AccessFor
  readonly engine: EngineChoice
  readonly loadOpa: LoadOpa
  /** Asked beside the engine that was chosen; undefined where none was named. */
  readonly askServer: AskServer | undefined
  readonly output: Format
  /** Epoch seconds. */
  readonly now: number
  /** The real clock, even where `now` is another: when the policy is read. */
  readonly readAt: number
}

/** The exit code: 0 allow, 1 deny. Everything else is thrown. */
export async function check(subjects: readonly string[], options: CheckOptions, out: Terminal): Promise<0 | 1> {
  const { now } = options
  const chosen = chooseTrust(options, now)
  const { trust, until } = chosen
  const profile = chooseProfile(options, chosen, options.readAt)
  const { document, subjects: gathered } = await gather(
    subjects,
    options.evidence,
    trust,
    { now, until },
    options.access(governedBy(profile.compiled.policies)),
  )
  const judged = await judge(subjects, document, profile, options.engine, options.loadOpa)
  const { askServer } = options
  const judgement: Judgement =
    askServer === undefined ? judged : agreeing(judged, await askServer(subjects, document, profile))
  if (options.output === 'table') {
    out.write(
      out.paint(
        'dim',
        `${describeSource(chosen)}${describeProfile(profile)}, trust ${trust.reference.name} revision ${trust.reference.revision}, at ${formatInstant(now)}`,
      ),
    )
    renderCheck(judgement, { document, subjects: gathered }, out)
  } else {
    out.write(structured(options.output, { ...judgement.decision, engines: Object.fromEntries(judgement.outcomes) }))
  }
  const outcomes = [...judgement.outcomes.values()]
  return outcomes.length >= 1 && outcomes.every((outcome) => outcome.allow) ? 0 : 1
}

/** Where the policies are from, where that is not the command line. */
function describeSource({ signed }: ChosenTrust): string {
  if (signed === undefined) return ''
  return `configuration ${printable(signed.bundle.name)} revision ${signed.bundle.revision}: `
}

function describeProfile({ compiled }: IdentifiedProfile): string {
  const policies = compiled.policies.map((each) => `policy ${each.name} revision ${each.revision}`).join(', ')
  return compiled.policies.length === 1 ? policies : `profile ${compiled.name}: ${policies}`
}
