import { member } from '../../../../members.ts'
import type { Rule } from '../rule.ts'

/** Whole seconds. Gatekeeper takes 0, and gives such a request no time at all. */
export const providerTimeout: Rule = {
  code: 'doctor-provider-timeout',
  about: ['providers'],
  find: ({ providers }) =>
    providers
      .filter(({ value }) => !(Number(member(value, 'spec', 'timeout') ?? 0) >= 1))
      .map((object) => ({
        severity: 'weak',
        object,
        path: 'spec.timeout',
        happens: 'each request has run out before it is sent: everything is denied',
        cure: 'write whole seconds, from 1 to one less than the timeoutSeconds of the webhook',
      })),
}
