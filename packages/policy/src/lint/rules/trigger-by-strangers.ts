import type { Found } from '../lint-finding.ts'
import type { TrustRule } from '../lint-rule.ts'
import { isGithub, type PlacedIdentity, places, refOf } from '../workflow-identity.ts'

/** What anybody with an account can set off in a public repository. */
const BY_STRANGERS = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'workflow_run',
  'fork',
  'watch',
]

/** A run that strangers can start signs as this attester, and what they wrote may be part of it (C50). */
export const triggerByStrangers: TrustRule = {
  code: 'trigger-by-strangers',
  find: (trust) => places(trust).flatMap((each) => (isGithub(each) ? startedBy(each) : [])),
}

function startedBy({ at, attester, identity, certificate }: PlacedIdentity): readonly Found[] {
  const trigger = certificate.get('trigger')
  if (trigger !== undefined && BY_STRANGERS.includes(trigger))
    return [{ severity: 'warning', at: `${at}.certificate.trigger`, attester, value: trigger }]
  return refOf(identity)?.startsWith('refs/pull/') === true
    ? [{ severity: 'warning', at: `${at}.identity`, attester, value: identity }]
    : []
}
