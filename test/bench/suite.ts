import { cpus, loadavg } from 'node:os'
import process from 'node:process'
import { loadEngine } from '@pawl/opa'
import { growthText } from './harness/growth.ts'
import { measureRow } from './harness/row.ts'
import type { Size } from './harness/size.ts'
import { tableText } from './harness/table.ts'
import { opaLatency } from './latency/opa-latency.ts'
import { opaMemory } from './latency/opa-memory.ts'
import { decideRows } from './rows/decide.ts'
import { growths } from './rows/growths.ts'
import { keyedRows } from './rows/keyed.ts'
import { keylessRows } from './rows/keyless.ts'
import { opaRows } from './rows/opa-wasm.ts'

/** Programs of others, where they are at hand. */
export interface Peers {
  readonly opa: string | undefined
  readonly go: string | undefined
}

/** Measures everything and says it part by part. Throws where an answer is wrong; how long something takes is never an error. */
export async function runSuite(size: Size, { opa, go }: Peers, say: (text: string) => void): Promise<void> {
  const engine = await loadEngine()
  say(machine(size))
  const rows = [
    ...decideRows(engine, size),
    ...opaRows(engine, opa, size),
    ...keylessRows(go, size),
    ...keyedRows(go, size),
  ]
  say(tableText(rows.map((row) => measureRow(row, size.rounds))))
  for (const growth of growths(engine, size)) say(growthText(growth, size.rounds))
  say(await opaLatency(size))
  say(opaMemory(size))
}

/** A figure without its machine says nothing. */
function machine({ rounds }: Size): string {
  const [first] = cpus()
  return [
    `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; Node ${process.versions.node}`,
    `processor time a call, medians of ${rounds.counted} interleaved rounds; ratios compare within one row only`,
  ].join('\n')
}
