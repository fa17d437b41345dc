import type { LintCode } from '@pawl/policy/lint'
import type { PlacedFinding } from './placed-finding.ts'
import { REQUIREMENT_WORDS } from './requirement-words.ts'
import { SURROUNDING_WORDS } from './surrounding-words.ts'
import type { Words } from './words.ts'

const WORDS: Readonly<Record<LintCode, Words>> = { ...REQUIREMENT_WORDS, ...SURROUNDING_WORDS }

/** One sentence. It holds what stands in the file: whoever prints it escapes it. */
export function causeOf(finding: PlacedFinding): string {
  return WORDS[finding.code](finding)[0]
}

export function cureOf(finding: PlacedFinding): string {
  return WORDS[finding.code](finding)[1]
}
