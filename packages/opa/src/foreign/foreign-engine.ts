import type { JsonValue } from '@pawl/document'
import { type CompiledProfile, coveredOutcome, type Outcome } from '@pawl/policy'
import { type BundleRejection, refuse } from '../bundle/bundle-rejection.ts'
import type { OpenedBundle } from '../bundle/open-bundle.ts'
import type { BundleEngine } from '../bundle-engine.ts'
import { decodeAnswer } from '../decode-answer.ts'
import { type EngineFailure, failure } from '../engine-failure.ts'
import { ForeignThread, type ThreadLimits } from './foreign-module-thread.ts'
import { standInProfile } from './stand-in-profile.ts'

/** How a module of somebody else is run. Nothing of it is optional. */
export interface ForeignOptions extends ThreadLimits {
  /** The rule that answers, such as `acme/release/decision`. */
  readonly entrypoint: string
}

/** UTF-16 code units of an answer as JSON. */
const MAX_ANSWER = 1_048_576

/**
 * The engine in a bundle with rules of somebody else, which see the document as `input`. It runs on a thread of its own, within bounds of time and memory, and
 * its entrypoint must answer as that of Pawl does: `{"allow": true, "unmet": [], "expiresAt": <time>}` is the only yes, and the time is not later than the
 * entries of the document last. Refused where the module does not even begin.
 */
export async function foreignEngineOf(
  bundle: OpenedBundle,
  options: ForeignOptions,
): Promise<BundleEngine | BundleRejection> {
  const { module: wasm, data, entrypoints } = bundle
  const { entrypoint } = options
  if (wasm === undefined) return refuse('bundle-no-module')
  if (!entrypoints.includes(entrypoint)) return refuse('bundle-module-invalid')
  const thread = new ForeignThread({ wasm, data: jsonBytes(data), entrypoint, answer: MAX_ANSWER }, options)
  if (!(await thread.begun)) {
    await thread.close()
    return refuse('bundle-module-invalid')
  }
  const profile = standInProfile(entrypoint)
  return {
    evaluate: async (request, document) => {
      const text = textOf(document)
      if (text === undefined) return failure('engine-error')
      const reply = await thread.ask(bytesOf(text))
      return typeof reply === 'string'
        ? outcomeOf(JSON.parse(reply), request, JSON.parse(text), profile)
        : failure(reply.code)
    },
    close: () => thread.close(),
  }
}

function outcomeOf(
  answer: unknown,
  request: readonly string[],
  document: unknown,
  profile: CompiledProfile,
): Outcome | EngineFailure {
  const said = decodeAnswer(answer, document, profile)
  if (!('code' in said)) return coveredOutcome(said, request, document, profile)
  // A no without a reason: there is no profile that could be unusable.
  return said.code === 'engine-policy-unusable' ? failure('engine-answer-invalid') : said
}

/** Read once; a getter may throw, and a circle or a big integer is no JSON. */
function textOf(document: unknown): string | undefined {
  try {
    return JSON.stringify(document ?? null)
  } catch {
    return undefined
  }
}

function jsonBytes(value: JsonValue): Uint8Array<ArrayBuffer> {
  return bytesOf(JSON.stringify(value))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
