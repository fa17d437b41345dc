import { parentPort, workerData } from 'node:worker_threads'
import type { EngineFailureCode } from '../engine-failure.ts'
import { instantiate } from '../opa-runtime.ts'
import { bringsMemory } from './module-memory.ts'
import { thrownCode } from './thrown-code.ts'

/** What a thread begins with. */
export interface ForeignModuleData {
  readonly wasm: Uint8Array<ArrayBuffer>
  /** JSON. */
  readonly data: Uint8Array<ArrayBuffer>
  readonly entrypoint: string
  /** UTF-16 code units of an answer as JSON. */
  readonly answer: number
}

export interface ForeignQuestion {
  readonly serial: number
  /** JSON. */
  readonly input: Uint8Array<ArrayBuffer>
}

/** The result set as JSON, or why there is none. */
export interface ForeignReply {
  readonly serial: number
  readonly text?: string
  readonly code?: EngineFailureCode
}

/*
 * What runs on a thread: one question at a time, until it is ended. A fresh instance each: nothing of one document is in the memory of the next.
 */
const { wasm, data, entrypoint, answer }: ForeignModuleData = workerData

// A module may print, without end and outside of every limit.
const silent = (): void => undefined
Object.assign(globalThis.console, { log: silent, error: silent })

if (bringsMemory(wasm)) throw new TypeError('the module brings a memory of its own')
const module = await WebAssembly.compile(wasm)
// Told before it is used: where it cannot even begin there is no such engine.
instantiate(module, data.slice().buffer)

parentPort?.on('message', ({ serial, input }: ForeignQuestion) => {
  parentPort?.postMessage(replyTo(serial, input.slice().buffer))
})
parentPort?.postMessage('ready')

function replyTo(serial: number, input: ArrayBuffer): ForeignReply {
  try {
    const text = JSON.stringify(instantiate(module, data.slice().buffer).evaluate(input, entrypoint))
    return text.length <= answer ? { serial, text } : { serial, code: 'engine-answer-invalid' }
  } catch (thrown) {
    return { serial, code: thrownCode(thrown) }
  }
}
