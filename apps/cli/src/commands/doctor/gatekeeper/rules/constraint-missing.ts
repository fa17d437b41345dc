import { modeOf } from '../constraint.ts'
import type { Finding, Rule } from '../rule.ts'

export const constraintMissing: Rule = {
  code: 'doctor-constraint-missing',
  about: ['constraints'],
  find: ({ constraints }) =>
    (['enforce', 'warn', 'audit'] as const)
      .filter((mode) => !constraints.some((each) => modeOf(each) === mode))
      .flatMap((mode): readonly Finding[] =>
        constraints.slice(0, 1).map((object) => ({
          severity: mode === 'enforce' ? 'open' : 'note',
          object,
          path: 'spec.parameters.mode',
          happens:
            mode === 'enforce'
              ? 'there is no constraint for enforce: policies that enforce deny nothing'
              : `there is no constraint for ${mode}: policies of that mode say nothing`,
          cure: `${mode === 'enforce' ? '' : 'if a policy has that mode, '}apply the constraint pawl-${mode} that Pawl writes for it`,
        })),
      ),
}
