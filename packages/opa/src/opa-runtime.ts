import { createRequire } from 'node:module'

/** A compiled module; `WebAssembly.Module` by a name that needs no DOM where this package is used. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string
}

/** What this package uses of the npm runtime, whose own declarations are not those of its ES module. */
interface OpaRuntime {
  loadPolicySync(
    module: WasmModule | Uint8Array<ArrayBuffer>,
    memory: { initial: number; maximum: number },
  ): LoadedModule
}

export interface LoadedModule {
  setData(data: ArrayBuffer): void
  evaluate(input: ArrayBuffer, entrypoint: string): unknown
  readonly mem: { readonly buffer: ArrayBuffer }
  /** Where memory begins that evaluations write to. */
  readonly dataHeapPtr: number
  /** The export says up to where they have. */
  readonly wasmInstance: { readonly exports: { opa_heap_ptr_get(): number } }
}

// Its CommonJS entry: the ES one has the synchronous loader only behind a default export that is not declared.
const require = createRequire(import.meta.url)
const runtime: OpaRuntime = require('@open-policy-agent/opa-wasm')

/** Pages of 64 KiB: 4 MiB to begin with, 64 MiB at most. What needs more throws, and so is denied. */
const MEMORY = { initial: 64, maximum: 1024 } as const

export const ENTRYPOINT = 'pawl/engine/decision'

/** Asks for the decision. Throws anything, strings too. */
export function runEntrypoint(instance: LoadedModule, document: ArrayBuffer): unknown {
  return instance.evaluate(document, ENTRYPOINT)
}

/** An instance that has read its data. Throws anything. */
export function instantiate(module: WasmModule | Uint8Array<ArrayBuffer>, data: ArrayBuffer): LoadedModule {
  // A fresh object each time: the runtime writes into the descriptor it is given.
  const instance = runtime.loadPolicySync(module, { ...MEMORY })
  instance.setData(data)
  return instance
}

/** A module of somebody else with its data, to be evaluated many times in one instance. Throws anything. */
export function loadForeign(module: Uint8Array<ArrayBuffer>, data: ArrayBuffer): LoadedModule {
  return instantiate(module, data)
}
