import { ConfigurationInvalid } from '@pawl/document'
import { parsePolicy } from '@pawl/policy'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SEED, SIZE } from '../fuzz/fuzz-size.ts'
import { takeCases } from '../generators/random-case.ts'
import { NOW } from '../generators/vocabulary.ts'
import { broken, fault } from './one-fault.ts'
import { validator } from './validator.ts'

const RUNS = SIZE === 'long' ? 10_000 : 1000
const policies: readonly unknown[] = takeCases(SEED, 400).flatMap(({ written }) => written)
const accepts = validator('policy/schemas/attestation-policy')

function isLoaded(value: unknown): boolean {
  try {
    parsePolicy(value, NOW)
    return true
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return false
    throw error
  }
}

// An editor that marks a good line teaches people to overlook its marks.
it('the schema of policies refuses nothing that the loader accepts, and most of what it refuses', () => {
  const counts = { both: 0, neither: 0, loaderAlone: 0 }
  for (const policy of policies) expect(accepts(policy)).toBe(true)
  fc.assert(
    fc.property(fc.constantFrom(...policies), fc.array(fault, { minLength: 1, maxLength: 2 }), (policy, faults) => {
      const value = faults.reduce<unknown>(broken, policy)
      const loaded = isLoaded(value)
      const accepted = accepts(value)
      if (loaded) expect(accepted).toBe(true)
      counts[accepted ? (loaded ? 'both' : 'loaderAlone') : 'neither'] += 1
    }),
    { seed: SEED, numRuns: RUNS },
  )
  console.log(`written policies, broken: seed ${SEED}, ${JSON.stringify(counts)}`)
  expect(counts.both).toBeGreaterThan(RUNS / 20)
  expect(counts.neither).toBeGreaterThan(RUNS / 2)
  expect(counts.loaderAlone).toBeLessThan(counts.neither / 20)
})
