import { type CompiledPolicy, parsePolicy } from '@pawl/policy'
import { breakDocument } from './break-document.ts'
import { createRandom } from './prng.ts'
import { randomPolicy, type WrittenPolicy } from './random-policy.ts'
import { satisfyingDocument } from './satisfying-document.ts'
import { NOW } from './vocabulary.ts'

/** One question for every engine. */
export interface Case {
  readonly written: WrittenPolicy
  readonly policy: CompiledPolicy
  /** Made by JSON.parse: what an engine could be given. */
  readonly document: unknown
  /** In how many places it was broken. */
  readonly faults: number
}

const FAULTS = [0, 0, 1, 1, 1, 2, 3] as const

/** Yields cases for ever; the same seed, the same cases. */
export function* randomCases(seed: number): Generator<Case, never> {
  const random = createRandom(seed)
  for (;;) {
    const written = randomPolicy(random)
    const policy = parsePolicy(JSON.parse(JSON.stringify(written)), NOW)
    const document = satisfyingDocument(random, written)
    const faults = random.pick(FAULTS)
    for (let fault = 0; fault < faults; fault += 1) breakDocument(random, document)
    yield { written, policy, document: JSON.parse(JSON.stringify(document)), faults }
  }
}

export function takeCases(seed: number, count: number): readonly Case[] {
  const cases: Case[] = []
  for (const each of randomCases(seed)) {
    cases.push(each)
    if (cases.length === count) break
  }
  return cases
}
