import { decodeBase64 } from '../bytes/base64.ts'
import { signatureVerifiesWith } from '../keys/verify-signature.ts'
import type { TransparencyLog } from './trusted-root.ts'

/** A tree head that the log signed. */
export interface Checkpoint {
  readonly treeSize: number
  readonly rootHash: Uint8Array
}

const SIGNATURE_LINE = /^\u2014 (\S+) (\S+)$/
const SIZE = /^(?:0|[1-9][0-9]{0,15})$/
const MAX_SIGNATURES = 64

/**
 * Reads a checkpoint (C2SP signed-note and tlog-checkpoint) and verifies the signature of `log` over it: its name, its key hint, its key (C36).
 * Lines of witnesses are left aside. Undefined if anything is wrong.
 */
export function openCheckpoint(envelope: string, log: TransparencyLog): Checkpoint | undefined {
  const [text, signatures, ...more] = envelope.split('\n\n')
  if (text === undefined || signatures === undefined || more.length > 0) return undefined
  const [origin = '', size = '', root = ''] = text.split('\n')
  // Rekor v1 writes its tree id after the name: `rekor.sigstore.dev - 1193050959916656506`.
  const isOrigin =
    origin === log.name || (origin.startsWith(`${log.name} - `) && /^ - \d{1,20}$/.test(origin.slice(log.name.length)))
  if (!isOrigin || !isSigned(`${text}\n`, signatures, log)) return undefined
  const treeSize = Number(size)
  const rootHash = decodeBase64(root)
  if (!SIZE.test(size) || !Number.isSafeInteger(treeSize) || rootHash?.length !== 32) return undefined
  return { treeSize, rootHash }
}

function isSigned(text: string, signatures: string, log: TransparencyLog): boolean {
  if (!signatures.endsWith('\n')) return false
  const lines = signatures.slice(0, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return false
  const own = lines.map((line) => SIGNATURE_LINE.exec(line)).map((line) => line && ownSignature(line, log))
  // A line that is no signature line spoils the note.
  if (own.includes(null)) return false
  const [signature, ...others] = own.filter((each) => each instanceof Uint8Array)
  return (
    signature !== undefined &&
    others.length === 0 &&
    signatureVerifiesWith(log.key, 'sha256', Buffer.from(text), signature)
  )
}

/** The signature bytes if the line is the log's: its name and the hint of its key. */
function ownSignature([, name, text]: RegExpExecArray, log: TransparencyLog): Uint8Array | 'other' | null {
  const bytes = decodeBase64(text)
  if (bytes === undefined || bytes.length < 5) return null
  const hint = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  return name === log.name && hint === log.checkpointHint ? bytes.subarray(4) : 'other'
}
