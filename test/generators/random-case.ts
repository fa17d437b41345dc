import { type CompiledProfile, parsePolicy, profileOf } from '@pawl/policy'
import { breakDocument } from './break-document.ts'
import { createRandom, type Random } from './prng.ts'
import { withExemptions } from './random-exemptions.ts'
import { randomPolicy, type WrittenPolicy } from './random-policy.ts'
import { satisfyingDocument } from './satisfying-document.ts'
import { NOW } from './vocabulary.ts'

/** One question for every engine. */
export interface Case {
  readonly written: readonly WrittenPolicy[]
  readonly profile: CompiledProfile
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
    const first = randomPolicy(random)
    const second = randomPolicy(random)
    const plain = random.chance(0.8)
      ? [first]
      : [first, { ...second, metadata: { ...second.metadata, name: 'second' } }]
    const document = satisfyingDocument(random, plain)
    const written = plain.map((policy) => withExemptions(random, policy, document))
    const profile = randomProfile(random, written)
    const faults = random.pick(FAULTS)
    for (let fault = 0; fault < faults; fault += 1) breakDocument(random, document)
    yield { written, profile, document: JSON.parse(JSON.stringify(document)), faults }
  }
}

function randomProfile(random: Random, written: readonly WrittenPolicy[]): CompiledProfile {
  const profile = profileOf(written.map((each) => parsePolicy(JSON.parse(JSON.stringify(each)), NOW)))
  return {
    ...profile,
    unmatched: random.chance(0.15) ? 'allow' : 'deny',
    validUntil: random.chance(0.15) ? NOW + random.pick([-1, 0, 1, 1, 60, 299, 1e6, 1e6]) : 'unlimited',
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
