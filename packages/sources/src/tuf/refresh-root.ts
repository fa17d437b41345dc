import { Fault, isInvalidJson, parseRefreshedRoot, parseTrustedRoot, readJson, sha256Digest } from '@pawl/core'
import { formatInstant } from '@pawl/document'
import type { Root } from '@tufjs/models'
import { isSignedFor, readRoot, type TufFile } from './metadata.ts'
import { type Mirror, mirrorFiles } from './mirror.ts'
import { type KnownMetadata, type Refreshed, refresh } from './refresh.ts'
import { type RefreshState, readState, writeState } from './refresh-state.ts'
import { isTufRefusal, refuseTuf, type TufRefusal } from './tuf-refusal.ts'

export interface RootRefresh {
  /** What the last refresh wrote; undefined the first time. */
  readonly before: Uint8Array | undefined
  readonly firstRoot: FirstRoot
  readonly mirror: Mirror
  /** The name of the trusted root in the repository. */
  readonly target: string
  /** Epoch seconds. */
  readonly now: number
}

/**
 * The root.json to begin with. `given` by the operator, it must be the one that the last refresh began with too: who gives another means another
 * repository. `pinned` with the software, it goes on from where the last refresh was, or from the pin where that is newer.
 */
export interface FirstRoot {
  readonly from: 'given' | 'pinned'
  readonly bytes: Uint8Array
}

/** A trusted root that a repository signed, as a file for `refreshed` of a trust configuration. */
export interface RefreshedFile {
  readonly text: string
  /** Epoch seconds: the first at which it no longer counts. */
  readonly expires: number
  readonly versions: Readonly<Record<'root' | 'timestamp' | 'snapshot' | 'targets', number>>
  /** `sha256:` of the trusted root in it, as the repository has it. */
  readonly digest: string
}

const MAX_FILE = 1_048_576

/**
 * Asks a TUF repository for its trusted root. Throws Fault `trusted-root-invalid` where the first root is none, and where what the repository signed
 * is no trusted root that can be used: nothing is replaced by what could not be read.
 */
export async function refreshRoot({
  before,
  firstRoot,
  mirror,
  target,
  now,
}: RootRefresh): Promise<RefreshedFile | TufRefusal> {
  const first = readFirst(firstRoot.bytes)
  const startedFrom = firstRoot.from === 'pinned' ? firstRoot.from : sha256Digest(firstRoot.bytes)
  const known = before === undefined ? { root: first } : knownOf(before, first, { startedFrom, target })
  if (isTufRefusal(known)) return known
  const refreshed = await refresh(mirrorFiles(mirror), known, target, now)
  return isTufRefusal(refreshed) ? refreshed : fileOf(refreshed, { startedFrom, target })
}

function readFirst(bytes: Uint8Array): TufFile<Root> {
  const first = readRoot(bytes)
  if (first !== undefined && isSignedFor('root', first, first)) return first
  throw new Fault('trusted-root-invalid', 'it is no root.json of a TUF repository, signed by its own keys', 'root')
}

type Pins = Pick<RefreshState, 'startedFrom' | 'target'>

/** A file that cannot be read is a refusal and not a first time: it may have been damaged so that old metadata is taken again (C40). */
function knownOf(before: Uint8Array, first: TufFile<Root>, { startedFrom, target }: Pins): KnownMetadata | TufRefusal {
  const state = readState(before)
  if (state === undefined) return refuseTuf('tuf-state-invalid', 'file')
  if (state.target !== target) return refuseTuf('tuf-state-invalid', 'target')
  if (state.startedFrom !== startedFrom) return refuseTuf('tuf-state-invalid', 'root')
  const isNewer = startedFrom === 'pinned' && first.version > state.known.root.version
  return isNewer ? { ...state.known, root: first } : state.known
}

function fileOf(refreshed: Refreshed, pins: Pins): RefreshedFile {
  const trustedRoot = readJson(refreshed.target)
  if (isInvalidJson(trustedRoot)) throw unusable('it is not strict JSON')
  parseTrustedRoot(trustedRoot)
  const expires = formatInstant(refreshed.expires)
  const tuf = writeState({ known: refreshed, ...pins })
  const file = { apiVersion: 'pawl.dev/v1', kind: 'RefreshedRoot', expires, trustedRoot, tuf }
  const text = `${JSON.stringify(file, null, 2)}\n`
  const bytes = Buffer.from(text)
  // As whoever verifies will read it: what could not be used is not written over what can.
  if (bytes.length > MAX_FILE || parseRefreshedRoot(bytes).validUntil !== refreshed.expires)
    throw unusable('it is too large')
  return { text, expires: refreshed.expires, versions: versionsOf(refreshed), digest: sha256Digest(refreshed.target) }
}

function unusable(message: string): Fault {
  return new Fault('trusted-root-invalid', message, 'target')
}

function versionsOf({ root, timestamp, snapshot, targets }: Refreshed): RefreshedFile['versions'] {
  return {
    root: root.version,
    timestamp: timestamp.version,
    snapshot: snapshot.version,
    targets: targets.version,
  }
}
