import type { PolicyException } from '../../compiled-policy.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** Of several exceptions for one image and requirement all must be live: one that has ended takes the others with it (C91). */
export const exceptionOverruled: PolicyRule = {
  code: 'exception-overruled',
  find: ({ compiled: { exceptions } }, { now }) =>
    exceptions.flatMap((each, index) => {
      const ended = exceptions.findIndex((other) => other.until <= now && isSame(each, other))
      if (ended < 0 || each.until <= now) return []
      return [
        {
          severity: 'error',
          at: `spec.exceptions[${index}]`,
          requirement: each.requirement,
          other: `spec.exceptions[${ended}]`,
        },
      ]
    }),
}

function isSame(one: PolicyException, other: PolicyException): boolean {
  return one.requirement === other.requirement && imageOf(one) === imageOf(other)
}

function imageOf(each: PolicyException): string {
  return 'digest' in each ? each.digest : each.repository
}
