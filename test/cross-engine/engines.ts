import { describe } from 'vitest'
import type { Engine } from './engine.ts'
import { OPA_EVAL } from './engines/opa-eval.ts'
import { OPA_SERVER } from './engines/opa-server.ts'
import { OPA_WASM } from './engines/opa-wasm.ts'
import { TYPESCRIPT } from './engines/typescript.ts'

/** Every engine of the repository. All suites of this folder walk this table: another engine is another line, and its file beside the others. */
const TABLE: readonly Engine[] = [
  TYPESCRIPT, //
  OPA_WASM,
  OPA_EVAL,
  OPA_SERVER,
]

/** What the others are compared with. */
export const REFERENCE: Engine = TYPESCRIPT

const STARTED = process.env['PAWL_ENGINES'] === 'started'

/**
 * Those that this run asks. `PAWL_ENGINES=started` leaves out those of this process, for a second run where the first has asked them; then none of the others
 * may be missing.
 */
export const ENGINES: readonly Engine[] = TABLE.filter(({ runs }) => !STARTED || runs === 'in a process of its own')

export const PRESENT: readonly Engine[] = ENGINES.filter(({ missing }) => missing === undefined)

const absent = ENGINES.filter(({ missing }) => missing !== undefined)
if (STARTED && (absent.length > 0 || PRESENT.length === 0)) {
  throw new Error(`PAWL_ENGINES=started, and not there: ${absent.map(({ name }) => name).join(', ')}`)
}

/** Skips out loud what needs an engine that is not there. */
export function suiteOf({ missing }: Engine): typeof describe | typeof describe.skip {
  return missing === undefined ? describe : describe.skip
}
