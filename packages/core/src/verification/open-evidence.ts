import { readAroundString } from '../bytes/large-json.ts'
import { isInvalidJson, isJsonObject, type JsonObject } from '../bytes/strict-json.ts'
import { type Envelope, parseEnvelope } from '../dsse/envelope.ts'
import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import { type Bundle, parseBundle } from '../sigstore/bundle.ts'
import { bundleOfAttachment } from '../sigstore/cosign-attachment.ts'
import type { Attachment, FetchedEvidence } from './evidence.ts'

/** Evidence that has a shape we know. Still nothing in it is believed. */
export type OpenedEvidence =
  | { readonly format: 'dsse'; readonly envelope: Envelope }
  | { readonly format: 'bundle'; readonly bundle: Bundle }

/** A bundle of more bytes is never looked at (law L8). */
export const MAX_EVIDENCE_BYTES = 16_777_216

/** The format is told by members that only one of them may have, never by a file name or a label (C10). */
export function openEvidence({ bytes, attachment }: FetchedEvidence): OpenedEvidence | Rejection {
  if (!(bytes.length <= MAX_EVIDENCE_BYTES)) return reject('evidence-too-large', 'bytes')
  const value = readAroundString(bytes, 'payload')
  if (isInvalidJson(value)) return reject('json-invalid', value.at)
  if (!isJsonObject(value)) return reject('evidence-unrecognised', 'json')
  if ('mediaType' in value) {
    const bundle = parseBundle(value)
    return isRejection(bundle) ? bundle : { format: 'bundle', bundle }
  }
  // BuildKit puts bare statements into images: they say the right things, and nobody signed them.
  if ('_type' in value && 'predicateType' in value) return reject('statement-unsigned', 'json')
  if (!('payload' in value && 'signatures' in value)) return reject('evidence-unrecognised', 'json')
  return openEnvelope(value, attachment, bytes)
}

function openEnvelope(
  value: JsonObject,
  attachment: Attachment | undefined,
  bytes: Uint8Array,
): OpenedEvidence | Rejection {
  const envelope = parseEnvelope(value)
  if (isRejection(envelope)) return envelope
  if (attachment === undefined || !isBundled(attachment)) return { format: 'dsse', envelope }
  const bundle = bundleOfAttachment(envelope, attachment, bytes)
  return isRejection(bundle) ? bundle : { format: 'bundle', bundle }
}

/** A chain alone vouches for nothing. */
function isBundled({ certificate, logEntry, timestamp }: Attachment): boolean {
  return [certificate, logEntry, timestamp].some((each) => each !== undefined)
}
