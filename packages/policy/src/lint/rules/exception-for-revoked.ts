import type { PolicyRule } from '../lint-rule.ts'

/** A revoked digest is denied, excepted or not. */
export const exceptionForRevoked: PolicyRule = {
  code: 'exception-for-revoked',
  find: ({ compiled: { exceptions, revoked } }) =>
    exceptions.flatMap((each, index) =>
      'digest' in each && revoked.digests.includes(each.digest)
        ? [
            {
              severity: 'error',
              at: `spec.exceptions[${index}].digest`,
              requirement: each.requirement,
              value: each.digest,
            },
          ]
        : [],
    ),
}
