import type { ProfileRule } from '../lint-rule.ts'

/** Images that no policy governs run unjudged. */
export const unmatchedOpen: ProfileRule = {
  code: 'unmatched-open',
  find: ({ profiles }) =>
    (profiles?.written.spec.profiles ?? []).flatMap(({ name, unmatched = 'deny', governedElsewhere }, index) =>
      unmatched === 'deny'
        ? []
        : [
            {
              severity: governedElsewhere === undefined ? 'warning' : 'note',
              at: `spec.profiles[${index}].unmatched`,
              profile: name,
            },
          ],
    ),
}
