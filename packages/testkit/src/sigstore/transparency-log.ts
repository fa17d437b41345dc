import { createHash } from 'node:crypto'
import { type TestKey, testKey } from '../test-key.ts'
import { type LogInstance, logInstance } from './log-instance.ts'
import { type MerkleTree, merkleTree } from './merkle-tree.ts'
import type { TrustWindow } from './trust-window.ts'

export type RekorVersion = 'rekor1' | 'rekor2'

export interface TransparencyLog {
  readonly version: RekorVersion
  readonly host: string
  /** The first line of its checkpoints. */
  readonly origin: string
  readonly key: TestKey
  readonly logId: Uint8Array
  readonly tree: MerkleTree
  /** How far `logIndex` of an entry runs ahead of its index in the tree: Rekor v1 counts over all its shards. */
  readonly indexOffset: number
  readonly instance: LogInstance
}

/** P-256; the log id is the SHA-256 of the SubjectPublicKeyInfo. */
export function rekorV1(label: string, trusted: TrustWindow, leaves: number): TransparencyLog {
  const host = `${label}.rekor.fake-sigstore.test`
  const key = testKey('p256')
  const logId = createHash('sha256').update(key.spki).digest()
  return {
    version: 'rekor1',
    host,
    origin: `${host} - 2605736670972794746`,
    key,
    logId,
    tree: grownTree(host, leaves),
    indexOffset: 121_000_000,
    instance: logInstance(host, key, logId, trusted),
  }
}

/** Ed25519; the log id is the C2SP signed-note key id, whole. */
export function rekorV2(label: string, trusted: TrustWindow, leaves: number): TransparencyLog {
  const host = `${label}.log2026.rekor.fake-sigstore.test`
  const key = testKey('ed25519')
  const logId = noteKeyId(host, key)
  return {
    version: 'rekor2',
    host,
    origin: host,
    key,
    logId,
    tree: grownTree(host, leaves),
    indexOffset: 0,
    instance: logInstance(host, key, logId, trusted),
  }
}

const ED25519_KEY_BYTES = 32
const ED25519_NOTE = 0x01

/** C2SP signed-note: SHA-256 of name, newline, algorithm and key. */
export function noteKeyId(name: string, key: TestKey, algorithm: number = ED25519_NOTE): Uint8Array {
  const type = Buffer.from([algorithm])
  return createHash('sha256').update(`${name}\n`).update(type).update(key.spki.subarray(-ED25519_KEY_BYTES)).digest()
}

function grownTree(label: string, leaves: number): MerkleTree {
  // The first entry of an empty log has no path: there would be nothing to prove or to forge.
  if (!(leaves >= 1)) throw new TypeError('a log begins with one leaf or more')
  const tree = merkleTree()
  for (let index = 0; index < leaves; index += 1) tree.append(Buffer.from(`${label} ${index}`))
  return tree
}
