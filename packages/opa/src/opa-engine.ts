import type { InputDocument } from '@pawl/document'
import type { CompiledProfile, Outcome } from '@pawl/policy'
import { decodeAnswer } from './decode-answer.ts'
import { encodeInput } from './encode-input.ts'
import { type EngineFailure, failure } from './engine-failure.ts'
import { runModule, type WasmModule } from './opa-runtime.ts'

/** Judges documents with the Rego interpreter. Synchronous, and without any state between two evaluations. */
export interface OpaEngine {
  /** Never throws. Whatever goes wrong is a deny with a code. */
  evaluate(document: InputDocument, profile: CompiledProfile): Outcome | EngineFailure
}

export function createEngine(module: WasmModule): OpaEngine {
  return {
    evaluate(document, profile) {
      try {
        const input = encodeInput(document, profile)
        return decodeAnswer(runModule(module, input.document, input.data), profile)
      } catch {
        // The runtime throws strings, plain objects and errors; none of them says anything about the image.
        return failure('engine-error')
      }
    },
  }
}
