import { createHash } from 'node:crypto'
import type { Json } from '../sigstore/canonical-json.ts'
import { type TestKey, testKey } from '../test-key.ts'
import { tufCanonical } from './tuf-canonical.ts'

export type TufRole = 'root' | 'timestamp' | 'snapshot' | 'targets'

/**
 * A TUF repository whose every part can be set before it is published: what is published is signed anew and consistent, unless a part was set so
 * that it is not.
 */
export interface TufRepository {
  /** What a mirror serves, by path. May be changed at will. */
  readonly files: Map<string, Uint8Array>
  /** Epoch seconds. */
  readonly expires: Record<TufRole, number>
  readonly versions: Record<TufRole, number>
  /** Who signs; the first root names these. */
  readonly keys: Record<TufRole, TestKey[]>
  /** What root.json asks for. */
  readonly thresholds: Record<TufRole, number>
  /** By name. */
  readonly targets: Map<string, Uint8Array>
  /** Root metadata of the next version, signed by the keys of the version before too, unless told otherwise. */
  readonly publishRoot: (signers?: readonly TestKey[], varied?: (signed: TufSigned) => Json) => Uint8Array
  /** Timestamp, snapshot and targets of the next version. */
  readonly publish: (varied?: Varied) => void
}

/** The signed part of a metadata file. */
export interface TufSigned {
  readonly [member: string]: Json
}

/** Changes what is signed, by role. What names it is made of the changed one. */
export type Varied = Readonly<Partial<Record<TufRole, (signed: TufSigned) => Json>>>

export interface TufOptions {
  /** Epoch seconds. Everything is good for a week from then, and the root for a year. */
  readonly now: number
  readonly targets: Readonly<Record<string, string>>
  /** false: files without their version in front, as of repositories that keep only the newest. */
  readonly consistentSnapshot?: boolean
}

const ROLES: readonly TufRole[] = ['root', 'timestamp', 'snapshot', 'targets']
const WEEK = 604_800
const YEAR = 31_536_000

/** Real keys, fresh each time: root by two of three, the others by one; ECDSA and Ed25519. */
export function tufRepository({ now, targets, consistentSnapshot = true }: TufOptions): TufRepository {
  const week = now + WEEK
  const state = {
    files: new Map<string, Uint8Array>(),
    expires: { root: now + YEAR, timestamp: week, snapshot: week, targets: week },
    versions: { root: 0, timestamp: 0, snapshot: 0, targets: 0 },
    keys: {
      root: [testKey('p256'), testKey('p256'), testKey('ed25519')],
      timestamp: [testKey('ed25519')],
      snapshot: [testKey('p256')],
      targets: [testKey('p384')],
    },
    thresholds: { root: 2, timestamp: 1, snapshot: 1, targets: 1 },
    targets: new Map(Object.entries(targets).map(([name, text]) => [name, Buffer.from(text)])),
  }
  let before: readonly TestKey[] = []
  const repository: TufRepository = {
    ...state,
    publishRoot: (signers = [...new Set([...before, ...state.keys.root])], varied = (signed) => signed) => {
      state.versions.root += 1
      const bytes = signTuf(varied(rootOf(state, consistentSnapshot)), signers)
      state.files.set(`${state.versions.root}.root.json`, bytes)
      before = [...state.keys.root]
      return bytes
    },
    publish: (varied = {}) => publish(state, varied, consistentSnapshot),
  }
  return repository
}

type State = Omit<TufRepository, 'publish' | 'publishRoot'>

function publish(state: State, varied: Varied, consistent: boolean): void {
  const { files, versions } = state
  const add = (role: TufRole, signed: TufSigned): Uint8Array => {
    const bytes = signTuf((varied[role] ?? ((each) => each))(signed), state.keys[role])
    const name = consistent && role !== 'timestamp' ? `${versions[role]}.${role}.json` : `${role}.json`
    files.set(name, bytes)
    return bytes
  }
  for (const role of ['timestamp', 'snapshot', 'targets'] as const) versions[role] += 1
  const entries = [...state.targets].map(([name, bytes]) => [name, { length: bytes.length, hashes: hashesOf(bytes) }])
  const targets = add('targets', { ...head(state, 'targets'), targets: Object.fromEntries(entries) })
  const snapshot = add('snapshot', {
    ...head(state, 'snapshot'),
    meta: { 'targets.json': named(state, 'targets', targets) },
  })
  add('timestamp', { ...head(state, 'timestamp'), meta: { 'snapshot.json': named(state, 'snapshot', snapshot) } })
  for (const [name, bytes] of state.targets) {
    const { sha256, sha512 } = hashesOf(bytes)
    for (const prefix of consistent ? [`${sha256}.`, `${sha512}.`] : ['']) files.set(`targets/${prefix}${name}`, bytes)
  }
}

function named({ versions }: State, role: TufRole, bytes: Uint8Array): Json {
  return { version: versions[role], length: bytes.length, hashes: { sha256: hashesOf(bytes).sha256 } }
}

function head({ versions, expires }: State, role: TufRole): TufSigned {
  const end = `${new Date(expires[role] * 1000).toISOString().slice(0, 19)}Z`
  return { _type: role, spec_version: '1.0.31', version: versions[role], expires: end }
}

function rootOf(state: State, consistentSnapshot: boolean): TufSigned {
  const roles = ROLES.map((role) => {
    return [role, { keyids: state.keys[role].map(tufKeyId), threshold: state.thresholds[role] }] as const
  })
  const keys = Object.values(state.keys).flatMap((each) => each.map((key) => [tufKeyId(key), keyOf(key)] as const))
  return {
    ...head(state, 'root'),
    keys: Object.fromEntries(keys),
    roles: Object.fromEntries(roles),
    consistent_snapshot: consistentSnapshot,
  }
}

const hashesOf = (bytes: Uint8Array): { readonly sha256: string; readonly sha512: string } => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sha512: createHash('sha512').update(bytes).digest('hex'),
})

const ED25519_BYTES = 32

function keyOf(key: TestKey): TufSigned {
  if (key.kind === 'ed25519') {
    const hex = Buffer.from(key.spki.subarray(-ED25519_BYTES)).toString('hex')
    return { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: hex } }
  }
  return { keytype: 'ecdsa', scheme: `ecdsa-sha2-nist${key.kind}`, keyval: { public: key.publicPem } }
}

/** TUF 1.0.34, 4.2: the SHA-256 of the canonical key. */
export function tufKeyId(key: TestKey): string {
  return createHash('sha256')
    .update(tufCanonical(keyOf(key)))
    .digest('hex')
}

/** The envelope of every metadata file. */
export function signTuf(signed: Json, signers: readonly TestKey[]): Uint8Array {
  const bytes = Buffer.from(tufCanonical(signed))
  const signatures = signers.map((key) => {
    const signature = key.sign(bytes, key.kind === 'p384' ? { hash: 'sha384' } : {})
    return { keyid: tufKeyId(key), sig: Buffer.from(signature).toString('hex') }
  })
  return Buffer.from(JSON.stringify({ signatures, signed }))
}
