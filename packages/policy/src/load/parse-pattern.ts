import { globToRe2, isBoundedText, isGlob } from '@pawl/document'
import { BOUNDS } from '../bounds.ts'
import type { Pattern } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import { members } from './members.ts'

export function parsePattern(value: unknown, at: string): Pattern {
  const from = members(value, ['glob', 're2'], at)
  return checkPattern(from['glob'], from['re2'], at)
}

/** TypeScript matches the glob, Rego and CEL the re2: somebody who edits one of them must not make them differ. */
export function checkPattern(glob: unknown, re2: unknown, at: string): Pattern {
  if (!isBoundedText(glob, BOUNDS.text) || !isGlob(glob)) return invalid(`${at}.glob`, 'is not a pattern')
  const recomputed = globToRe2(glob)
  if (re2 !== recomputed) invalid(`${at}.re2`, 'is not what its glob says')
  return { glob, re2: recomputed }
}
