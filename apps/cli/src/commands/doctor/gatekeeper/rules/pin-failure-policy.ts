import { member } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

export const pinFailurePolicy: Rule = {
  code: 'doctor-pin-failure-policy',
  about: ['pins'],
  find: ({ pins }) =>
    pins
      .filter(({ value }) => {
        const policy = member(value, 'spec', 'parameters', 'assign', 'externalData', 'failurePolicy')
        return policy !== undefined && policy !== 'Fail'
      })
      .map((object) => ({
        severity: 'weak',
        object,
        path: 'spec.parameters.assign.externalData.failurePolicy',
        happens:
          'where Pawl does not answer, the tag stays, or another image is put in its place; only the constraint beside it denies that',
        cure: 'write failurePolicy: Fail',
      })),
}
