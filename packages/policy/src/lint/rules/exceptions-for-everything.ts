import type { PolicyRule } from '../lint-rule.ts'

/** An image of which nothing is required any more. (For a whole repository such a policy is refused.) */
export const exceptionsForEverything: PolicyRule = {
  code: 'exceptions-for-everything',
  find: ({ compiled: { exceptions, requirements } }, { now }) => {
    const live = exceptions.flatMap((each, index) =>
      'digest' in each && each.until > now
        ? [{ digest: each.digest, requirement: each.requirement, at: `spec.exceptions[${index}]` }]
        : [],
    )
    return [...Map.groupBy(live, ({ digest }) => digest)].flatMap(([value, all]) => {
      const excepted = new Set(all.map(({ requirement }) => requirement))
      const at = all.at(-1)?.at ?? 'spec.exceptions'
      return excepted.size >= requirements.length ? [{ severity: 'warning', at, value, needed: excepted.size }] : []
    })
  },
}
