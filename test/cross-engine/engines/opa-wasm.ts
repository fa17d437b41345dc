import { readFileSync } from 'node:fs'
import * as opa from '@pawl/opa'
import { decodeAnswer } from '../../../packages/opa/src/decode-answer.ts'
import { encodeInput } from '../../../packages/opa/src/encode-input.ts'
import { InstancePool } from '../../../packages/opa/src/instance-pool.ts'
import { compilePinned } from '../../../packages/opa/src/load-engine.ts'
import { instantiate } from '../../../packages/opa/src/opa-runtime.ts'
import { PreparedInstance } from '../../../packages/opa/src/prepared-instance.ts'
import { WASM_DIGEST } from '../../../packages/opa/src/wasm-digest.ts'
import { withChangedCopy } from '../changed-copy.ts'
import type { Ask, Decode, Engine, Question } from '../engine.ts'
import { DECODER_FAULTS, OPA_WASM_FAULTS } from '../faults/opa-adapter.ts'

/** The module that `@pawl/opa` pins, by its own adapter. */
export const OPA_WASM: Engine = {
  name: 'opa-wasm',
  runs: 'in this process',
  missing: undefined,
  open: async (fault) => (fault === undefined ? askWith(opa) : withChangedCopy('opa', 'index.ts', fault, askWith)),
  faults: OPA_WASM_FAULTS,
  wire: {
    answers: rawAnswers,
    decoder: async (fault) =>
      fault === undefined
        ? decodeWith({ decodeAnswer })
        : withChangedCopy('opa', 'decode-answer.ts', fault, decodeWith),
    yesAt: [0, 'result'],
    faults: DECODER_FAULTS,
  },
}

async function askWith({ loadEngine }: typeof opa): Promise<Ask> {
  const engine = await loadEngine()
  return (questions) =>
    questions.map(({ request, document, profile }) => engine.evaluate(request as never, document as never, profile))
}

/** The parts of the adapter without its reader. */
async function rawAnswers(): Promise<(questions: readonly Question[]) => readonly unknown[]> {
  const bytes = readFileSync(new URL('../../../packages/opa/bundle/policy.wasm', import.meta.url))
  const module = await compilePinned(bytes, WASM_DIGEST)
  const pool = new InstancePool((data) => new PreparedInstance(instantiate(module, data)))
  return (questions) =>
    questions.map(({ document, profile }) => {
      const input = encodeInput(document as never, profile)
      return pool.run(input.document, input.data)
    })
}

export function decodeWith({ decodeAnswer: decode }: { readonly decodeAnswer: typeof decodeAnswer }): Decode {
  return (wire, { document, profile }) => decode(wire, document, profile)
}
