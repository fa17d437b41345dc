import type { PolicyRule } from '../lint-rule.ts'

const SOON = 14 * 86_400

/** An exception with two weeks or less to go: from its end on, what it let by is denied. */
export const exceptionEndsSoon: PolicyRule = {
  code: 'exception-ends-soon',
  find: ({ compiled }, { now }) =>
    compiled.exceptions.flatMap(({ until, requirement }, index) =>
      until > now && until <= now + SOON
        ? [{ severity: 'warning', at: `spec.exceptions[${index}].until`, requirement, until }]
        : [],
    ),
}
