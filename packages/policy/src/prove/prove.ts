/**
 * @module
 * Searches any policy over the input document for evidence whose deletion turns deny into allow, and for its near relations. Pure:
 * the policy is a question that the caller answers. A search finds flaws; that it found none proves nothing.
 */
export type { Ask } from './checks.ts'
export { type Counterexample, type Difference, FLAWS, type Flaw } from './counterexample.ts'
export { documentConstants } from './document-constants.ts'
export { policyConstants } from './policy-constants.ts'
export { type Constants, type FieldValue, joinConstants, NO_CONSTANTS, type TypeAndAttester } from './policy-words.ts'
export { regoConstants } from './rego-constants.ts'
export { type SearchOptions, type SearchResult, search } from './search.ts'
