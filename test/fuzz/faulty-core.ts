import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CoreUnderTest } from './campaign.ts'

/** A place of the core's source, and what stands there in the copy: one check that always says yes. */
export interface SeededFault {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
}

const CORE = fileURLToPath(new URL('../../packages/core', import.meta.url))
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))

/** Copies the core, changes the copy and hands it to `use`. Nothing of the copy stays. */
export async function withFaultyCore<T>(fault: SeededFault, use: (core: CoreUnderTest) => T): Promise<T> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'pawl-faulty-core-'))
  try {
    cpSync(join(CORE, 'src'), join(folder, 'src'), { recursive: true })
    symlinkSync(join(CORE, 'node_modules'), join(folder, 'node_modules'))
    change(join(folder, 'src', fault.file), fault)
    const core: CoreUnderTest = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'src/index.ts')).href)
    return use(core)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function change(path: string, { name, find, replace }: SeededFault): void {
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2)
    throw new TypeError(`the source of the core has changed under the fault: ${name}`)
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
}
