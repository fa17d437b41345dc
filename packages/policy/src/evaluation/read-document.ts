import { isRecord, isTime, LIMITS } from '@pawl/document'

/** What every judgement of a document needs of it; the entries are `unknown`, because one that is malformed is its own deny. */
export interface ReadDocument {
  readonly now: number
  /** 1 to 64. */
  readonly images: readonly unknown[]
}

/** Undefined for what is no document of this version. */
export function readDocument(value: unknown): ReadDocument | undefined {
  const read = isRecord(value) ? value : {}
  const { now, images } = read
  return isDocument(read) && isTime(now) && isImages(images) ? { now, images } : undefined
}

function isDocument(value: Readonly<Record<string, unknown>>): boolean {
  return value['apiVersion'] === 'pawl.dev/v1' && value['kind'] === 'AttestationInput'
}

function isImages(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= LIMITS.images
}
