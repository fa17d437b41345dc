import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Counterexample } from '@pawl/policy/prove'

/** `x.json` and `y.json` of the first counterexample; those of the others are called by their kind, `cover-x.json`. */
export function writeDocuments(folder: string, found: readonly Counterexample[]): void {
  mkdirSync(folder, { recursive: true })
  for (const [at, { kind, x, y }] of found.entries()) {
    const name = at === 0 ? '' : `${kind}-`
    writeFileSync(join(folder, `${name}x.json`), `${JSON.stringify(x, null, 2)}\n`)
    if (y !== undefined) writeFileSync(join(folder, `${name}y.json`), `${JSON.stringify(y, null, 2)}\n`)
  }
}
