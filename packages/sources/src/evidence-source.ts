import type { FetchedEvidence, Subject } from '@pawl/core'
import type { AnswerCode, AnswerStatus } from './answer-codes.ts'

/** A place where evidence may lie. What it gives is untrusted; that it gives nothing proves nothing. */
export interface EvidenceSource {
  /** For people: what was asked. */
  readonly name: string
  /** Not called `fetch`: readers would take it for the global. */
  readonly envelopesOf: (subject: Subject, limits: SourceLimits) => Promise<SourceAnswer>
}

/** What one source answered about one subject. */
export interface SourceAnswer {
  readonly source: string
  readonly evidence: readonly FetchedEvidence[]
  /** False when something was cut short or could not be read. For people: it can never turn a deny into an allow. */
  readonly complete: boolean
  /** The same in four words; `refused` and `unreachable` say that nothing at all was answered. For people and metrics only. */
  readonly status: AnswerStatus
  /** Why it is not complete, each code once, in the order in which it came up; empty where it is. */
  readonly codes: readonly AnswerCode[]
  /** What was left out and why, in words of ours. */
  readonly notes: readonly string[]
}

/** One image's budget at one source (law L8); one source cannot spend another's. */
export interface SourceLimits {
  /** Pieces of evidence. */
  readonly count: number
  /** Bytes of one piece. */
  readonly bytes: number
  /** Bytes of all pieces. */
  readonly totalBytes: number
  /** Files or manifests looked at. */
  readonly visits: number
}

export const SOURCE_LIMITS: SourceLimits = {
  count: 256,
  bytes: 4_194_304,
  totalBytes: 67_108_864,
  visits: 4096,
}
