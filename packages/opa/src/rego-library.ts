import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file of the Rego library: its path in `rego/`, for example `pawl/input.rego`, and its text. */
export interface RegoFile {
  readonly path: string
  readonly text: string
}

const FOLDER = fileURLToPath(new URL('../rego/pawl/', import.meta.url))

/** The Rego library as it lies in this package, in the order of the paths: for engines that take policy as text. Throws where it is absent. */
export function regoLibrary(): readonly RegoFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.rego'))
    .sort()
    .map((name) => ({ path: `pawl/${name}`, text: readFileSync(`${FOLDER}${name}`, 'utf8') }))
}
