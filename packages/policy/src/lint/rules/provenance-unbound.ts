import type { PolicyRule } from '../lint-rule.ts'

const BINDING = ['buildLevel', 'sourceRepository', 'sourceRepositoryId']

/** Provenance of anything that these attesters build, however they built it. */
export const provenanceUnbound: PolicyRule = {
  code: 'provenance-unbound',
  find: ({ tests }) =>
    tests.flatMap(({ at, requirement, test }) =>
      test.claim === 'provenance' && !test.where.some(({ field }) => BINDING.includes(field))
        ? [{ severity: 'note', at, requirement, claim: test.claim }]
        : [],
    ),
}
