import { modeOf } from '../constraint.ts'
import type { Rule } from '../rule.ts'

export const pinUnvalidated: Rule = {
  code: 'doctor-pin-unvalidated',
  about: ['pins'],
  find: ({ pins, constraints }) =>
    constraints.some((each) => modeOf(each) === 'enforce')
      ? []
      : pins.slice(0, 1).map((object) => ({
          severity: 'open',
          object,
          path: 'spec',
          happens:
            'images are pinned and nobody judges what they are pinned to; whoever mutates later can undo it, and is not found',
          cure: 'apply the constraints of Pawl beside the Assigns',
        })),
}
