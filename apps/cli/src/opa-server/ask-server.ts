import { isInvalidJson, readJson } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import { DECISION_PATH, decodeServerAnswer, type EngineFailureCode } from '@pawl/opa'
import type { IdentifiedProfile, Outcome } from '@pawl/policy'
import { authoritiesIn, Refusal, tokenIn, usage } from '@pawl/setup'
import { readBounded } from '@pawl/sources'
import { postQuestion, type ServerEndpoint } from './post-question.ts'
import type { ServerChoice } from './server-choice.ts'
import type { ServerFailureCode } from './server-failure.ts'

const MAX_TOKEN = 4096

/** Asks an OPA server, or throws a Refusal: an outcome is only what it said, whole, in time, and within what the document can carry. */
export type AskServer = (
  request: readonly string[],
  document: InputDocument,
  profile: IdentifiedProfile,
) => Promise<Outcome>

/** Undefined where no server is named. Files are read when it is made, before anything is gathered. */
export function serverOf(choice: ServerChoice): AskServer | undefined {
  const { opaServer: url } = choice
  if (url === undefined) {
    if (choice.opaTokenFile !== undefined) throw usage('--opa-token-file is for --opa-server')
    return undefined
  }
  if (choice.offline) throw usage('leave out --offline: the OPA server is asked over the network')
  const endpoint = {
    url: new URL(DECISION_PATH, url),
    token: choice.opaTokenFile === undefined ? undefined : tokenOf(choice.opaTokenFile),
    authorities: choice.ca.flatMap(authoritiesIn),
    timeout: choice.timeout * 1000,
  }
  return (request, document, profile) => ask(endpoint, request, document, profile)
}

async function ask(
  endpoint: ServerEndpoint,
  request: readonly string[],
  document: InputDocument,
  { compiled }: IdentifiedProfile,
): Promise<Outcome> {
  const input = JSON.stringify(document)
  const answer = await postQuestion(endpoint, `{"input":${input}}`)
  if (typeof answer === 'string') throw unusable(answer, endpoint)
  const body = readJson(answer)
  if (isInvalidJson(body)) throw unusable('server-answer-malformed', endpoint)
  const said = decodeServerAnswer(body, request, JSON.parse(input), compiled)
  if ('code' in said) throw unusable(said.code, endpoint)
  return said
}

function unusable(code: ServerFailureCode | EngineFailureCode, { url }: ServerEndpoint): Refusal {
  return new Refusal('opa-server-unusable', 'the OPA server gave no answer that counts', [
    { at: url.origin, message: code },
  ])
}

function tokenOf(file: string): string {
  const text = Buffer.from(readBounded(file, MAX_TOKEN)).toString('latin1')
  return tokenIn(text, { at: file, service: 'the OPA server' })
}
