import { imageEntry, inputDocument, type TrustConfiguration, verifyImage } from '@pawl/core'
import type { Gathered, GatheredSubject } from '@pawl/setup'

/** As long as `gather` says. */
const VALIDITY = 300

/** The evidence that was gathered, verified under another trust configuration. */
export function verifyAgain(subjects: readonly GatheredSubject[], trust: TrustConfiguration, now: number): Gathered {
  const again = subjects.map(({ subject, answers }) => {
    const evidence = answers.flatMap((answer) => answer.evidence)
    const time = { verifiedAt: now, validUntil: now + VALIDITY }
    const { summary, findings } = verifyImage(evidence, subject.subject, trust, time)
    return { entry: imageEntry(subject.reference, subject, summary), gathered: { subject, answers, findings } }
  })
  return {
    document: inputDocument(
      again.map(({ entry }) => entry),
      now,
    ),
    subjects: again.map(({ gathered }) => gathered),
  }
}
