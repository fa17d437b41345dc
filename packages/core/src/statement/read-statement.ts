import { isBoundedText, type JsonValue } from '@pawl/document'
import { readAroundTail } from '../bytes/large-json.ts'
import { type InvalidJson, isInvalidJson, isJsonList, isJsonObject, type JsonObject } from '../bytes/strict-json.ts'
import { type Rejection, reject } from '../rejection-codes.ts'
import type { SignedPayload } from '../verification/signed-payload.ts'

/** An in-toto Statement, v0.1 or v1, as its signer wrote it. */
export interface Statement {
  readonly subject: readonly JsonValue[]
  readonly predicateType: string
  /**
   * Absent, a string and a list are possible; a predicate's own reader decides what it takes. Read when it is asked for: a large one of a kind that nobody
   * reads costs nothing.
   */
  readonly predicate: () => JsonValue | undefined | InvalidJson
  readonly signed: SignedPayload
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json'
const STATEMENT_TYPES: readonly unknown[] = ['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']

/** Reads the very bytes whose signature verified (C09), after it did. */
export function readStatement(signed: SignedPayload): Statement | Rejection {
  // The signature covers the type: a witness policy or a SimpleSigning payload is signed too, and is no statement (C07).
  if (signed.payloadType !== PAYLOAD_TYPE) return reject('payload-type-unsupported', 'payloadType')
  const { value, member } = readAroundTail(signed.payload, 'predicate', ['_type', 'subject', 'predicateType'])
  if (isInvalidJson(value)) return reject('statement-malformed', value.at)
  if (!isJsonObject(value)) return reject('statement-malformed', 'statement')
  if (!STATEMENT_TYPES.includes(value['_type'])) return reject('statement-type-unsupported', '_type')
  return readMembers(value, member, signed)
}

function readMembers(
  value: JsonObject,
  predicate: Statement['predicate'],
  signed: SignedPayload,
): Statement | Rejection {
  const { subject, predicateType } = value
  if (!isBoundedText(predicateType, 256) || predicateType === '') return reject('statement-malformed', 'predicateType')
  if (!isJsonList(subject)) return reject('subject-malformed', 'subject')
  return { subject, predicateType, predicate, signed }
}
