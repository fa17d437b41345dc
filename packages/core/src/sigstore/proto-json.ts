import { isBoundedText, type JsonValue } from '@pawl/document'
import { decodeBase64 } from '../bytes/base64.ts'
import { isJsonList, isJsonObject, type JsonObject } from '../bytes/strict-json.ts'

/**
 * The members of a protobuf message in JSON, by their exact lowerCamelCase names. Undefined for anything else: a field that this reader does
 * not know could mean something to another (C69).
 */
export function message(value: JsonValue | undefined, fields: readonly string[]): JsonObject | undefined {
  return isJsonObject(value) && Object.keys(value).every((field) => fields.includes(field)) ? value : undefined
}

/** Protobuf JSON writes an unset field as null or not at all. */
export function isUnset(value: JsonValue | undefined): value is null | undefined {
  return value === null || value === undefined
}

/** A repeated field: a list of at most `max`, unset meaning empty. */
export function repeated(value: JsonValue | undefined, max: number): readonly JsonValue[] | undefined {
  if (isUnset(value)) return []
  return isJsonList(value) && value.length <= max ? value : undefined
}

const INT64 = /^(?:0|[1-9][0-9]{0,15})$/

/** A non-negative int64, which protobuf JSON writes as a decimal string. Undefined beyond 2^53-1. */
export function int64(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string' || !INT64.test(value)) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}

/** A bytes field that is not empty. */
export function bytes(value: JsonValue | undefined): Uint8Array | undefined {
  const decoded = decodeBase64(value)
  return decoded !== undefined && decoded.length > 0 ? decoded : undefined
}

/** `{ rawBytes }` of a certificate. */
export function rawBytes(value: JsonValue | undefined): Uint8Array | undefined {
  return bytes(message(value, ['rawBytes'])?.['rawBytes'])
}

/** Who runs a log or an authority: the empty string is how protobuf spells "not set". Undefined for what is no bounded text. */
export function operatorOf(value: JsonValue | undefined): { readonly operator: string | undefined } | undefined {
  if (isUnset(value) || value === '') return { operator: undefined }
  return isBoundedText(value, 256) ? { operator: value } : undefined
}
