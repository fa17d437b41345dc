import type { EngineFailure } from '@pawl/opa'
import type { CompiledProfile, Outcome } from '@pawl/policy'

/** What every engine is asked. `request` and `document` are what JSON.parse gives: anything. `now` is the document's own. */
export interface Question {
  readonly request: unknown
  readonly document: unknown
  readonly profile: CompiledProfile
}

export type Answer = Outcome | EngineFailure

/** One text replaced in one file; it must be there exactly once. */
export interface Fault {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** One answer for every question, in their order. */
export type Ask = (questions: readonly Question[]) => readonly Answer[]

/** What the adapter makes of what the engine returned for the document of a question. */
export type Decode = (wire: unknown, question: Question) => Answer

/** How an engine answers before anybody has read it: what a fault, a proxy or another version of it could change on the way. */
export interface Wire {
  /** What it returned for the document of every question, in their order. */
  readonly answers: () => Promise<(questions: readonly Question[]) => readonly unknown[]>
  /** The reader of the adapter; with a fault, a changed copy of it. */
  readonly decoder: (fault?: Fault) => Promise<Decode>
  /** Where the object `{ allow, unmet, expiresAt }` stands in an answer. */
  readonly yesAt: readonly (string | number)[]
  /** Faults of the reader that the broken yeses must find. */
  readonly faults: readonly Fault[]
}

/** An engine of the table, with what it takes to ask it and to see that the asking would notice a fault. */
export interface Engine {
  readonly name: string
  /** An engine for which a process is started is asked fewer questions. */
  readonly runs: 'in this process' | 'in a process of its own'
  /** One process answers a thousand questions, so that it can be asked all that the engines of this process are asked. */
  readonly takesAll?: true
  /** What is missing where it cannot be asked. */
  readonly missing: string | undefined
  /** As its adapter offers it to whoever admits; with a fault, a changed copy of its source. */
  readonly open: (fault?: Fault) => Promise<Ask>
  /** Faults of the engine that the comparison must find. */
  readonly faults: readonly Fault[]
  /** Null for the evaluator itself, whose answer is a value in this process that nothing has to read. */
  readonly wire: Wire | null
}
