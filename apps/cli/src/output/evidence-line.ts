import { isRejection } from '@pawl/core'
import type { GatheredSubject } from '../gather.ts'

/** What lay there and what became of it: "no review" reads otherwise when three were turned down. */
export function evidenceLine({ answers, findings }: GatheredSubject): string {
  if (answers.length === 0) return 'evidence: nothing was asked; name files, folders or image layouts with --evidence'
  const codes = findings.flatMap(({ result }) => (isRejection(result) ? [result.code] : []))
  const verified = findings.length - codes.length
  const counted = [...new Set(codes)].map((code) => `${codes.filter((each) => each === code).length} ${code}`)
  return `evidence: ${verified} verified${counted.length === 0 ? '' : `, turned down: ${counted.join(', ')}`}`
}
