import type { LintCode } from '@pawl/policy/lint'
import { SCOPE_WORDS } from './scope-words.ts'
import { didYouMean, type Words } from './words.ts'

export type RequirementCode = Exclude<
  LintCode,
  | `exception${string}`
  | `identity-${string}`
  | `policy-${string}`
  | `profile-${string}`
  | 'trigger-by-strangers'
  | 'nothing-enforced'
  | 'unmatched-open'
>

/** About what a policy governs and requires. */
export const REQUIREMENT_WORDS: Readonly<Record<RequirementCode, Words>> = {
  'scope-impossible': ({ value, why }) => {
    const [cause, cure] = SCOPE_WORDS[isScope(why) ? why : 'character']
    return [`the pattern ${value} matches no repository: it ${cause}`, cure]
  },
  'scope-matches-nothing': ({ value, needed }) => [
    `the pattern ${value} governs none of the ${needed} repositories in the documents`,
    'see how the repositories are spelt there, or leave the pattern out',
  ],
  'glob-ends-inside-a-name': ({ value, meant }) => [
    `the pattern ${value} ends inside a name, so that it also takes in ${meant}-evil`,
    `write ${meant} for that one, or ${meant}/** for what lies below it`,
  ],
  'max-age-unlimited': ({ claim }) => [
    `a ${claim} of any age counts, so that an old one can never be taken back by waiting`,
    'write a duration such as 180d; revoked takes back the rest',
  ],
  'max-age-long': ({ claim }) => [
    `a ${claim} older than a year says nothing about what was found since`,
    'write the longest time that you want to wait for news, for example 24h for a scan and 30d for a review',
  ],
  'attester-unknown': ({ attester, meant }) => [
    `${attester} is no attester of the trust configuration${didYouMean({ meant })}`,
    'name one that is, or add it there; pawl check refuses the policy until then',
  ],
  'attester-may-not-make-claim': ({ attester, claim, severity }) => [
    `the trust configuration does not let ${attester} make a ${claim}${severity === 'error' ? ', and nobody else is named who may' : ', so that this name never counts'}`,
    `add ${claim} to its claims if it should, or name somebody who may`,
  ],
  'attester-revoked': ({ attester, severity }) => [
    `${attester} is under revoked${severity === 'note' ? ', so that this name never counts' : ', and too few are left without it'}`,
    'name another attester, or take it out of the revoked ones',
  ],
  'count-out-of-reach': ({ claim, found, needed }) => [
    `${needed} attesters are asked for, and only ${found} of those named may make a ${claim}`,
    'name more who may, or ask for fewer',
  ],
  'build-level-out-of-reach': () => [
    'none of the attesters named has a buildLevel in the trust configuration that passes this test',
    'grant it there, where the builder deserves it, or ask for less',
  ],
  'age-never-known': ({ claim }) => [
    `a ${claim} signed by a key has no age, since its summary names no moment, and without one no maxAge holds`,
    'add moment to its entry under summaries, or sign without a key of your own (keyless)',
  ],
  'field-not-by-key': ({ field }) => [
    `${field} comes from a certificate, and the attesters named sign by key alone`,
    'test another field, or let a keyless identity attest',
  ],
  'field-unknown': ({ claim, field, meant }) => [
    `no ${claim} that is read here has the field ${field}${didYouMean({ meant })}`,
    'pawl inspect shows the fields that there are; a test of one that is absent is false',
  ],
  'claimed-field': ({ field }) => [
    `${field} is what the build wrote about itself`,
    `test ${field?.charAt(7).toLowerCase()}${field?.slice(8)}, which a certificate proves, or trust a builder whose steps cannot write it`,
  ],
  'tests-contradict': ({ field }) => [
    `no ${field} passes this test and the ones before it`,
    'leave one out; to accept either, write in: [...] or anyOf',
  ],
  'pair-without-join': ({ claim }) => [
    `nothing joins the two claims, so that the ${claim} need not be about what the first one says`,
    'add covers or equal, or make two requirements of them',
  ],
  'provenance-unbound': () => [
    'neither buildLevel nor sourceRepository is tested, so that anything these attesters built will do',
    'test both: buildLevel for how it was built, sourceRepository for from what',
  ],
  'requirement-twice': ({ otherPlace }) => [
    `this asks the same as ${otherPlace}`,
    'leave one out, or change what was meant to differ',
  ],
}

function isScope(why: string | undefined): why is keyof typeof SCOPE_WORDS {
  return why !== undefined && Object.hasOwn(SCOPE_WORDS, why)
}
