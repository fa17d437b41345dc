import { type InputDocument, isRecord } from '@pawl/document'
import type { Flaw } from './counterexample.ts'
import { GONE, type Path, valueAt } from './swap.ts'

/** A member of a document, and what it becomes. */
export interface Place {
  readonly kind: Extract<Flaw, 'malformed' | 'mistyped' | 'missing'>
  readonly path: Path
  readonly becomes: unknown
}

const DOCUMENT = ['apiVersion', 'kind', 'now', 'images']
const ENTRY = ['reference', 'repository', 'digest', 'verifiedAt', 'validUntil', 'claims']
const CLAIM = ['type', 'attester', 'moment', 'expiresAt', 'statementDigest', 'summary']
/** Absent is their way to say "there is none". */
const MAY_BE_ABSENT = ['moment', 'expiresAt']

/** One of each type of JSON. */
const OTHER_TYPES: readonly unknown[] = [null, false, true, 0, '', 'a', [], ['a'], {}]

/** What no summary field can be. */
const NEVER_IN_A_SUMMARY: readonly unknown[] = [null, false, {}, 1.5]

/** Every way to break one member of a well-formed document. */
export function brokenMembers(document: InputDocument): readonly Place[] {
  const entries = document.images.map((_, at): Path => ['images', at])
  const claims = document.images.flatMap((image, at) =>
    image.claims.map((_, index): Path => ['images', at, 'claims', index]),
  )
  const members: readonly Path[] = [
    ...DOCUMENT.map((name): Path => [name]),
    ...entries.flatMap((entry) => ENTRY.map((name): Path => [...entry, name])),
    ...claims.flatMap((claim) => CLAIM.map((name): Path => [...claim, name])),
  ].filter((path) => valueAt(document, path) !== undefined)
  const fields = claims.flatMap((claim): readonly Path[] => {
    const summary = valueAt(document, [...claim, 'summary'])
    return isRecord(summary) ? Object.keys(summary).map((field): Path => [...claim, 'summary', field]) : []
  })
  return [
    ...[...members, ...entries, ...claims].flatMap((path) =>
      retyped(valueAt(document, path)).map((becomes): Place => ({ kind: 'malformed', path, becomes })),
    ),
    ...fields.flatMap((path) => NEVER_IN_A_SUMMARY.map((becomes): Place => ({ kind: 'mistyped', path, becomes }))),
    ...[...members, ...fields]
      .filter((path) => path.length === 6 || !MAY_BE_ABSENT.includes(String(path.at(-1))))
      .map((path): Place => ({ kind: 'missing', path, becomes: GONE })),
  ]
}

function retyped(value: unknown): readonly unknown[] {
  const same = Array.isArray(value) ? [{ ...value }] : isRecord(value) ? [[value]] : []
  return [...same, ...OTHER_TYPES.filter((each) => typeOf(each) !== typeOf(value))]
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}
