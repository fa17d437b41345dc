import { gunzipSync } from 'node:zlib'
import { Refusal } from '@pawl/setup'

const BLOCK = 512
const MAX_UNPACKED = 256 * 1_048_576

/** What a bundle of `opa build -t wasm` holds for us. */
export interface BundleFiles {
  readonly wasm: Uint8Array<ArrayBuffer>
  readonly data: object
}

/** Reads policy.wasm and data.json out of a .tar.gz; `path` is for the refusal. */
export function bundleFiles(bytes: Uint8Array, path: string): BundleFiles {
  const files = unpacked(bytes, path)
  const wasm = files.get('policy.wasm')
  if (wasm === undefined) throw refuse(path, 'it has no policy.wasm: build it with opa build -t wasm')
  const data = files.get('data.json')
  return { wasm: Uint8Array.from(wasm), data: data === undefined ? {} : jsonObject(data, path) }
}

/** Regular files by their names, without a slash before them. */
function unpacked(bytes: Uint8Array, path: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const tar = attempt(() => gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED }), path, 'it is not gzip')
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) break
    const name = header.subarray(0, 100).toString('utf8').replace(/\0.*$/s, '')
    const size = Number.parseInt(header.subarray(124, 136).toString('latin1'), 8)
    if (!(size >= 0 && at + BLOCK + size <= tar.length)) throw refuse(path, 'it is not a tar archive')
    files.set(name.replace(/^\.?\//, ''), tar.subarray(at + BLOCK, at + BLOCK + size))
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

function jsonObject(bytes: Uint8Array, path: string): object {
  const value: unknown = attempt(
    () => JSON.parse(Buffer.from(bytes).toString('utf8')),
    path,
    'its data.json is not JSON',
  )
  if (typeof value !== 'object' || value === null) throw refuse(path, 'its data.json is no object')
  return value
}

function attempt<T>(read: () => T, path: string, message: string): T {
  try {
    return read()
  } catch {
    throw refuse(path, message)
  }
}

function refuse(path: string, message: string): Refusal {
  return new Refusal('module-unusable', 'the bundle cannot be read', [{ at: path, message }])
}
