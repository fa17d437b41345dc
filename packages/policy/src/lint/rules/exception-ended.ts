import type { PolicyRule } from '../lint-rule.ts'

/** An exception that is over, and still stands there. */
export const exceptionEnded: PolicyRule = {
  code: 'exception-ended',
  find: ({ compiled }, { now }) =>
    compiled.exceptions.flatMap(({ until, requirement }, index) =>
      until <= now ? [{ severity: 'warning', at: `spec.exceptions[${index}].until`, requirement, until }] : [],
    ),
}
