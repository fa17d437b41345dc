import { isBoundedText, type JsonValue, LIMITS, type SummaryValue } from '@pawl/document'
import { isJsonList } from '../../bytes/strict-json.ts'
import { reject } from '../../rejection-codes.ts'
import type { CustomSummary } from '../../trust/trust-configuration.ts'
import type { Predicate } from '../predicate.ts'
import { at, integerField, listField, presentFields, timeField } from '../summary-fields.ts'

/** A predicate type of the operator's own: JSON pointers to strings, integers, `true` and lists of strings. Nothing computes. */
export function customPredicate(summary: CustomSummary): Predicate {
  return {
    claim: summary.claim,
    predicateTypes: [summary.predicateType],
    read: (predicate) => {
      const moment = summary.moment === undefined ? undefined : timeField(follow(predicate, summary.moment))
      // A moment that was promised and is not there would make an old statement ageless.
      if (summary.moment !== undefined && moment === undefined) return reject('predicate-malformed', 'moment')
      const fields = [...summary.fields].map(
        ([field, pointer]) => [field, fieldValue(follow(predicate, pointer))] as const,
      )
      return { summary: presentFields(Object.fromEntries(fields)), moment, expiresAt: undefined }
    },
  }
}

/** A JSON pointer (RFC 6901) through objects; lists are taken whole or not at all. */
function follow(predicate: JsonValue | undefined, pointer: string): JsonValue | undefined {
  const path = pointer.split('/').slice(1)
  return at(predicate, ...path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')))
}

function fieldValue(value: JsonValue | undefined): SummaryValue | undefined {
  if (value === true) return value
  if (isBoundedText(value, LIMITS.text)) return value
  return isJsonList(value) ? listField(value, LIMITS.list) : integerField(value)
}
