import { type InputDocument, isRecord, type JsonValue } from '@pawl/document'
import { type CompiledProfile, type Outcome, parseCompiledProfile } from '@pawl/policy'
import { type BundleRejection, isBundleRejection, refuse } from './bundle/bundle-rejection.ts'
import type { OpenedBundle } from './bundle/open-bundle.ts'
import { decodeAnswer } from './decode-answer.ts'
import { bytesOf } from './encode-input.ts'
import { type EngineFailure, failure } from './engine-failure.ts'
import { createEngine } from './opa-engine.ts'
import { ENTRYPOINT, instantiate, runEntrypoint, type WasmModule } from './opa-runtime.ts'

/** Judges documents by what a bundle holds: module and policy. */
export interface BundleEngine {
  /** As `OpaEngine.evaluate`, by the policy of the bundle. Never throws. */
  evaluate(request: readonly string[], document: InputDocument): Promise<Outcome | EngineFailure>
  /** What is asked after it is a deny. */
  close(): Promise<void>
}

/**
 * The engine in a bundle of Pawl: its module, and the profile at `data.pawl.profile`. Runs in this process and without a deadline: the key of
 * a bundle of Pawl signs modules of Pawl only. For a module of somebody else there is `foreignEngineOf`.
 */
export async function engineOf(bundle: OpenedBundle): Promise<BundleEngine | BundleRejection> {
  const { module: bytes, entrypoints, data } = bundle
  if (bytes === undefined) return refuse('bundle-no-module')
  if (!entrypoints.includes(ENTRYPOINT)) return refuse('bundle-module-invalid')
  const profile = profileIn(data)
  if (profile === undefined) return refuse('bundle-profile-invalid')
  const module = await moduleOf(bytes, profile)
  if (isBundleRejection(module)) return module
  const engine = createEngine(module)
  let open = true
  return {
    evaluate: async (request, document) =>
      open ? engine.evaluate(request, document, profile) : failure('engine-closed'),
    close: async () => {
      open = false
    },
  }
}

/** The data of a bundle of Pawl is `{"pawl": {"profile": ...}}` and nothing else. */
function profileIn(data: JsonValue): CompiledProfile | undefined {
  const pawl = onlyMember(data, 'pawl')
  const written = onlyMember(pawl, 'profile')
  try {
    return written === undefined ? undefined : parseCompiledProfile(written)
  } catch {
    return undefined
  }
}

function onlyMember(value: unknown, name: string): unknown {
  return isRecord(value) && Object.keys(value).length === 1 && Object.hasOwn(value, name) ? value[name] : undefined
}

/** A module is asked about no document at all before it is taken: whoever replaces a good one must know that this one answers. */
async function moduleOf(
  bytes: Uint8Array<ArrayBuffer>,
  profile: CompiledProfile,
): Promise<WasmModule | BundleRejection> {
  try {
    const module = await WebAssembly.compile(bytes)
    const instance = instantiate(module, bytesOf(JSON.stringify({ pawl: { profile } })))
    const said = decodeAnswer(runEntrypoint(instance, bytesOf('null')), null, profile)
    return 'code' in said ? refuse('bundle-module-invalid') : module
  } catch {
    return refuse('bundle-module-invalid')
  }
}
