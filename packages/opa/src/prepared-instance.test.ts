import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesOf } from './encode-input.ts'
import { compilePinned } from './load-engine.ts'
import { instantiate, type LoadedModule, type WasmModule } from './opa-runtime.ts'
import { PreparedInstance } from './prepared-instance.ts'
import { WASM_DIGEST } from './wasm-digest.ts'

const DATA = bytesOf(JSON.stringify({ pawl: { profile: { name: 'production', policies: [] } } }))
const SECRET = 'seen-by-nobody-else'

let module: WasmModule
beforeAll(async () => {
  module = await compilePinned(readFileSync(new URL('../bundle/policy.wasm', import.meta.url)), WASM_DIGEST)
})

function textOf(loaded: LoadedModule): string {
  return Buffer.from(loaded.mem.buffer).toString('latin1')
}

describe('PreparedInstance', () => {
  it('leaves no byte of a document behind', () => {
    const loaded = instantiate(module, DATA)
    const instance = new PreparedInstance(loaded)
    instance.evaluate(bytesOf(JSON.stringify({ now: 1, images: [{ reference: SECRET.repeat(1000) }] })))
    expect(textOf(loaded)).toContain(SECRET)
    expect(instance.restore()).toBe(true)
    expect(textOf(loaded)).not.toContain(SECRET)
  })

  it('restores every byte of the memory', () => {
    const loaded = instantiate(module, DATA)
    const instance = new PreparedInstance(loaded)
    const first = instance.evaluate(bytesOf('{"now":1}'))
    expect(instance.restore()).toBe(true)
    const before = Buffer.from(loaded.mem.buffer.slice(0))
    expect(instance.evaluate(bytesOf(JSON.stringify({ now: 2, images: [[SECRET]] })))).toStrictEqual(first)
    expect(before.equals(Buffer.from(loaded.mem.buffer))).toBe(false)
    expect(instance.restore()).toBe(true)
    expect(before.equals(Buffer.from(loaded.mem.buffer))).toBe(true)
  })

  it('refuses to restore memory that has grown', () => {
    const instance = new PreparedInstance(instantiate(module, DATA))
    instance.evaluate(bytesOf(JSON.stringify({ padding: 'x'.repeat(5 << 20) })))
    expect(instance.restore()).toBe(false)
  })

  it('refuses to restore when nobody knows up to where memory was written', () => {
    for (const top of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
      const loaded = { ...instantiate(module, DATA), wasmInstance: { exports: { opa_heap_ptr_get: () => top } } }
      expect(new PreparedInstance(loaded as unknown as LoadedModule).restore()).toBe(false)
    }
  })
})
