import { hash } from 'node:crypto'
import type { Root, Snapshot, Targets, Timestamp } from '@tufjs/models'
import { isSignedFor, readSnapshot, readTargets, readTimestamp, type TufFile } from './metadata.ts'
import { newestRoot } from './newest-root.ts'
import { FILE_LIMITS, type GetFile, isAbsent, namedFile } from './repository-file.ts'
import { digestOf } from './sound-metadata.ts'
import { isTufRefusal, refuseTuf, type TufRefusal } from './tuf-refusal.ts'

/** Metadata that was verified before, together. */
export interface TufMetadata {
  readonly root: TufFile<Root>
  readonly timestamp: TufFile<Timestamp>
  readonly snapshot: TufFile<Snapshot>
  readonly targets: TufFile<Targets>
}

/** What a refresh starts from: a root alone the first time, all that was verified the last time afterwards. */
export type KnownMetadata = Pick<TufMetadata, 'root'> & Partial<TufMetadata>

export interface Refreshed extends TufMetadata {
  readonly target: Uint8Array
  /** Epoch seconds: the end that comes first. */
  readonly expires: number
}

/**
 * The client workflow of TUF 1.0.34, section 5, without delegations: root by root, then timestamp, snapshot, targets, and the target. Each is
 * signed by the keys of the root before it is believed, is no older than what is known, and is not over at `now`. Pure but for `get`.
 */
export async function refresh(
  get: GetFile,
  known: KnownMetadata,
  target: string,
  now: number,
): Promise<Refreshed | TufRefusal> {
  const root = await newestRoot(get, known.root, now)
  if (isTufRefusal(root)) return root
  const before = isSuperseded(known, root) ? { root } : known
  const timestamp = await newestTimestamp(get, root, before, now)
  if (isTufRefusal(timestamp)) return timestamp
  const snapshot = await snapshotOf(get, root, timestamp, before, now)
  if (isTufRefusal(snapshot)) return snapshot
  const targets = await targetsOf(get, root, snapshot, now)
  if (isTufRefusal(targets)) return targets
  const bytes = await targetOf(get, root, targets, target)
  if (!(bytes instanceof Uint8Array)) return bytes
  const all = { root, timestamp, snapshot, targets }
  return { ...all, target: bytes, expires: Math.min(...Object.values(all).map(({ expires }) => expires)) }
}

/**
 * 5.3.11: whoever stole a key may have signed a version that nobody could ever pass. Once the key is rotated out, what it signed is forgotten, and
 * with it what was compared with.
 */
function isSuperseded({ timestamp, snapshot }: KnownMetadata, root: TufFile<Root>): boolean {
  if (timestamp === undefined || snapshot === undefined) return false
  return !isSignedFor('timestamp', timestamp, root) || !isSignedFor('snapshot', snapshot, root)
}

/** 5.4 */
async function newestTimestamp(
  get: GetFile,
  root: TufFile<Root>,
  { timestamp: before }: KnownMetadata,
  now: number,
): Promise<TufFile<Timestamp> | TufRefusal> {
  const name = 'timestamp.json'
  const bytes = await get(name, FILE_LIMITS.timestamp)
  if (!(bytes instanceof Uint8Array)) return isAbsent(bytes, name)
  const next = readTimestamp(bytes)
  if (next === undefined) return refuseTuf('tuf-malformed', name)
  if (!isSignedFor('timestamp', next, root)) return refuseTuf('tuf-unsigned', name)
  if (before !== undefined && isOlder(next, before)) return refuseTuf('tuf-rollback', name)
  // 5.4.3: of two with one version the one that is known stays.
  const newest = before?.version === next.version ? before : next
  return newest.expires > now ? newest : refuseTuf('tuf-expired', name)
}

function isOlder(next: TufFile<Timestamp>, before: TufFile<Timestamp>): boolean {
  const [named, known] = [next, before].map(({ metadata }) => metadata.signed.snapshotMeta.version)
  return !(next.version >= before.version) || named === undefined || known === undefined || !(named >= known)
}

