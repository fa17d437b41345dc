import type { InputDocument } from '@pawl/document'
import { type CompiledProfile, coveredOutcome, type Outcome } from '@pawl/policy'
import { decodeAnswer } from './decode-answer.ts'
import { encodeInput } from './encode-input.ts'
import { type EngineFailure, failure } from './engine-failure.ts'
import { InstancePool } from './instance-pool.ts'
import { instantiate, type WasmModule } from './opa-runtime.ts'
import { PreparedInstance } from './prepared-instance.ts'

/** Judges documents with the Rego interpreter. Synchronous; nothing of a document outlives its evaluation. */
export interface OpaEngine {
  /**
   * `request` is the references that the request newly makes run, exactly as it has them: each must have an entry, and no entry may be
   * foreign (law L7). Never throws. Whatever goes wrong is a deny with a code.
   */
  evaluate(request: readonly string[], document: InputDocument, profile: CompiledProfile): Outcome | EngineFailure
}

export function createEngine(module: WasmModule): OpaEngine {
  const instances = new InstancePool((data) => new PreparedInstance(instantiate(module, data)))
  return {
    evaluate(request, document, profile) {
      try {
        const input = encodeInput(document, profile)
        const said = decodeAnswer(instances.run(input.document, input.data), input.asRead, profile)
        return 'code' in said ? said : coveredOutcome(said, request, input.asRead, profile)
      } catch {
        // The runtime throws strings, plain objects and errors; none of them says anything about the image.
        return failure('engine-error')
      }
    },
  }
}
