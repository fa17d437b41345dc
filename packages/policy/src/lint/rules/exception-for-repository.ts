import type { PolicyRule } from '../lint-rule.ts'

/** Every image of a repository, also those that will be pushed tomorrow. */
export const exceptionForRepository: PolicyRule = {
  code: 'exception-for-repository',
  find: ({ compiled: { exceptions } }, { now }) =>
    exceptions.flatMap((each, index) =>
      'repository' in each && each.until > now
        ? [
            {
              severity: 'note',
              at: `spec.exceptions[${index}].repository`,
              requirement: each.requirement,
              value: each.repository,
            },
          ]
        : [],
    ),
}
