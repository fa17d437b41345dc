import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bringsMemory } from './module-memory.ts'

const HEAD = [0, 97, 115, 109, 1, 0, 0, 0]
const module = (...sections: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([...HEAD, ...sections.flat()])

describe('bringsMemory', () => {
  it('is false for a module of OPA, which imports its memory', () => {
    expect(bringsMemory(readFileSync(new URL('../../bundle/policy.wasm', import.meta.url)))).toBe(false)
    expect(bringsMemory(module())).toBe(false)
    expect(bringsMemory(module([1, 1, 0], [2, 1, 0]))).toBe(false)
  })

  it.each([
    ['one memory of 65,536 pages', module([5, 5, 1, 0, 0x80, 0x80, 4])],
    ['a memory section behind others', module([1, 1, 0], [5, 1, 0])],
    ['a section longer than the module', module([1, 9, 0])],
    ['a length that does not end', module([1, 0x80])],
    ['a length of six bytes', module([1, 0x80, 0x80, 0x80, 0x80, 0x80, 0])],
  ])('is true for %s', (_, bytes) => {
    expect(bringsMemory(bytes)).toBe(true)
  })
})
