import type { Rounds } from './measure.ts'

/** How much is run: `smoke` shows that it runs at all, and its figures say nothing. */
export interface Size {
  readonly rounds: Rounds
  /** Calls in a round, of a task that asks for so many in the usual size. */
  calls(usual: number): number
}

export const SIZES: Readonly<Record<'smoke' | 'usual' | 'long', Size>> = {
  smoke: { rounds: { warm: 0, counted: 1 }, calls: () => 1 },
  usual: { rounds: { warm: 12, counted: 9 }, calls: (usual) => usual },
  long: { rounds: { warm: 24, counted: 31 }, calls: (usual) => usual },
}
