import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from '@pawl/core'
import { statusOf } from '../../answer-codes.ts'
import type { SourceAnswer, SourceLimits } from '../../evidence-source.ts'
import { folderSource } from '../../folder/source.ts'

/** Where a capture keeps what did not come from the registry. */
export const EVIDENCE_FOLDER = 'evidence'

/**
 * The answer of a capture's layout, and what other sources gave beside it. That has a budget of its own, as it had when it was captured: a flood in a
 * registry takes nothing from it (law L8).
 */
export async function withCapturedEvidence(
  folder: string,
  layout: SourceAnswer,
  subject: Subject,
  limits: SourceLimits,
): Promise<SourceAnswer> {
  const path = join(folder, EVIDENCE_FOLDER)
  if (!existsSync(path)) return layout
  const beside = await folderSource(path).envelopesOf(subject, limits)
  const codes = [...new Set([...layout.codes, ...beside.codes])]
  const status = statusOf(codes, true)
  return {
    source: layout.source,
    evidence: [...layout.evidence, ...beside.evidence],
    complete: status === 'complete',
    status,
    codes,
    notes: [...layout.notes, ...beside.notes],
  }
}
