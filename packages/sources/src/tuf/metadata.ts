import { isInvalidJson, readJson } from '@pawl/core'
import { parseInstant } from '@pawl/document'
import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models'
import { isSoundRoot, isSoundSnapshot, isSoundTargets, isSoundTimestamp } from './sound-metadata.ts'

/** One piece of metadata as read. Nobody has asked yet who signed it. */
export interface TufFile<T extends Root | Timestamp | Snapshot | Targets> {
  readonly bytes: Uint8Array
  readonly metadata: Metadata<T>
  readonly version: number
  /** Epoch seconds: the first at which it no longer counts. */
  readonly expires: number
}

export function readRoot(bytes: Uint8Array): TufFile<Root> | undefined {
  return read(bytes, (value) => Metadata.fromJSON(MetadataKind.Root, value), isSoundRoot)
}

export function readTimestamp(bytes: Uint8Array): TufFile<Timestamp> | undefined {
  return read(bytes, (value) => Metadata.fromJSON(MetadataKind.Timestamp, value), isSoundTimestamp)
}

export function readSnapshot(bytes: Uint8Array): TufFile<Snapshot> | undefined {
  return read(bytes, (value) => Metadata.fromJSON(MetadataKind.Snapshot, value), isSoundSnapshot)
}

export function readTargets(bytes: Uint8Array): TufFile<Targets> | undefined {
  return read(bytes, (value) => Metadata.fromJSON(MetadataKind.Targets, value), isSoundTargets)
}

type JsonObject = Parameters<typeof Metadata.fromJSON>[1]

/** Strict JSON, a version, an end, and what is sound for its kind. Undefined for anything else, whatever the library throws. */
function read<T extends Root | Timestamp | Snapshot | Targets>(
  bytes: Uint8Array,
  parse: (value: JsonObject) => Metadata<T>,
  isSound: (signed: T) => boolean,
): TufFile<T> | undefined {
  if (isInvalidJson(readJson(bytes))) return undefined
  try {
    // The same value, as the ordinary objects that the library expects: what two readers could read differently is out already.
    const metadata = parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    const { version } = metadata.signed
    const expires = parseInstant(metadata.signed.expires)
    const isRead = expires !== undefined && Number.isSafeInteger(version) && version >= 1 && isSound(metadata.signed)
    return isRead ? { bytes, metadata, version, expires } : undefined
  } catch {
    return undefined
  }
}

/** Whether as many keys as `root` asks for signed for this role (TUF 1.0.34, 4.3 and 5.3.4). */
export function isSignedFor(
  role: 'root' | 'timestamp' | 'snapshot' | 'targets',
  signed: TufFile<Root | Timestamp | Snapshot | Targets>,
  root: TufFile<Root>,
): boolean {
  try {
    root.metadata.verifyDelegate(role, signed.metadata)
    return true
  } catch {
    return false
  }
}
