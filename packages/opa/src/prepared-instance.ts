import { type LoadedModule, runEntrypoint } from './opa-runtime.ts'

/**
 * An instance that has read one profile, and the memory it had then. An instance is its memory and a stack pointer, and a module that returns
 * has put the latter back. So once the memory is written back the next evaluation starts where the first one did.
 */
export class PreparedInstance {
  readonly #loaded: LoadedModule
  readonly #before: Uint8Array<ArrayBuffer>
  readonly #size: number

  /** Takes an instance that has evaluated nothing. */
  constructor(loaded: LoadedModule) {
    this.#loaded = loaded
    this.#before = new Uint8Array(loaded.mem.buffer.slice(0, loaded.dataHeapPtr))
    this.#size = loaded.mem.buffer.byteLength
  }

  /** Throws anything, strings too; then nobody knows what is in the memory, and the instance must not be used again. */
  evaluate(document: ArrayBuffer): unknown {
    return runEntrypoint(this.#loaded, document)
  }

  /** Writes everything back that an evaluation has written. False where it cannot: memory that has grown stays so. */
  restore(): boolean {
    const { mem, wasmInstance } = this.#loaded
    const memory = new Uint8Array(mem.buffer)
    const top = wasmInstance.exports.opa_heap_ptr_get()
    if (memory.length !== this.#size || !(top >= this.#before.length && top <= memory.length)) return false
    memory.set(this.#before)
    memory.fill(0, this.#before.length, top)
    return true
  }
}
