import type { TrustRule } from '../lint-rule.ts'
import { isGithub, places } from '../workflow-identity.ts'

/** Any of these keeps something out that the name of a workflow lets in (C50). */
const RESTRICTIONS = ['sourceRepositoryOwnerId', 'sourceRepositoryId', 'trigger', 'runnerEnvironment'] as const

/** GitHub Actions by the name of a workflow alone: any trigger, any runner, and whoever gets the name of the owner next. */
export const identityUnrestricted: TrustRule = {
  code: 'identity-unrestricted',
  find: (trust) =>
    places(trust).flatMap((each) =>
      isGithub(each) && !RESTRICTIONS.some((field) => each.certificate.has(field))
        ? [{ severity: 'warning', at: each.at, attester: each.attester, value: each.identity }]
        : [],
    ),
}
