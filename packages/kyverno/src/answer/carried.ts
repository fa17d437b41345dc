import { isRecord } from '@pawl/document'

/** What a ClusterPolicy sends of a request: its images where they stand, and where they stood. */
export interface SentPlaces {
  readonly places: unknown
  readonly old: unknown
  readonly operation: unknown
}

/**
 * The references to judge, each once; undefined where the places are none. An update carries forward what stood at the same place of the old object
 * with the same reference; every other image is judged (C90). A place without a name or a reference is never carried, and is no place.
 */
export function judgedReferences({ places, old, operation }: SentPlaces): readonly string[] | undefined {
  const now = readPlaces(places)
  if (now === undefined || now.length === 0) return undefined
  const before = operation === 'UPDATE' ? readPlaces(old) : undefined
  const stood = new Set((before ?? []).map(textOf))
  return [...new Set(now.filter((place) => !stood.has(textOf(place))).map(({ reference }) => reference))].toSorted()
}

interface Place {
  readonly field: string
  readonly name: string
  readonly reference: string
}

function readPlaces(value: unknown): readonly Place[] | undefined {
  if (!Array.isArray(value)) return undefined
  const places = Array.from(value).map(readPlace)
  return places.every((place) => place !== undefined) ? places : undefined
}

function readPlace(value: unknown): Place | undefined {
  if (!isRecord(value)) return undefined
  const { field, name, reference } = value
  if (typeof field !== 'string' || typeof name !== 'string' || typeof reference !== 'string') return undefined
  return field === '' || name === '' || reference === '' ? undefined : { field, name, reference }
}

function textOf({ field, name, reference }: Place): string {
  return JSON.stringify([field, name, reference])
}
