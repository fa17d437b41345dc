/** Why the engine's answer is a deny that no requirement explains. Closed. */
export const ENGINE_FAILURE_CODES = [
  // Something threw: memory, a string that is not well-formed, an abort of the module
  'engine-error',
  // No answer at all
  'engine-undefined',
  // An answer, but not exactly one of the two that count
  'engine-answer-invalid',
  // The module found no policy that it can read
  'engine-policy-unusable',
  // Of modules that run on a thread
  'engine-builtin-missing',
  'engine-deadline-passed',
  'engine-memory-exceeded',
  'engine-busy',
  'engine-thread-lost',
  'engine-closed',
  // The bundle was not confirmed for too long, or there never was one
  'bundle-stale',
] as const

export type EngineFailureCode = (typeof ENGINE_FAILURE_CODES)[number]

/** A deny. It is told from an `Outcome` by its code, and from an allow by `allow`. */
export interface EngineFailure {
  readonly allow: false
  readonly code: EngineFailureCode
}

export function failure(code: EngineFailureCode): EngineFailure {
  return { allow: false, code }
}
