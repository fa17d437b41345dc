import { isRecord, type SummaryValue } from '@pawl/document'
import { type Constants, type FieldValue, NO_CONSTANTS, type TypeAndAttester } from './policy-words.ts'

/** Claim types, attesters, fields and values of one document of a person. */
export function documentConstants(document: unknown): Constants {
  const images = listOf(isRecord(document) ? document['images'] : undefined).filter(isRecord)
  const claims = images.flatMap((image) => listOf(image['claims'])).filter(isRecord)
  const together = claims.flatMap(({ type, attester }): readonly TypeAndAttester[] =>
    typeof type === 'string' && typeof attester === 'string' ? [{ type, attester }] : [],
  )
  const values = claims.flatMap(({ summary }) => (isRecord(summary) ? Object.entries(summary).flatMap(fieldValue) : []))
  return {
    ...NO_CONSTANTS,
    types: together.map(({ type }) => type),
    attesters: together.map(({ attester }) => attester),
    together,
    fields: values.map(({ field }) => field),
    values,
    repositories: images.flatMap(({ repository }) => (typeof repository === 'string' ? [repository] : [])),
  }
}

function fieldValue([field, value]: readonly [string, unknown]): readonly FieldValue[] {
  return isSummaryValue(value) ? [{ field, value }] : []
}

function isSummaryValue(value: unknown): value is SummaryValue {
  if (typeof value === 'string' || value === true || Number.isSafeInteger(value)) return true
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
