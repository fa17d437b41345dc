/** What one constraint said of one object. */
export interface Violation {
  readonly message: string
  readonly enforcementAction: string
  /** The name of the constraint. */
  readonly constraint: string
  readonly details: unknown
}

/** The answer of the validating webhook, and what it logged on the way. */
export interface Reviewed {
  readonly allowed: boolean
  /** HTTP status: 200, 299 where there are warnings, 403, or what went wrong. */
  readonly code: number
  readonly message: string
  readonly warnings: readonly string[]
  readonly results: readonly Violation[]
}

/** The answer of the mutating webhook. */
export interface Mutated {
  readonly allowed: boolean
  readonly code: number
  readonly message: string
  /** RFC 6902, or null where nothing was changed. */
  readonly patch: readonly PatchOperation[] | null
}

export interface PatchOperation {
  readonly op: string
  readonly path: string
  readonly value?: unknown
}

export interface Audited {
  readonly results: readonly Violation[]
}

export interface Benched {
  readonly nanoseconds: readonly number[]
}
