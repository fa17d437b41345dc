import type { Clock } from './clock.ts'

/** One that takes part: Pawl, a peer or a floor. */
export interface Contender {
  readonly name: string
  /** Whether it gets faster by being asked. A process that is begun anew each time does not. */
  readonly warms: boolean
  /** Microseconds that one call takes, in one round. Throws `WrongAnswer`. */
  sample(): number
}

/** Something to be timed in this process. */
export interface Task {
  readonly name: string
  /** Calls in one round. */
  readonly calls: number
  /**
   * Different questions that are made once and asked in turn, for what takes longer to make than to answer and where nothing is remembered. Absent: none is
   * asked twice.
   */
  readonly pool?: number
  /** Makes a question that was never asked before: no serial number comes twice. The clock stands still meanwhile. */
  prepare(serial: number): () => unknown
  /** Whether an answer is the one that was written by hand. Timed with the call, so it looks at few members. */
  isRight(answer: unknown): boolean
}

/** How fast somebody is wrong is of no interest: the run stops. */
export class WrongAnswer extends Error {
  constructor(name: string) {
    super(`${name}: the answer is not the expected one`)
    this.name = 'WrongAnswer'
  }
}

export function timed(task: Task, clock: Clock): Contender {
  let serial = 0
  const made = (count: number): readonly (() => unknown)[] =>
    Array.from({ length: count }, () => task.prepare(serial++))
  let pool: readonly (() => unknown)[] | undefined
  return {
    name: task.name,
    warms: true,
    sample() {
      if (pool === undefined || task.pool === undefined) {
        pool = made(task.pool ?? task.calls)
        // What was left behind by making the questions is not to be swept on the account of answering them. Only then: a sweep throws compiled code away too.
        globalThis.gc?.()
      }
      const asked = pool
      const questions = Array.from({ length: task.calls }, (_, at) => asked[at % asked.length] ?? (() => undefined))
      const before = clock()
      for (const ask of questions) if (!task.isRight(ask())) throw new WrongAnswer(task.name)
      return (clock() - before) / task.calls
    },
  }
}
