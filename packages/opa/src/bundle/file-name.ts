const MAX_LENGTH = 255
const SEGMENT = /^[A-Za-z0-9 ._+@=,~-]+$/

/**
 * The name of a file in a bundle without its leading slash, as signatures have it. Undefined for names that two systems could take for
 * two files: empty, `.` and `..` segments, backslashes, colons, control characters and anything beyond ASCII.
 */
export function fileName(written: string): string | undefined {
  const name = written.startsWith('/') ? written.slice(1) : written
  const segments = name.split('/')
  const sound = segments.every((segment) => SEGMENT.test(segment) && segment !== '.' && segment !== '..')
  return sound && name.length <= MAX_LENGTH ? name : undefined
}

/** The last segment: OPA tells what a file is by it, whatever folder it is in. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

export const MANIFEST = '.manifest'
export const SIGNATURES = '.signatures.json'
export const DATA = 'data.json'
export const MODULE = 'policy.wasm'

/** Files whose JSON is hashed, and not their bytes. */
export function isStructured(name: string): boolean {
  return name === DATA || name === MANIFEST
}

const OWN_PLACE: ReadonlySet<string> = new Set([MANIFEST, SIGNATURES, DATA, MODULE])
const OWN_READER = /^(data\.ya?ml|\.manifest\.pb|.*\.manifest|.*\.manifest\.pb|patch\.json|plan\.json|plan\.pb)$/

/**
 * What OPA reads in a way that we do not: YAML, a manifest as protobuf, patches, plans; and what counts in a folder as it does at the top.
 * Such a file would be one thing to OPA and another to us.
 */
export function isUnsupported(name: string): boolean {
  const base = baseName(name)
  if (OWN_PLACE.has(base)) return base !== name
  return OWN_READER.test(base)
}
