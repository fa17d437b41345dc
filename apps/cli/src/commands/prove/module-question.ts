import { BuiltinMissing, type ForeignModule, loadForeignModule } from '@pawl/opa'
import type { Ask } from '@pawl/policy/prove'
import { Refusal, usage } from '@pawl/setup'
import type { TargetOptions } from './targets/target.ts'

/** Where the answer stands in Rego, and what is a yes there. */
export interface RegoAnswer {
  /** `acme/release/allow`. */
  readonly entrypoint: string
  readonly ref: string
  readonly isYes: (value: unknown) => boolean
  readonly notes: readonly string[]
}

const BY_CONSTRUCTION =
  'A set of violations is open by construction: the empty set is the yes, and nothing at all gives the empty set.'

/** `--allow data.x.allow`: only a literal true. `--deny data.x.violation`: the empty set, and undefined, as engines read it. */
export function regoAnswer({ yesAt, violationsAt }: TargetOptions): RegoAnswer {
  const ref = yesAt ?? violationsAt ?? ''
  if ((yesAt === undefined) === (violationsAt === undefined) || !/^data(\.[A-Za-z_]\w*)+$/.test(ref)) {
    throw usage('give one of --allow and --deny, such as --allow data.acme.allow')
  }
  const entrypoint = ref.split('.').slice(1).join('/')
  if (yesAt !== undefined) return { entrypoint, ref, isYes: (value) => value === true, notes: [] }
  const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)
  return { entrypoint, ref, isYes: isEmpty, notes: [BY_CONSTRUCTION] }
}

/** Asks a module in this process. What it throws is a no; what it lacks ends the run. */
export function askModule(
  wasm: Uint8Array<ArrayBuffer>,
  data: object,
  { entrypoint, isYes }: RegoAnswer,
  file: string,
): Ask {
  const module = loaded(wasm, entrypoint, data, file)
  return (document) => {
    try {
      return isYes(module.evaluate(document))
    } catch (error) {
      if (!(error instanceof BuiltinMissing)) return false
      throw new Refusal('builtin-unsupported', 'the policy calls a built-in function that WebAssembly lacks', [
        { at: error.builtin, message: 'what is answered without it says nothing about the policy' },
      ])
    }
  }
}

function loaded(wasm: Uint8Array<ArrayBuffer>, entrypoint: string, data: object, file: string): ForeignModule {
  try {
    const module = loadForeignModule(wasm, entrypoint, data)
    module.evaluate({})
    return module
  } catch (error) {
    const missing = error instanceof BuiltinMissing
    if (missing) return loadForeignModule(wasm, entrypoint, data)
    throw new Refusal('module-unusable', 'the module cannot be asked', [
      { at: file, message: typeof error === 'string' ? error : 'is it of opa build -t wasm, with this entrypoint?' },
    ])
  }
}
