import type { Environment } from '@pawl/setup'
import type { LoadOpa } from './judge.ts'
import type { Terminal } from './output/terminal.ts'

/** What the program needs of the world: where to print, what time it is when nobody says, and the other engine. */
export interface World {
  readonly out: Terminal
  readonly err: Terminal
  /** Epoch seconds. */
  readonly clock: () => number
  readonly loadOpa: LoadOpa
  /** Where the docker configuration is, and proxies; nothing else is read from it. Without one there are none. */
  readonly environment?: Environment
}

/** Gets the exit code of the command that ran: 0 yes, 1 no. Everything else is thrown, and ends as 2. */
export type Done = (code: 0 | 1) => void
