import { formatInstant } from '@pawl/document'
import type { LintCode } from '@pawl/policy/lint'
import type { RequirementCode } from './requirement-words.ts'
import type { Words } from './words.ts'

const end = (until: number | undefined): string => (until === undefined ? 'its end' : formatInstant(until))

/** About exceptions, about who signs, and about policies together. */
export const SURROUNDING_WORDS: Readonly<Record<Exclude<LintCode, RequirementCode>, Words>> = {
  'exception-ended': ({ until, requirement }) => [
    `this exception from ${requirement} ended at ${end(until)}`,
    'leave it out: it also ends any other for the same image',
  ],
  'exception-ends-soon': ({ until, requirement }) => [
    `this exception from ${requirement} ends at ${end(until)}, and the image is denied from then on`,
    'see that the requirement is met by then, or renew it for another 90 days at most',
  ],
  'exception-overruled': ({ otherPlace }) => [
    `this exception does not count: ${otherPlace}, for the same image and requirement, has ended, and all must be live`,
    'leave out the one that has ended',
  ],
  'exception-for-revoked': () => [
    'this digest is revoked, and what is revoked is denied, excepted or not',
    'leave the exception out, or take the digest out of the revoked ones',
  ],
  'exception-for-repository': ({ value, requirement }) => [
    `every image in ${value} is excepted from ${requirement}, also one that is pushed tomorrow`,
    'name the digest, where it is about one image',
  ],
  'exceptions-for-everything': ({ value }) => [
    `nothing is required of ${value} any more: it is excepted from every requirement`,
    'leave at least one requirement that says whose image it is',
  ],
  'identity-without-ref': ({ attester, value, why }) =>
    why === 'never'
      ? [
          `${attester}: ${value} is the name of no certificate, since the name of a workflow ends in @ and a ref`,
          'end it in @refs/heads/main, or in @refs/tags/v* for releases',
        ]
      : [
          `${attester}: a run of the workflow at any ref signs, also on a branch that nobody reviewed`,
          'end the identity in @refs/heads/main, or in @refs/tags/v* for releases',
        ],
  'identity-owner-wildcard': ({ attester, value }) => [
    `${attester}: ${value} leaves open whose it is, so that anybody with an account there may sign`,
    'write the owner, as in https://github.com/acme/..., or bind it with certificate: { sourceRepositoryOwnerId: ... }',
  ],
  'identity-unrestricted': ({ attester }) => [
    `${attester}: the name of the workflow is all that is asked, so that any trigger, any runner, and whoever gets the owner's name next will do`,
    'add certificate: { sourceRepositoryOwnerId: "...", trigger: push, runnerEnvironment: github-hosted }',
  ],
  'trigger-by-strangers': ({ attester, value }) => [
    `${attester}: ${value} lets a run sign that anybody with an account may start`,
    'name a trigger that only your people can set off, such as push or release',
  ],
  'policy-unused': ({ policy }) => [
    `no profile names the policy ${policy}, so that it judges nothing`,
    'add it to a profile, or do not give it',
  ],
  'profile-policies-disjoint': ({ profile }) => [
    `no image can be governed by two policies of ${profile}, so that none of them adds to another`,
    'widen the images of the one that is meant for all, where there is one',
  ],
  'nothing-enforced': () => [
    'no policy works in mode enforce, so that whatever is denied runs all the same',
    'write mode: enforce once nothing is denied that should run',
  ],
  'unmatched-open': ({ profile, severity }) => [
    `${profile} lets every image run that no policy governs${severity === 'note' ? ', and names another control for them' : ''}`,
    'write unmatched: deny, and a policy for what should run',
  ],
}
