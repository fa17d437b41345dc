import { type InputDocument, parseDocument } from '@pawl/document'
import { loadEngine } from '@pawl/opa'
import { type Decision, decide, type IdentifiedPolicy, type Outcome, outcomeOf } from '@pawl/policy'
import { Refusal } from './refusal.ts'

export const ENGINES = ['typescript', 'opa', 'all'] as const
export type EngineChoice = (typeof ENGINES)[number]

/** What each engine that was asked said. `decision` explains; it is the evaluator's, whichever engine decides. */
export interface Judgement {
  readonly decision: Decision
  readonly outcomes: ReadonlyMap<string, Outcome>
}

/** Asks the engines. Whatever is not one clear answer, the same from all that were asked, is a refusal. */
export async function judge(
  document: InputDocument,
  policy: IdentifiedPolicy,
  engine: EngineChoice,
): Promise<Judgement> {
  // What an engine is given has passed the strict reader, even though we built it (model, "Input document").
  const parsed = parseDocument(document)
  if ('outcome' in parsed)
    throw new Refusal('limit-exceeded', 'the input document is beyond its limits', [
      { at: parsed.at, message: 'ask for fewer images at once' },
    ])
  const decision = decide(parsed, policy)
  const outcomes = new Map<string, Outcome>()
  if (engine !== 'opa') outcomes.set('typescript', outcomeOf(decision))
  if (engine !== 'typescript') outcomes.set('opa', await askOpa(parsed, policy))
  const distinct = new Set([...outcomes.values()].map(comparable))
  if (distinct.size !== 1) {
    const lines = [...outcomes].map(([name, outcome]) => ({ at: name, message: outcome.allow ? 'allows' : 'denies' }))
    throw new Refusal('engines-disagree', 'the engines do not agree: this is a defect, nothing is allowed', lines)
  }
  return { decision, outcomes }
}

async function askOpa(document: InputDocument, policy: IdentifiedPolicy): Promise<Outcome> {
  const outcome = (await loadEngine()).evaluate(document, policy.compiled)
  if ('code' in outcome) {
    throw new Refusal('engine-unavailable', 'the OPA engine gave no answer that counts', [
      { at: 'opa', message: outcome.code },
    ])
  }
  return outcome
}

function comparable({ allow, unmet, expiresAt }: Outcome): string {
  return JSON.stringify([allow, unmet.map((each) => JSON.stringify(each)).sort(), expiresAt])
}
