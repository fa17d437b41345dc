import { Fault, isJsonObject, type JsonObject, parseRefreshedRoot } from '@pawl/core'
import { isSignedFor, readRoot, readSnapshot, readTargets, readTimestamp } from './metadata.ts'
import type { TufMetadata } from './refresh.ts'

/** What the last refresh left: the metadata that the next one may not be older than. */
export interface RefreshState {
  readonly known: TufMetadata
  /** `sha256:` of the root.json that the first refresh began with, or `pinned`. */
  readonly startedFrom: string
  readonly target: string
}

/** Reads the file of the last refresh, whole. Undefined where anything in it is not as it was written: then there is nothing to compare with. */
export function readState(bytes: Uint8Array): RefreshState | undefined {
  const tuf = tufOf(bytes)
  const { startedFrom, target, metadata } = tuf ?? {}
  if (typeof startedFrom !== 'string' || typeof target !== 'string' || !isJsonObject(metadata)) return undefined
  const known = knownFrom(metadata)
  return known && isTogether(known) ? { known, startedFrom, target } : undefined
}

function tufOf(bytes: Uint8Array): JsonObject | undefined {
  try {
    return parseRefreshedRoot(bytes).tuf
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

function knownFrom(metadata: JsonObject): TufMetadata | undefined {
  const bytes = (name: keyof TufMetadata): Uint8Array => {
    const text = metadata[name]
    return Buffer.from(typeof text === 'string' ? text : '')
  }
  const root = readRoot(bytes('root'))
  const timestamp = readTimestamp(bytes('timestamp'))
  const snapshot = readSnapshot(bytes('snapshot'))
  const targets = readTargets(bytes('targets'))
  if (root === undefined || timestamp === undefined || snapshot === undefined || targets === undefined) return undefined
  return { root, timestamp, snapshot, targets }
}

/** They were verified when they were written; what is of two refreshes, or was put in by hand, is not what was verified. */
function isTogether({ root, timestamp, snapshot, targets }: TufMetadata): boolean {
  return (
    isSignedFor('root', root, root) &&
    isSignedFor('timestamp', timestamp, root) &&
    isSignedFor('snapshot', snapshot, root) &&
    isSignedFor('targets', targets, root) &&
    timestamp.metadata.signed.snapshotMeta.version === snapshot.version &&
    snapshot.metadata.signed.meta['targets.json']?.version === targets.version
  )
}

/** The member that `readState` reads. */
export function writeState({ known, startedFrom, target }: RefreshState): object {
  const text = (name: keyof TufMetadata): string => Buffer.from(known[name].bytes).toString('utf8')
  const metadata = {
    root: text('root'),
    timestamp: text('timestamp'),
    snapshot: text('snapshot'),
    targets: text('targets'),
  }
  return { startedFrom, target, metadata }
}
