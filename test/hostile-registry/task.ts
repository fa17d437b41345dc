import type { AnswerCode, AnswerStatus, RegistryMirror } from '@pawl/sources'

/** When evidence is verified, in epoch seconds. */
export const NOW = 1_767_312_000

/** What the process that is measured is to ask. Everything that grants something is written out. */
export interface Task {
  readonly reference: string
  readonly publicPem: string
  readonly registries: readonly string[]
  readonly insecure: readonly string[]
  readonly privateHosts: readonly string[]
  readonly authHosts: readonly (readonly [string, readonly string[]])[]
  readonly authorities: readonly string[]
  readonly proxy: string | undefined
  readonly dockerConfig: unknown
  /** As parsed; asked before the other. */
  readonly pullSecret?: unknown
  readonly mirrors: readonly (readonly [string, readonly RegistryMirror[]])[]
  readonly timeout: number
}

/** What came of it. */
export interface Answer {
  readonly digest: string | undefined
  /** Statement digests. */
  readonly claims: readonly string[]
  readonly status: AnswerStatus | undefined
  readonly codes: readonly AnswerCode[]
  readonly notes: number
  readonly found: number
  /** Null where the subject could be resolved. */
  readonly fault: string | null
}

/** The same, with what it cost. */
export interface Report extends Answer {
  readonly milliseconds: number
  readonly peakBytes: number
}
