import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as core from '@pawl/core'
import * as policy from '@pawl/policy'

/** The packages that a law is asked of: the real ones, or a copy with a fault. */
export interface House {
  readonly core: typeof core
  readonly policy: typeof policy
}

export const HOUSE: House = { core, policy }

/** A fault that opens a door: one text of one file, which must be there exactly once, replaced. */
export interface Fault {
  readonly name: string
  readonly of: 'core' | 'policy'
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** The house with a fault in it. The copy lies in a folder of its own and is gone afterwards. */
export async function withFault<T>(fault: Fault, use: (house: House) => T): Promise<T> {
  const original = fileURLToPath(new URL(`../../packages/${fault.of}`, import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'pawl-law-'))
  try {
    cpSync(join(original, 'src'), join(folder, 'src'), {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts'),
    })
    symlinkSync(join(original, 'node_modules'), join(folder, 'node_modules'))
    const path = join(folder, 'src', fault.file)
    const source = readFileSync(path, 'utf8')
    if (source.split(fault.find).length !== 2)
      throw new Error(`${fault.file} does not hold exactly once: ${fault.find}`)
    writeFileSync(
      path,
      source.replace(fault.find, () => fault.replace),
    )
    const copy: unknown = await import(pathToFileURL(join(folder, 'src/index.ts')).href)
    return use({ ...HOUSE, [fault.of]: copy })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