/** 5.5 */
async function snapshotOf(
  get: GetFile,
  root: TufFile<Root>,
  timestamp: TufFile<Timestamp>,
  { snapshot: before }: KnownMetadata,
  now: number,
): Promise<TufFile<Snapshot> | TufRefusal> {
  const meta = timestamp.metadata.signed.snapshotMeta
  const bytes = await namedFile(get, root, { name: 'snapshot.json', meta, limit: FILE_LIMITS.snapshot })
  if (!(bytes instanceof Uint8Array)) return bytes
  const next = readSnapshot(bytes)
  if (next === undefined) return refuseTuf('tuf-malformed', 'snapshot.json')
  if (!isSignedFor('snapshot', next, root)) return refuseTuf('tuf-unsigned', 'snapshot.json')
  if (next.version !== meta.version) return refuseTuf('tuf-mismatch', 'snapshot.json')
  if (before !== undefined && dropsFiles(next, before)) return refuseTuf('tuf-rollback', 'snapshot.json')
  return next.expires > now ? next : refuseTuf('tuf-expired', 'snapshot.json')
}

/** 5.5.5: no file that was there is gone, and none has a lower version. */
function dropsFiles(next: TufFile<Snapshot>, before: TufFile<Snapshot>): boolean {
  const { meta } = next.metadata.signed
  return Object.entries(before.metadata.signed.meta).some(([name, { version }]) => {
    const now = Object.hasOwn(meta, name) ? meta[name]?.version : undefined
    return now === undefined || !(now >= version)
  })
}

/** 5.6 */
async function targetsOf(
  get: GetFile,
  root: TufFile<Root>,
  snapshot: TufFile<Snapshot>,
  now: number,
): Promise<TufFile<Targets> | TufRefusal> {
  const meta = snapshot.metadata.signed.meta['targets.json']
  if (meta === undefined) return refuseTuf('tuf-malformed', 'snapshot.json')
  const bytes = await namedFile(get, root, { name: 'targets.json', meta, limit: FILE_LIMITS.targets })
  if (!(bytes instanceof Uint8Array)) return bytes
  const next = readTargets(bytes)
  if (next === undefined) return refuseTuf('tuf-malformed', 'targets.json')
  if (!isSignedFor('targets', next, root)) return refuseTuf('tuf-unsigned', 'targets.json')
  if (next.version !== meta.version) return refuseTuf('tuf-mismatch', 'targets.json')
  return next.expires > now ? next : refuseTuf('tuf-expired', 'targets.json')
}

/** 5.7. Its path at the mirror is made of the name that was asked for and of a digest in hexadecimal, of nothing else that metadata says (C39). */
async function targetOf(
  get: GetFile,
  { metadata }: TufFile<Root>,
  targets: TufFile<Targets>,
  name: string,
): Promise<Uint8Array | TufRefusal> {
  const all = targets.metadata.signed.targets
  const target = Object.hasOwn(all, name) ? all[name] : undefined
  const digest = target && digestOf(target)
  if (target === undefined || digest === undefined) return refuseTuf('tuf-mismatch', 'targets.json')
  const [, folder = '', base = ''] = /^(.*\/)?([^/]+)$/.exec(name) ?? []
  const path = metadata.signed.consistentSnapshot ? `${folder}${digest.hex}.${base}` : name
  if (!(target.length <= FILE_LIMITS.target)) return refuseTuf('tuf-mismatch', 'target')
  const bytes = await get(`targets/${path}`, target.length)
  if (!(bytes instanceof Uint8Array)) return isAbsent(bytes, 'target')
  const isTarget = bytes.length === target.length && hash(digest.name, bytes, 'hex') === digest.hex
  return isTarget ? bytes : refuseTuf('tuf-mismatch', 'target')
}
