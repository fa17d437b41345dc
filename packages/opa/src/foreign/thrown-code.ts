import type { EngineFailureCode } from '../engine-failure.ts'

/** What a module threw: a string, a plain object or an error. A module can throw any of these words; every code is a deny. */
export function thrownCode(thrown: unknown): EngineFailureCode {
  const text = typeof thrown === 'string' ? thrown : messageOf(thrown)
  if (text.startsWith('not implemented: built-in function')) return 'engine-builtin-missing'
  return text.startsWith('opa_malloc') || text.startsWith('WebAssembly.Memory.grow')
    ? 'engine-memory-exceeded'
    : 'engine-error'
}

function messageOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : ''
}
