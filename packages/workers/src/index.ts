/**
 * @module
 * Verification on worker threads. What is verified, and how, is @pawl/core; this package says where, and for how long.
 */
export { type Answer, type Job, type PoolOptions, type Unanswered, type VerifierPool, verifierPool } from './pool.ts'
export type { TrustFiles } from './trust-files.ts'
