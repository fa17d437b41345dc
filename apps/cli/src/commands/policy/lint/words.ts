import type { PlacedFinding } from './placed-finding.ts'

/** What is wrong, and what to write instead: one sentence each, of words of ours and of what stands in the file. */
export type Words = (finding: PlacedFinding) => readonly [cause: string, cure: string]

/** `, did you mean approved?` */
export function didYouMean({ meant }: { readonly meant?: string | undefined }): string {
  return meant === undefined ? '' : `, did you mean ${meant}?`
}
