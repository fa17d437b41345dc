import { isRejection } from '@pawl/core'
import type { GatheredSubject } from '@pawl/setup'

/** What lay there and what became of it: "no review" reads otherwise when three were turned down. */
export function evidenceLine({ answers, findings }: GatheredSubject): string {
  if (answers.length === 0)
    return 'evidence: nothing was asked; name its registry with --registry, or paths with --evidence'
  const codes = findings.flatMap(({ result }) => (isRejection(result) ? [result.code] : []))
  const verified = findings.length - codes.length
  const counted = [...new Set(codes)].map((code) => `${codes.filter((each) => each === code).length} ${code}`)
  const turnedDown = counted.length === 0 ? '' : `, turned down: ${counted.join(', ')}`
  // What was not read can be why there is nothing: `pawl inspect` says which parts.
  const missing = answers
    .filter(({ complete }) => !complete)
    .map(({ source, status, codes }) => {
      return `; ${source} is ${status}: ${codes.join(', ')}`
    })
  return `evidence: ${verified} verified${turnedDown}${missing.join('')}`
}
