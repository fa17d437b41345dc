import { createHash } from 'node:crypto'
import { type Decision, decideRequest, identifyProfile } from '@pawl/policy'
import type { Answer, Question } from './engine.ts'

/** An outcome as text, `unmet` as the set that it is: equal texts are equal outcomes. */
export function outcomeText(answer: Answer): string {
  if ('code' in answer) return `failure ${answer.code}`
  const unmet = new Set(answer.unmet.map((each) => JSON.stringify(each)))
  return JSON.stringify({ allow: answer.allow, expiresAt: answer.expiresAt, unmet: [...unmet].sort() })
}

export function decideHere({ request, document, profile }: Question): Decision {
  return decideRequest(request, document, identifyProfile(profile, sha256))
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
