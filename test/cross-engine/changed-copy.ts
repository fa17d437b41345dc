import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Fault } from './engine.ts'

const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url))

/** Loads a file from a changed copy of a package's source, hands it to `use`, and takes the copy away. */
export async function withChangedCopy<Module, T>(
  of: 'policy' | 'opa',
  file: string,
  fault: Fault,
  use: (module: Module) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-fault-'))
  try {
    const source = (path: string): boolean => !path.endsWith('.test.ts')
    cpSync(join(PACKAGES, of, 'src'), join(folder, 'src'), { recursive: true, filter: source })
    for (const beside of ['node_modules', ...(of === 'opa' ? ['bundle'] : [])]) {
      symlinkSync(join(PACKAGES, of, beside), join(folder, beside))
    }
    seed(join(folder, 'src'), fault)
    return await use(await import(pathToFileURL(join(folder, 'src', file)).href))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function seed(folder: string, { file, find, replace }: Fault): void {
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2) throw new Error(`${file} does not hold exactly once: ${find}`)
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
}
