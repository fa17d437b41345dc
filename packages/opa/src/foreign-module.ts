import { loadForeign } from './opa-runtime.ts'

/** Evaluates one entrypoint of somebody else's module. */
export interface ForeignModule {
  /**
   * The value of the entrypoint for an input; undefined where the module gives none. Throws anything, strings and plain objects too:
   * that is never a yes. Throws `BuiltinMissing` where the policy calls what this runtime lacks.
   */
  evaluate(input: unknown): unknown
}

/** The policy calls a built-in function that does not exist in WebAssembly here: its answers would say nothing about the policy. */
export class BuiltinMissing extends Error {
  readonly builtin: string

  constructor(builtin: string) {
    super('a built-in function of the policy is not there in WebAssembly')
    this.name = 'BuiltinMissing'
    this.builtin = builtin
  }
}

/**
 * For policies that are looked at, never for decisions: one instance is used again and again. `entrypoint` is a path such as
 * `acme/release/allow`; `data` is the policy's own data document. Throws where the bytes are no module of OPA.
 */
export function loadForeignModule(wasm: Uint8Array<ArrayBuffer>, entrypoint: string, data: object): ForeignModule {
  const bytes = jsonBytes(data)
  let instance = loadForeign(wasm, bytes)
  return {
    evaluate(input) {
      try {
        return resultOf(instance.evaluate(jsonBytes(input), entrypoint))
      } catch (thrown) {
        // What was thrown in the middle may have left memory in disorder: the next evaluation gets an instance of its own.
        instance = loadForeign(wasm, bytes)
        const builtin = builtinIn(thrown)
        throw builtin === undefined ? thrown : new BuiltinMissing(builtin)
      }
    },
  }
}

/** A result set has one result, or none for undefined. */
function resultOf(results: unknown): unknown {
  const first: unknown = Array.isArray(results) && results.length === 1 ? results[0] : undefined
  return typeof first === 'object' && first !== null && 'result' in first ? first.result : undefined
}

/** The runtime throws `{message: "not implemented: built-in function 3: http.send"}`. */
function builtinIn(thrown: unknown): string | undefined {
  const message = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : ''
  return /^not implemented: built-in function \d+: (.+)$/.exec(message)?.[1]
}

/** Bytes: the runtime takes null, 0 and the empty string for no input at all. */
function jsonBytes(value: unknown): ArrayBuffer {
  const bytes = new TextEncoder().encode(JSON.stringify(value ?? null))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}
