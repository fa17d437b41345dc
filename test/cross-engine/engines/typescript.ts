import type { CompiledProfile } from '@pawl/policy'
import * as policy from '@pawl/policy'
import { withChangedCopy } from '../changed-copy.ts'
import type { Ask, Engine } from '../engine.ts'
import { TYPESCRIPT_FAULTS } from '../faults/typescript.ts'
import { sha256 } from '../outcome-text.ts'

/** The evaluator. Its answer is a typed value of this process: there is nothing to decode. */
export const TYPESCRIPT: Engine = {
  name: 'TypeScript',
  runs: 'in this process',
  missing: undefined,
  open: async (fault) =>
    fault === undefined ? askWith(policy) : withChangedCopy('policy', 'index.ts', fault, askWith),
  faults: TYPESCRIPT_FAULTS,
  wire: null,
}

function askWith({ decideRequest, identifyProfile, outcomeOf }: typeof policy): Ask {
  const known = new WeakMap<CompiledProfile, policy.IdentifiedProfile>()
  const identified = (profile: CompiledProfile): policy.IdentifiedProfile => {
    const found = known.get(profile) ?? identifyProfile(profile, sha256)
    known.set(profile, found)
    return found
  }
  return (questions) =>
    questions.map(({ request, document, profile }) => outcomeOf(decideRequest(request, document, identified(profile))))
}
