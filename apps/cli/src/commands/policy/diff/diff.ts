import { sha256Digest } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import { decide, type IdentifiedProfile, type ImageDecision, identifyProfile, profileOf } from '@pawl/policy'
import { governedBy, loadPolicies } from '@pawl/setup'
import { type Format, structured } from '../../../output/structured.ts'
import type { Terminal } from '../../../output/terminal.ts'
import { type QuestionOptions, questionsOf } from '../questions.ts'
import { renderDifferences } from './render-differences.ts'

export interface PolicyDiffOptions extends QuestionOptions {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly output: Format
  /** The real clock: when the policies are read. */
  readonly readAt: number
}

/** What both sides say of one image. */
export interface JudgedTwice {
  /** Epoch seconds: as of when both judged. */
  readonly now: number
  readonly from: ImageDecision
  readonly to: ImageDecision
}

/** The exit code: 0 all alike, 1 some not. */
export async function diffCommand(
  subjects: readonly string[],
  options: PolicyDiffOptions,
  out: Terminal,
): Promise<0 | 1> {
  const { documents, source } = await questionsOf(subjects, options, (known) =>
    governedBy([...options.from, ...options.to].flatMap((path) => loadPolicies([path], known.trust, options.readAt))),
  )
  const sides = [options.from, options.to].map((paths) =>
    identifyProfile(profileOf(loadPolicies(paths, source.trust, options.readAt)), sha256Digest),
  )
  const judged = documents.flatMap((document) => judgeTwice(document, sides))
  const different = judged.filter(({ from, to }) => from.decision !== to.decision)
  if (options.output === 'table') renderDifferences(judged, out)
  else out.write(structured(options.output, { images: judged.length, changed: different }))
  return different.length === 0 ? 0 : 1
}

function judgeTwice(document: InputDocument, [before, after]: readonly IdentifiedProfile[]): readonly JudgedTwice[] {
  if (before === undefined || after === undefined) return []
  const others = decide(document, after).images
  return decide(document, before).images.flatMap((from, index) => {
    const to = others[index]
    return to === undefined ? [] : [{ now: document.now, from, to }]
  })
}
