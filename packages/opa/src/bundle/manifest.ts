import { isRecord, type JsonValue } from '@pawl/document'
import { readStrictJson } from './strict-json.ts'

/** What a manifest says of the whole (opa v1/bundle, "Manifest"). */
export interface Manifest {
  readonly revision: string
  /** Entrypoints of the module, such as `pawl/engine/decision`. */
  readonly entrypoints: readonly string[]
  /** The object as it is written, to be hashed without its revision. */
  readonly members: Readonly<Record<string, JsonValue>>
}

const MEMBERS: ReadonlySet<string> = new Set([
  'revision',
  'roots',
  'wasm',
  'metadata',
  'rego_version',
  'file_rego_versions',
])

/** Undefined for what is no manifest. Members that OPA would read under another spelling of theirs are refused, because Go ignores case. */
export function readManifest(content: Uint8Array): Manifest | undefined {
  const members = readStrictJson(content)?.value
  if (!isObject(members) || !Object.keys(members).every((each) => MEMBERS.has(each))) return undefined
  const { revision, roots = [''], wasm = [] } = members
  if (typeof revision !== 'string' || !isList(roots) || !isList(wasm)) return undefined
  if (!roots.every((each) => typeof each === 'string')) return undefined
  const entrypoints = wasm.map(entrypointOf)
  const known = entrypoints.filter((each) => each !== undefined)
  return known.length === entrypoints.length ? { revision, entrypoints: known, members } : undefined
}

/** There is one module, at the top. */
function entrypointOf(value: JsonValue): string | undefined {
  if (!isRecord(value)) return undefined
  const { entrypoint, module } = value
  const ours = typeof module === 'string' && /^\/?policy\.wasm$/.test(module)
  return ours && typeof entrypoint === 'string' ? entrypoint : undefined
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return isRecord(value)
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
