import { goSeconds } from '../../../../go-duration.ts'
import { answering, flagOf } from '../manager.ts'
import type { Rule } from '../rule.ts'

/** Answers of Pawl live two of these at most. */
const MOST_SECONDS = 10

/** `main.go` of Gatekeeper: 3 minutes where nothing is said. */
export const responseCache: Rule = {
  code: 'doctor-response-cache',
  about: ['managers'],
  find: ({ managers }) =>
    answering(managers)
      .filter((each) => {
        const seconds = goSeconds(flagOf(each, 'external-data-provider-response-cache-ttl') ?? '3m')
        return seconds === undefined || seconds > MOST_SECONDS
      })
      .map(({ object, path }) => ({
        severity: 'weak',
        object,
        path: `${path} --external-data-provider-response-cache-ttl`,
        happens:
          'Gatekeeper does not ask again while it remembers an answer: what was revoked counts for that long, and what failed for a moment is denied for as long',
        cure: `Helm: externaldataProviderResponseCacheTTL=${MOST_SECONDS}s, or 0 for none`,
      })),
}
