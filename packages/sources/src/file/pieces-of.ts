import { type JsonObject, readJsonObject } from '@pawl/core'
import { type Document, type DocumentOptions, type ParseOptions, parseAllDocuments, visit } from 'yaml'
import { listedBundles } from './api-listing.ts'
import { jsonLines } from './json-lines.ts'
import type { Piece } from './piece.ts'
import { signedRuns, TEKTON_MARK } from './tekton-objects.ts'
import { isTooMuchYaml } from './yaml-places.ts'

/**
 * The pieces of evidence in a file: one a line of JSON Lines, the bundles of an API's answer, the envelopes in Tekton objects; of anything else the
 * file itself. Told by content, but for JSON Lines and YAML, which their endings tell.
 */
export function* piecesOf(name: string, bytes: Uint8Array): Generator<Piece> {
  if (name.endsWith('.jsonl'))
    for (const { line, bytes: content } of jsonLines(bytes)) yield* within(`${line}`, content)
  else if (/\.ya?ml$/.test(name)) yield* inYaml(bytes)
  else yield* within('', bytes)
}

function* within(at: string, bytes: Uint8Array): Generator<Piece> {
  const pieces = inContainer(bytes)
  if (pieces === undefined) yield { at, bytes }
  else for (const piece of pieces) yield { ...piece, at: [at, piece.at].filter((each) => each !== '').join(' ') }
}

const LISTING_MARK = '"attestations"'
/** What holds several pieces is parsed whole; many times its size in memory. */
const MAX_CONTAINER_BYTES = 16_777_216
const TOO_LARGE: readonly Piece[] = [{ at: '', missing: 'is larger than what holds several pieces may be' }]
const TOO_MUCH_YAML: readonly Piece[] = [
  { at: '', missing: 'holds more values than are read of YAML: write it as JSON', code: 'over-budget' },
]

/** A large bundle is not parsed here only to see that it is none: the marks cannot stand in base64. */
function inContainer(bytes: Uint8Array): Iterable<Piece> | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!text.includes(LISTING_MARK) && !text.includes(TEKTON_MARK)) return undefined
  if (!(bytes.length <= MAX_CONTAINER_BYTES)) return TOO_LARGE
  const value = readJsonObject(bytes)
  if (value === undefined) return undefined
  return listedBundles(value) ?? signedRuns(value)
}

/** Keys that are lists or objects are written out for each object around them: a kilobyte of them took minutes. What is wrong is in `errors`, not on the terminal. */
const OPTIONS: ParseOptions & DocumentOptions = { stringKeys: true, logLevel: 'silent' }

/** YAML holds Tekton objects and nothing else that is evidence: other files, such as the configuration beside them, are left aside. */
function inYaml(bytes: Uint8Array): readonly Piece[] {
  const text = Buffer.from(bytes).toString('utf8')
  if (!text.includes(TEKTON_MARK)) return []
  if (isTooMuchYaml(bytes)) return TOO_MUCH_YAML
  if (!(bytes.length <= MAX_CONTAINER_BYTES)) return TOO_LARGE
  return parseAllDocuments(text, OPTIONS).flatMap((document, index) => {
    if (document.errors.length > 0) return [{ at: `document ${index + 1}`, missing: 'is no YAML' }]
    if (hasAliases(document)) return [{ at: `document ${index + 1}`, missing: 'has aliases, which no cluster writes' }]
    return asObject(document.toJS()).flatMap((object) => signedRuns(object) ?? [])
  })
}

/** An alias is how a small file expands to a large one. */
function hasAliases(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
      return visit.BREAK
    },
  })
  return found
}

/** Through JSON, so that only what JSON can hold is looked at. */
function asObject(value: unknown): readonly JsonObject[] {
  const read = readJsonObject(Buffer.from(JSON.stringify(value ?? null)))
  return read === undefined ? [] : [read]
}
