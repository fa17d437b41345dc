import { isTime, type JsonValue } from '@pawl/document'
import { type JsonObject, readJsonObject } from '../bytes/strict-json.ts'
import type { Envelope } from '../dsse/envelope.ts'
import { readPem } from '../keys/pem.ts'
import { type Rejection, reject } from '../rejection-codes.ts'
import type { Attachment } from '../verification/evidence.ts'
import type { Bundle } from './bundle.ts'
import type { LogEntry } from './bundle-log-entry.ts'
import type { BundleSigner } from './bundle-material.ts'
import { bytes, message } from './proto-json.ts'

const MAX_TEXT = 65_536

/**
 * An envelope with what cosign wrote beside it (cosign ATTESTATION_SPEC.md): the parts of a bundle in other places, so it becomes one and takes the same
 * checks (C23). `layer` are the bytes that the envelope was read from: the timestamps and the oldest log entries are about these.
 */
export function bundleOfAttachment(envelope: Envelope, attachment: Attachment, layer: Uint8Array): Bundle | Rejection {
  const [signature, ...others] = envelope.signatures
  if (signature === undefined || others.length > 0) return reject('signature-count', 'signatures')
  const signer = readSigner(attachment.certificate)
  if (signer === undefined) return reject('bundle-malformed', 'attachment.certificate')
  const entries = attachment.logEntry === undefined ? [] : [readEntry(attachment.logEntry)]
  const read = entries.filter((each) => each !== undefined)
  if (read.length !== entries.length) return reject('bundle-malformed', 'attachment.logEntry')
  const timestamps = attachment.timestamp === undefined ? [] : [readTimestamp(attachment.timestamp)]
  const stamped = timestamps.filter((each) => each !== undefined)
  if (stamped.length !== timestamps.length) return reject('bundle-malformed', 'attachment.timestamp')
  return { envelope, signature, signer, entries: read, timestamps: stamped, layer }
}

/** The chain that lies beside the certificate is not read: authorities come from the trusted root alone. */
function readSigner(certificate: string | undefined): BundleSigner | undefined {
  if (certificate === undefined) return { kind: 'key', hint: '' }
  const der = certificate.length > MAX_TEXT ? undefined : readPem(certificate, 'CERTIFICATE')
  return der && { kind: 'certificate', der }
}

/** `{ SignedEntryTimestamp, Payload: { body, integratedTime, logIndex, logID } }`; kind and version are the body's own words. */
function readEntry(text: string): LogEntry | undefined {
  const entry = message(readObject(text), ['SignedEntryTimestamp', 'Payload'])
  const payload = message(entry?.['Payload'], ['body', 'integratedTime', 'logIndex', 'logID'])
  if (entry === undefined || payload === undefined) return undefined
  const { integratedTime, logIndex, logID } = payload
  const promise = bytes(entry['SignedEntryTimestamp'])
  const body = bytes(payload['body'])
  if (promise === undefined || body === undefined || !isTime(integratedTime) || !isIndex(logIndex)) return undefined
  if (typeof logID !== 'string' || !/^[0-9a-f]{64}$/.test(logID)) return undefined
  const { kind, apiVersion } = readObject(Buffer.from(body).toString('utf8')) ?? {}
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return undefined
  return { logIndex, logId: logID, kind, version: apiVersion, integratedTime, promise, proof: undefined, body }
}

function isIndex(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function readTimestamp(text: string): Uint8Array | undefined {
  return bytes(message(readObject(text), ['SignedRFC3161Timestamp'])?.['SignedRFC3161Timestamp'])
}

function readObject(text: string): JsonObject | undefined {
  return text.length > MAX_TEXT ? undefined : readJsonObject(Buffer.from(text, 'utf8'))
}
