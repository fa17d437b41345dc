import { textOf } from '../../../../members.ts'
import { pinProviders } from '../pin-providers.ts'
import type { Rule } from '../rule.ts'

/** Validation gets objects, mutation gets strings: no URL can answer both. */
export const providerShared: Rule = {
  code: 'doctor-provider-shared',
  about: ['pins', 'providers'],
  find: (seen) => {
    const pinning = pinProviders(seen)
    const url = (value: unknown): string => textOf(value, 'spec', 'url') ?? ''
    const judging = new Set(seen.providers.filter(({ name }) => !pinning.has(name)).map(({ value }) => url(value)))
    return seen.providers
      .filter(({ name, value }) => pinning.has(name) && (judging.has(url(value)) || judging.size === 0))
      .map((object) => ({
        severity: 'weak',
        object,
        path: 'spec.url',
        happens:
          'Assign asks the URL that judges, whose answers are no strings: every pin fails, and so does every pod',
        cure: 'give pinning a Provider of its own, with the URL of the gateway for pins',
      }))
  },
}
