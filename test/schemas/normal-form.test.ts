import { ConfigurationInvalid } from '@pawl/document'
import { type CompiledProfile, parseCompiledPolicy, parseCompiledProfile } from '@pawl/policy'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEED, SIZE } from '../fuzz/fuzz-size.ts'
import { takeCases } from '../generators/random-case.ts'
import { broken, fault } from './one-fault.ts'
import { validator } from './validator.ts'

const RUNS = SIZE === 'long' ? 40_000 : 4000
console.log(`the normal form and its schema: seed ${SEED}, ${RUNS} runs a property`)

/** What the JSON Schema cannot say: the loader's words for it. Its description lists the same. */
const LOADER_ALONE = [
  'is not what its glob says',
  'points to a node that does not stand before it',
  'is nested deeper than four groups',
  'is not one more than that of its deepest member',
  'have more than 128 leaves',
  'is not 1 to the number of attesters',
  'have a name twice',
  'is not a node',
  'is no requirement of this policy',
  'except every requirement for a whole repository',
  'is larger than 64 KiB in its normal form',
]

// The validator looks for duplicates in an object of its own, and does not see that `__proto__` stands twice: such names are others here.
const profiles: readonly CompiledProfile[] = takeCases(SEED, 400).map(({ profile }) =>
  JSON.parse(JSON.stringify(profile).replaceAll('__proto__', 'proto')),
)
const good = fc.constantFrom(...profiles)

/** The loader's words, or undefined where it accepts. */
function refusalOf(load: (value: unknown) => unknown, value: unknown): string | undefined {
  try {
    load(value)
    return undefined
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems.map(({ message }) => message).join('; ')
    throw error
  }
}

interface Counts {
  accepted: number
  refused: number
  alone: number
}

/** Both say the same, but for what the schema is known not to say. */
function compare(
  load: (value: unknown) => unknown,
  accepts: (value: unknown) => boolean,
  value: unknown,
  counts: Counts,
): void {
  const refusal = refusalOf(load, value)
  const accepted = accepts(value)
  if (refusal === undefined) {
    counts.accepted += 1
    expect(accepted, 'the loader accepts what the schema refuses').toBe(true)
  } else if (accepted) {
    counts.alone += 1
    expect(
      LOADER_ALONE.find((words) => refusal.includes(words)),
      `the schema accepts, the loader: ${refusal}`,
    ).toBeDefined()
  } else counts.refused += 1
}

describe('the JSON Schema of the normal form', () => {
  it('accepts every policy that the compiler makes', () => {
    const accepts = validator('policy/schemas/compiled-policy')
    for (const policy of profiles.flatMap((profile) => profile.policies)) expect(accepts(policy)).toBe(true)
  })

  it('says of broken policies what the loader says', () => {
    const counts = { accepted: 0, refused: 0, alone: 0 }
    const accepts = validator('policy/schemas/compiled-policy')
    fc.assert(
      fc.property(good, fc.nat(), fc.array(fault, { minLength: 1, maxLength: 2 }), (profile, which, faults) => {
        const policy = profile.policies[which % profile.policies.length]
        compare(parseCompiledPolicy, accepts, faults.reduce<unknown>(broken, policy), counts)
      }),
      { seed: SEED, numRuns: RUNS },
    )
    console.log(`broken policies: ${JSON.stringify(counts)}`)
    expect(counts.accepted).toBeGreaterThan(RUNS / 20)
    expect(counts.refused).toBeGreaterThan(RUNS / 4)
    expect(counts.alone).toBeGreaterThan(RUNS / 100)
  })

  it('says of broken profiles what the loader says', () => {
    const counts = { accepted: 0, refused: 0, alone: 0 }
    const accepts = validator('policy/schemas/compiled-profile')
    fc.assert(
      fc.property(good, fault, (profile, each) => {
        compare(parseCompiledProfile, accepts, broken(profile, each), counts)
      }),
      { seed: SEED, numRuns: RUNS / 4 },
    )
    console.log(`broken profiles: ${JSON.stringify(counts)}`)
    expect(counts.accepted).toBeGreaterThan(RUNS / 80)
    expect(counts.refused).toBeGreaterThan(RUNS / 16)
  })
})
