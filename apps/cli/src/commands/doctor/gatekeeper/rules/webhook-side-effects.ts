import { member } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

export const webhookSideEffects: Rule = {
  code: 'doctor-webhook-side-effects',
  about: ['validating'],
  find: ({ validating }) =>
    validating
      .filter(({ value }) => !['None', 'NoneOnDryRun'].includes(String(member(value, 'sideEffects'))))
      .map(({ object, path }) => ({
        severity: 'note',
        object,
        path: `${path}.sideEffects`,
        happens: 'the API server does not send dry runs to it, so that kubectl diff and --dry-run=server fail',
        cure: 'write sideEffects: None, as the chart does',
      })),
}
