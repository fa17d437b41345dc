import { isRecord } from '@pawl/document'
import { type CompiledProfile, coveredOutcome, type Outcome } from '@pawl/policy'
import { decodeAnswer } from './decode-answer.ts'
import type { EngineFailure } from './engine-failure.ts'

/** Where an OPA server that has the bundle answers (OPA REST API, "Get a Document with Input"). It takes POST `{"input": document}`. */
export const DECISION_PATH = '/v1/data/pawl/engine/decision'

/**
 * Reads what an OPA server answered with status 200. `body` is the JSON value that was sent: exactly `{ result }`, beside a `decision_id` where the
 * server logs decisions; `{}` is how OPA says undefined. `document` is what was sent as `input`, as JSON.parse gives it, and `request` the references that
 * newly run (law L7). Of the server it is believed what is believed of the module, and nothing more.
 */
export function decodeServerAnswer(
  body: unknown,
  request: readonly string[],
  document: unknown,
  profile: CompiledProfile,
): Outcome | EngineFailure {
  const said = decodeAnswer(resultsIn(body), document, profile)
  return 'code' in said ? said : coveredOutcome(said, request, document, profile)
}

/** A list with the one result, as the module gives it; empty for undefined. Anything else around it could change what it means: a warning, an error. */
function resultsIn(body: unknown): unknown {
  if (!isRecord(body)) return undefined
  const others = Object.keys(body).filter((member) => member !== 'result')
  if (others.length > 1 || (others.length === 1 && typeof body['decision_id'] !== 'string')) return undefined
  return Object.hasOwn(body, 'result') ? [{ result: body['result'] }] : []
}
