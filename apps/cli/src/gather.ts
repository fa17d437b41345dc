import { type Finding, imageEntry, inputDocument, type TrustConfiguration, verifyImage } from '@pawl/core'
import type { InputDocument } from '@pawl/document'
import { openSource, type ResolvedSubject, resolveSubject, SOURCE_LIMITS, type SourceAnswer } from '@pawl/sources'

/** How long a verification counts, in seconds (model, "Input document"). */
const VALIDITY = 300

/** What was found for one subject: the entry for engines comes from `document`, this is for people. */
export interface GatheredSubject {
  readonly subject: ResolvedSubject
  readonly answers: readonly SourceAnswer[]
  readonly findings: readonly Finding[]
}

export interface Gathered {
  readonly document: InputDocument
  readonly subjects: readonly GatheredSubject[]
}

/** When evidence is verified, and until when what comes of it may count at most: the end of the configuration. Epoch seconds. */
export interface GatherTimes {
  readonly now: number
  readonly until: number
}

/** From names to the input document. Evidence lies in the given paths, and beside the image where that lies in a layout. */
export async function gather(
  references: readonly string[],
  evidence: readonly string[],
  trust: TrustConfiguration,
  times: GatherTimes,
): Promise<Gathered> {
  const gathered = []
  for (const reference of references) gathered.push(await gatherOne(reference, evidence, trust, times))
  return {
    document: inputDocument(
      gathered.map((each) => each.entry),
      times.now,
    ),
    subjects: gathered,
  }
}

async function gatherOne(
  reference: string,
  evidence: readonly string[],
  trust: TrustConfiguration,
  { now, until }: GatherTimes,
) {
  const subject = await resolveSubject(reference)
  const paths = new Set([...(subject.layout === undefined ? [] : [subject.layout]), ...evidence])
  const answers: SourceAnswer[] = []
  for (const path of paths) answers.push(await openSource(path).envelopesOf(subject.subject, SOURCE_LIMITS))
  const fetched = answers.flatMap((answer) => answer.evidence)
  const { summary, findings } = verifyImage(fetched, subject.subject, trust, {
    verifiedAt: now,
    validUntil: Math.min(now + VALIDITY, until),
  })
  return { subject, answers, findings, entry: imageEntry(reference, subject, summary) }
}
