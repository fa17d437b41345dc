import { type InputDocument, parseDocument } from '@pawl/document'
import type { OpaEngine } from '@pawl/opa'
import { type Decision, decideRequest, type IdentifiedProfile, type Outcome, outcomeOf } from '@pawl/policy'
import { Refusal } from '@pawl/setup'

export const ENGINES = ['typescript', 'opa', 'all'] as const
export type EngineChoice = (typeof ENGINES)[number]

/** Loaded only when it is asked: it compiles a WebAssembly module. */
export type LoadOpa = () => Promise<OpaEngine>

/** What each engine that was asked said. `decision` explains; it is the evaluator's, whichever engine decides. */
export interface Judgement {
  readonly decision: Decision
  readonly outcomes: ReadonlyMap<string, Outcome>
}

/**
 * Asks the engines about the images that were named, each of which must have its entry (law L7). Whatever is not one clear answer, the same from
 * all that were asked, is a refusal.
 */
export async function judge(
  request: readonly string[],
  document: InputDocument,
  profile: IdentifiedProfile,
  engine: EngineChoice,
  loadOpa: LoadOpa,
): Promise<Judgement> {
  // What an engine is given has passed the strict reader, even though we built it (model, "Input document").
  const parsed = parseDocument(document)
  if ('outcome' in parsed) {
    const line = { at: parsed.at, message: 'ask for fewer images at once' }
    throw new Refusal('limit-exceeded', 'the input document is beyond its limits', [line])
  }
  const decision = decideRequest(request, parsed, profile)
  const outcomes = new Map<string, Outcome>()
  if (engine !== 'opa') outcomes.set('typescript', outcomeOf(decision))
  if (engine !== 'typescript') outcomes.set('opa', askOpa(await loadOpa(), request, parsed, profile))
  const distinct = new Set([...outcomes.values()].map(comparable))
  if (distinct.size !== 1) {
    const lines = [...outcomes].map(([name, outcome]) => ({ at: name, message: outcome.allow ? 'allows' : 'denies' }))
    throw new Refusal('engines-disagree', 'the engines do not agree: this is a defect, nothing is allowed', lines)
  }
  return { decision, outcomes }
}

function askOpa(
  engine: OpaEngine,
  request: readonly string[],
  document: InputDocument,
  profile: IdentifiedProfile,
): Outcome {
  const outcome = engine.evaluate(request, document, profile.compiled)
  if ('code' in outcome) {
    throw new Refusal('engine-unavailable', 'the OPA engine gave no answer that counts', [
      { at: 'opa', message: outcome.code },
    ])
  }
  return outcome
}

/** Equal texts are equal outcomes. */
export function comparable({ allow, unmet, expiresAt }: Outcome): string {
  return JSON.stringify([allow, unmet.map((each) => JSON.stringify(each)).sort(), expiresAt])
}
