import type { Outcome } from '@pawl/policy'
import { Refusal } from '@pawl/setup'
import { comparable, type Judgement } from '../judge.ts'

/** The same judgement, with what the server said beside it. A server that says anything else has another policy, or is not what it should be. */
export function agreeing(judgement: Judgement, server: Outcome): Judgement {
  const differing = [...judgement.outcomes.values()].filter((outcome) => comparable(outcome) !== comparable(server))
  if (judgement.outcomes.size >= 1 && differing.length === 0) {
    return { ...judgement, outcomes: new Map([...judgement.outcomes, ['opa-server', server]]) }
  }
  const lines = [...judgement.outcomes, ['opa-server', server] as const].map(([name, outcome]) => ({
    at: name,
    message: describe(outcome),
  }))
  throw new Refusal('opa-server-disagrees', 'the OPA server decides otherwise: nothing is allowed', lines)
}

function describe({ allow, expiresAt }: Outcome): string {
  if (!allow) return 'denies'
  return expiresAt === null ? 'allows, without an end' : `allows until ${expiresAt}`
}
