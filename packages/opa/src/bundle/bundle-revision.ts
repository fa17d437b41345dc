import { createHash } from 'node:crypto'
import { type BundleRejection, refuse } from './bundle-rejection.ts'
import { MANIFEST, SIGNATURES } from './file-name.ts'
import { canonicalWalk, hashFile } from './hash-file.ts'
import type { BundleFiles } from './read-tar.ts'
import { readStrictJson } from './strict-json.ts'

/** A bundle that was accepted once. Whoever runs Pawl keeps these where nobody else may write. */
export interface SeenBundle {
  readonly revision: number
  /** Of the content, `sha256:` and hex. */
  readonly digest: string
}

/** What a bundle must be at least. There is no default: whoever has nothing to compare with says so with 0 and an empty list. */
export interface LeastBundle {
  /** The operator's own floor. */
  readonly least: number
  /** All that were accepted before, in any order. */
  readonly seen: readonly SeenBundle[]
}

/**
 * SHA-256 of the lines `<SHA-256 of the file as OPA hashes it> <name>`, by name, of every file but the signature. The manifest is hashed
 * without its revision, which holds this digest. Undefined where a file cannot be hashed.
 */
export function contentDigest(files: BundleFiles): string | undefined {
  const names = [...files.keys()].filter((name) => name !== SIGNATURES).sort()
  const hashes = names.map((name) => hashOf(name, files.get(name)))
  if (hashes.includes(undefined)) return undefined
  const lines = names.map((name, index) => `${hashes[index]} ${name}\n`)
  return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`
}

function hashOf(name: string, content: Uint8Array | undefined): string | undefined {
  if (content === undefined) return undefined
  if (name !== MANIFEST) return hashFile(name, content, 'SHA-256')
  const written = readStrictJson(content)?.written
  if (typeof written !== 'object' || written === null) return undefined
  const others = Object.fromEntries(Object.entries(written).filter(([member]) => member !== 'revision'))
  return createHash('sha256').update(canonicalWalk(others)).digest('hex')
}

const REVISION = /^(0|[1-9][0-9]{0,14})(?:-([0-9a-f]{64}))?$/

/** `7-<hex>`, or `7` alone where another tool made the bundle: the digest is always computed, and where it is written it must be that. */
export function readRevision(written: string, digest: string): SeenBundle | BundleRejection {
  const [, number, named] = REVISION.exec(written) ?? []
  if (number === undefined) return refuse('bundle-manifest-invalid')
  if (named !== undefined && `sha256:${named}` !== digest) return refuse('bundle-revision-mismatch')
  return { revision: Number(number), digest }
}

/** An old bundle has old lists of what is revoked (C113): only a higher revision, or the very same content, comes after what was seen. */
export function checkRevision(next: SeenBundle, { least, seen }: LeastBundle): BundleRejection | undefined {
  const highest = Math.max(least, ...seen.map((each) => each.revision))
  // Written so that a floor that is no number is one that nothing reaches.
  if (!(next.revision >= highest)) return refuse('bundle-revision-lower')
  const forked = seen.some((each) => each.revision === next.revision && each.digest !== next.digest)
  return forked ? refuse('bundle-revision-forked') : undefined
}
