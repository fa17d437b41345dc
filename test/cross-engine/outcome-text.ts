import { createHash } from 'node:crypto'
import type { EngineFailure } from '@pawl/opa'
import { type CompiledProfile, type Decision, decide, identifyProfile, type Outcome } from '@pawl/policy'

/** An outcome as text, `unmet` as the set that it is: equal texts are equal outcomes. */
export function outcomeText(answer: Outcome | EngineFailure): string {
  if ('code' in answer) return `failure ${answer.code}`
  const unmet = answer.unmet.map((each) => JSON.stringify(each)).sort()
  return JSON.stringify({ allow: answer.allow, expiresAt: answer.expiresAt, unmet })
}

export function decideHere(document: unknown, profile: CompiledProfile): Decision {
  return decide(document, identifyProfile(profile, sha256))
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
