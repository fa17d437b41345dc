import { ConfigurationInvalid } from '@pawl/document'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { loadTrust } from './load-trust.ts'

const KEY = testKey('ed25519')

/** What is wrong with a trust configuration of one attester; `accepted` where nothing is. */
function problem(attester: object, summary: object = {}): string {
  const value = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 't', revision: 1 },
    spec: {
      attesters: [{ name: 'a', keys: [{ file: 'key' }], claims: ['provenance'], ...attester }],
      summaries: [{ predicateType: 'https://acme.example/qa/v1', claim: 'qa', fields: {}, ...summary }],
    },
  }
  try {
    loadTrust(value, { file: () => Buffer.from(KEY.publicPem), publicGood: () => new Uint8Array() })
    return 'accepted'
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) throw error
    return error.problems.map(({ at, message }) => `${at} ${message}`).join('; ')
  }
}

describe('what a trust configuration grants', () => {
  it.each([0, 1, 2, 3])('accepts build level %d', (buildLevel) => expect(problem({ buildLevel })).toBe('accepted'))

  it.each([4, -1, 2.5, '3', null])('rejects build level %j, which SLSA does not have: trust-invalid', (buildLevel) => {
    expect(problem({ buildLevel })).toBe(
      'spec.attesters[0].buildLevel is not a build level of SLSA: write 0, 1, 2 or 3',
    )
  })

  it('rejects a summary of a predicate type that is built in, which nobody would ask: trust-invalid', () => {
    expect(problem({}, { predicateType: 'https://slsa.dev/provenance/v1' })).toBe(
      'spec.summaries[0].predicateType is a predicate type that is built in: leave this summary out',
    )
    expect(problem({}, { predicateType: 'https://slsa.dev/provenance/v1.0?draft' })).toBe('accepted')
  })
})
