import { member } from '../../../../members.ts'
import { narrowingOf } from '../narrowing.ts'
import type { Rule } from '../rule.ts'
import { selectsAll } from '../webhook.ts'

export const pinNarrowed: Rule = {
  code: 'doctor-pin-narrowed',
  about: ['pins'],
  find: ({ pins }) =>
    pins.flatMap((object) => {
      const match = member(object.value, 'spec', 'match')
      const names = [...narrowingOf(match), ...(selectsAll(member(match, 'labelSelector')) ? [] : ['labelSelector'])]
      return names.map((name) => ({
        severity: 'weak' as const,
        object,
        path: `spec.match.${name}`,
        happens: 'what it leaves out is not pinned: a tag there stays a tag, and is denied where a policy enforces',
        cure: `take ${name} out`,
      }))
    }),
}
