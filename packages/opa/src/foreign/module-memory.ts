const MEMORY_SECTION = 5
const PREAMBLE = 8

/**
 * Whether a module brings a memory of its own. One of OPA imports the one that we bound; another could be 4 GiB, and neither the host nor the limits of a
 * thread would see it. True also for what cannot be read as sections (WebAssembly core specification, "Modules", 5.5.2).
 */
export function bringsMemory(wasm: Uint8Array): boolean {
  let at = PREAMBLE
  while (at < wasm.length) {
    const size = unsigned(wasm, at + 1)
    if (size === undefined || wasm[at] === MEMORY_SECTION) return true
    at = size.next + size.value
  }
  return at !== wasm.length
}

/** LEB128 of at most 32 bits. */
function unsigned(wasm: Uint8Array, from: number): { readonly value: number; readonly next: number } | undefined {
  let value = 0
  for (let index = 0; index < 5; index += 1) {
    const byte = wasm[from + index]
    if (byte === undefined) return undefined
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { value, next: from + index + 1 }
  }
  return undefined
}
