import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Size } from '../harness/size.ts'

const EVALUATIONS = fileURLToPath(new URL('evaluations.ts', import.meta.url))

// The young generation of V8 grows by a rule of its own for a long time (48 to 81 MB here, with 15 in use): fixed, so that what is left is what is held.
const YOUNG = ['--min-semi-space-size=4', '--max-semi-space-size=4']

/** Megabytes that a process of its own holds after so many evaluations, and after ten times as many. */
export function opaMemory(size: Size): string {
  const [first, last] = [size.calls(10_000), size.calls(10_000) * 10]
  const command = ['--expose-gc', ...YOUNG, '--conditions=@pawl/source', EVALUATIONS, String(first), String(last)]
  const [before = Number.NaN, after = Number.NaN] = JSON.parse(
    execFileSync(process.execPath, command, { encoding: 'utf8' }),
  )
  const more = (after / before - 1) * 100
  return [
    'opa-wasm, what the process holds (RSS): documents of 1 to 10 images, none asked twice; a young generation of fixed size',
    `  after ${first} evaluations ${before.toFixed(1)} MB, after ${last} ${after.toFixed(1)} MB: ${more.toFixed(1)} % more (target: less than 10 %, ${Math.abs(more) < 10 ? 'met' : 'NOT MET'})`,
  ].join('\n')
}
