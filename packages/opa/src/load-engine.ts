import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createEngine, type OpaEngine } from './opa-engine.ts'
import type { WasmModule } from './opa-runtime.ts'
import { WASM_DIGEST } from './wasm-digest.ts'

/** The module on disk is not the one this package was released with. */
export class ModuleInvalid extends Error {
  readonly code = 'engine-module-invalid'
}

const MODULE = new URL('../bundle/policy.wasm', import.meta.url)

/** Compiles the module that ships with this package, once for all evaluations. Throws where it is absent or not the pinned one. */
export async function loadEngine(): Promise<OpaEngine> {
  return createEngine(await compilePinned(await readFile(MODULE), WASM_DIGEST))
}

export async function compilePinned(bytes: Uint8Array<ArrayBuffer>, digest: string): Promise<WasmModule> {
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (found !== digest) throw new ModuleInvalid('bundle/policy.wasm is not the module this package pins')
  return await WebAssembly.compile(bytes)
}
