import type { CompiledProfile } from '../compiled-profile.ts'
import type { Outcome, Unmet } from '../outcome.ts'
import { coverOf } from './cover.ts'

/**
 * What an engine said of a document, as the answer to a request: for adapters of engines that see the document alone. Gives what `decideRequest`
 * gives (law L6). Where nothing is missing and nothing foreign it is what the engine said; anything else is a deny.
 */
export function coveredOutcome(said: Outcome, request: unknown, document: unknown, profile: CompiledProfile): Outcome {
  const cover = coverOf(request, document)
  switch (cover.outcome) {
    case 'covered':
      return said
    case 'document-malformed':
      // An engine that denies has said so itself.
      return said.unmet.length >= 1 ? denied(said.unmet) : denied(everyRequirement(-1, profile))
    case 'request-malformed':
      return denied(everyRequirement(-1, profile))
    case 'uncovered':
      return denied([
        ...(cover.missing.length === 0 ? [] : everyRequirement(-1, profile)),
        ...said.unmet.filter(([index]) => !cover.foreign.includes(index)),
        ...cover.foreign.flatMap((index) => everyRequirement(index, profile)),
      ])
  }
}

function denied(unmet: readonly Unmet[]): Outcome {
  return { allow: false, unmet, expiresAt: null }
}

function everyRequirement(index: number, { policies }: CompiledProfile): readonly Unmet[] {
  return policies.flatMap(({ name, requirements }) =>
    requirements.map((requirement) => [index, name, requirement.name] as const),
  )
}
