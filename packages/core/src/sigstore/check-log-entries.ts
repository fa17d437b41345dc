import { isRejection, type Rejection, reject } from '../rejection-codes.ts'
import type { InclusionProof, LogEntry } from './bundle-log-entry.ts'
import { openCheckpoint } from './checkpoint.ts'
import { promisedTime } from './inclusion-promise.ts'
import { isLogged } from './log-body.ts'
import { rootFromProof } from './merkle-tree.ts'
import type { SignedMaterial } from './signed-material.ts'
import type { TransparencyLog, TrustedRoot } from './trusted-root.ts'
import { isWithin } from './validity-window.ts'

/** What verified log entries prove: which logs saw the signature, and the times that they signed for. */
export interface LogEvidence {
  readonly logs: ReadonlySet<TransparencyLog>
  readonly times: readonly number[]
}

interface EntryEvidence {
  readonly log: TransparencyLog
  readonly time: number | undefined
}

/** Verifies every entry that is there; one bad entry spoils the bundle. `stampedTimes` are those of verified timestamps. */
export function checkLogEntries(
  entries: readonly LogEntry[],
  material: SignedMaterial,
  root: TrustedRoot,
  stampedTimes: readonly number[],
): LogEvidence | Rejection {
  const logs = new Set<TransparencyLog>()
  const times: number[] = []
  for (const entry of entries) {
    const evidence = checkEntry(entry, root.logs, stampedTimes)
    if (isRejection(evidence)) return evidence
    if (!isLogged(entry, material)) return reject('log-entry-mismatch', 'canonicalizedBody')
    if (!isAtItsPlace(entry)) return reject('log-entry-invalid', 'logIndex')
    logs.add(evidence.log)
    if (evidence.time !== undefined) times.push(evidence.time)
  }
  return { logs, times }
}

function checkEntry(
  entry: LogEntry,
  logs: readonly TransparencyLog[],
  stampedTimes: readonly number[],
): EntryEvidence | Rejection {
  const log = logs.find(({ id }) => id === entry.logId)
  if (log === undefined) return reject('log-entry-invalid', 'logId')
  const { promise, proof } = entry
  const time = promise && promisedTime(entry, promise, log)
  if (promise !== undefined && time === undefined) return reject('log-entry-invalid', 'inclusionPromise')
  if (proof !== undefined && !isIncluded(entry.body, proof, log)) return reject('log-entry-invalid', 'inclusionProof')
  if (promise === undefined && proof === undefined) return reject('log-entry-invalid', 'tlogEntries')
  // A key outside its window signs nothing. Rekor v2 has no time of its own: there the stamped times say when.
  const moments = time === undefined ? stampedTimes : [time]
  return moments.every((each) => isWithin(log.window, each)) ? { log, time } : reject('log-entry-invalid', 'validFor')
}

const REKOR_V2: ReadonlySet<string> = new Set(['hashedrekord/0.0.2', 'dsse/0.0.2'])

/** Rekor v2 promises nothing, so its index is signed nowhere but in the proof. Rekor v1 has two, of all its trees and of one of them. */
function isAtItsPlace({ kind, version, logIndex, proof }: LogEntry): boolean {
  return !REKOR_V2.has(`${kind}/${version}`) || logIndex === proof?.leafIndex
}

/** The leaf leads to the root of a tree head that the log signed, of the size that the proof says. */
function isIncluded(body: Uint8Array, proof: InclusionProof, log: TransparencyLog): boolean {
  const checkpoint = openCheckpoint(proof.checkpoint, log)
  const root = rootFromProof(body, proof)
  if (checkpoint === undefined || root === undefined || checkpoint.treeSize !== proof.treeSize) return false
  return Buffer.from(root).equals(checkpoint.rootHash) && Buffer.from(root).equals(proof.rootHash)
}
