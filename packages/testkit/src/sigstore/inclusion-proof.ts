import { randomBytes } from 'node:crypto'
import { type TestKey, testKey } from '../test-key.ts'
import type { Signs } from './bundle-request.ts'
import { type NoteSigner, signCheckpoint } from './checkpoint.ts'
import type { Forgery } from './forgery.ts'
import { noteKeyId, type TransparencyLog } from './transparency-log.ts'

export interface InclusionProof {
  readonly logIndex: string
  readonly rootHash: string
  readonly treeSize: string
  readonly hashes: readonly string[]
  readonly checkpoint: { readonly envelope: string }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The path of a leaf in the tree as it is now, under a signed checkpoint. */
export function inclusionProof(
  log: TransparencyLog,
  index: number,
  time: number,
  forge: Forgery | undefined,
  notes?: Signs['checkpoint'],
): InclusionProof {
  const root = log.tree.root()
  const otherRoot = randomBytes(root.length)
  const hashes = log.tree.path(index)
  if (forge === 'inclusion-proof-wrong-hash') hashes[hashes.length - 1] = otherRoot
  return {
    logIndex: String(index),
    rootHash: base64(forge === 'inclusion-proof-wrong-root-hash' ? otherRoot : root),
    treeSize: String(log.tree.size()),
    hashes: hashes.map(base64),
    checkpoint: {
      envelope: signCheckpoint({
        origin: forge === 'checkpoint-of-other-origin' ? 'other.log.test' : log.origin,
        size: log.tree.size(),
        root: forge === 'checkpoint-of-other-tree' ? otherRoot : root,
        signers: [logSigner(log, forge), ...(log.version === 'rekor2' ? [witness(time)] : [])],
        ...(notes && { signs: notes }),
      }),
    },
  }
}

function logSigner(log: TransparencyLog, forge: Forgery | undefined): NoteSigner {
  const key = forge === 'checkpoint-by-stranger' ? testKey(log.key.kind) : log.key
  return {
    name: forge === 'checkpoint-signer-renamed' ? 'other.log.test' : log.host,
    keyHint: log.logId,
    sign: (text) => key.sign(text),
  }
}

const COSIGNATURE_NOTE = 0x04

// C2SP tlog-cosignature: Rekor v2 notes carry lines by witnesses a verifier has no key for and must step over.
function witness(time: number): NoteSigner {
  const key: TestKey = testKey('ed25519')
  const name = 'witness.fake-sigstore.test'
  return {
    name,
    keyHint: noteKeyId(name, key, COSIGNATURE_NOTE),
    sign: (text) => {
      const stamp = Buffer.alloc(8)
      stamp.writeBigUInt64BE(BigInt(time))
      return Buffer.concat([stamp, key.sign(Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time}\n`), text]))])
    },
  }
}
