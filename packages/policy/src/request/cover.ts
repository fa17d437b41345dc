import { isRecord } from '@pawl/document'
import { readDocument } from '../evaluation/read-document.ts'

/** Whether a document answers a request, and what keeps it from doing so (law L7). Only the first of these is a yes. */
export type Cover =
  | { readonly outcome: 'covered' }
  | { readonly outcome: 'request-malformed' }
  | { readonly outcome: 'document-malformed' }
  | Gaps

export interface Gaps {
  readonly outcome: 'uncovered'
  /** References of the request that no entry has, each once. */
  readonly missing: readonly string[]
  /** Indices of entries that nobody asked for. */
  readonly foreign: readonly number[]
}

/**
 * `request` is the references exactly as the request has them: a list with at least one, all of them strings that are not empty. They are compared
 * code unit by code unit: what two registries or two normal forms would read as one name is two here, and one of them has no entry.
 * A reference that is there twice needs one entry; a reference with two entries has both judged.
 */
export function coverOf(request: unknown, document: unknown): Cover {
  const asked = readRequest(request)
  if (asked === undefined) return { outcome: 'request-malformed' }
  const read = readDocument(document)
  if (read === undefined) return { outcome: 'document-malformed' }
  const entries = read.images.map((entry) => (isRecord(entry) ? entry['reference'] : undefined))
  const missing = [...asked].filter((reference) => !entries.includes(reference))
  const foreign = entries.flatMap((reference, index) => (isAsked(reference, asked) ? [] : [index]))
  return missing.length === 0 && foreign.length === 0
    ? { outcome: 'covered' }
    : { outcome: 'uncovered', missing, foreign }
}

function readRequest(value: unknown): ReadonlySet<string> | undefined {
  if (!Array.isArray(value)) return undefined
  // A copy: `every` leaves out the holes of a sparse list.
  const references: readonly unknown[] = Array.from(value)
  return references.length >= 1 && references.every(isReference) ? new Set(references) : undefined
}

function isReference(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isAsked(reference: unknown, asked: ReadonlySet<string>): boolean {
  return isReference(reference) && asked.has(reference)
}
