import type { PolicyRule, ProfileRule, TrustRule } from './lint-rule.ts'
import { ageNeverKnown } from './rules/age-never-known.ts'
import { attesterMayNotMakeClaim } from './rules/attester-may-not-make-claim.ts'
import { attesterRevoked } from './rules/attester-revoked.ts'
import { attesterUnknown } from './rules/attester-unknown.ts'
import { buildLevelOutOfReach } from './rules/build-level-out-of-reach.ts'
import { claimedField } from './rules/claimed-field.ts'
import { countOutOfReach } from './rules/count-out-of-reach.ts'
import { exceptionEnded } from './rules/exception-ended.ts'
import { exceptionEndsSoon } from './rules/exception-ends-soon.ts'
import { exceptionForRepository } from './rules/exception-for-repository.ts'
import { exceptionForRevoked } from './rules/exception-for-revoked.ts'
import { exceptionOverruled } from './rules/exception-overruled.ts'
import { exceptionsForEverything } from './rules/exceptions-for-everything.ts'
import { fieldNotByKey } from './rules/field-not-by-key.ts'
import { fieldUnknown } from './rules/field-unknown.ts'
import { globEndsInsideAName, identityEndsInsideAName } from './rules/glob-ends-inside-a-name.ts'
import { identityOwnerWildcard } from './rules/identity-owner-wildcard.ts'
import { identityUnrestricted } from './rules/identity-unrestricted.ts'
import { identityWithoutRef } from './rules/identity-without-ref.ts'
import { maxAgeLong } from './rules/max-age-long.ts'
import { maxAgeUnlimited } from './rules/max-age-unlimited.ts'
import { nothingEnforced } from './rules/nothing-enforced.ts'
import { pairWithoutJoin } from './rules/pair-without-join.ts'
import { policyUnused } from './rules/policy-unused.ts'
import { profilePoliciesDisjoint } from './rules/profile-policies-disjoint.ts'
import { provenanceUnbound } from './rules/provenance-unbound.ts'
import { requirementTwice } from './rules/requirement-twice.ts'
import { scopeImpossible } from './rules/scope-impossible.ts'
import { scopeMatchesNothing } from './rules/scope-matches-nothing.ts'
import { testsContradict } from './rules/tests-contradict.ts'
import { triggerByStrangers } from './rules/trigger-by-strangers.ts'
import { unmatchedOpen } from './rules/unmatched-open.ts'

/** By hand, as every list of the house. test/architecture says when one is forgotten. */
export const POLICY_RULES: readonly PolicyRule[] = [
  ageNeverKnown,
  attesterMayNotMakeClaim,
  attesterRevoked,
  attesterUnknown,
  buildLevelOutOfReach,
  claimedField,
  countOutOfReach,
  exceptionEnded,
  exceptionEndsSoon,
  exceptionForRepository,
  exceptionForRevoked,
  exceptionOverruled,
  exceptionsForEverything,
  fieldNotByKey,
  fieldUnknown,
  globEndsInsideAName,
  maxAgeLong,
  maxAgeUnlimited,
  pairWithoutJoin,
  provenanceUnbound,
  requirementTwice,
  scopeImpossible,
  scopeMatchesNothing,
  testsContradict,
]

export const TRUST_RULES: readonly TrustRule[] = [
  identityEndsInsideAName,
  identityOwnerWildcard,
  identityUnrestricted,
  identityWithoutRef,
  triggerByStrangers,
]

export const PROFILE_RULES: readonly ProfileRule[] = [
  nothingEnforced,
  policyUnused,
  profilePoliciesDisjoint,
  unmatchedOpen,
]
