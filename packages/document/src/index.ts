/**
 * @module
 * The contract between evidence and decision: the input document, its bounds, its canonical bytes, and the small
 * languages (times, durations, globs) that both sides must read alike.
 */
export { isBoundedText } from './bounded-text.ts'
export { canonicalBytes, canonicalJson, encodeUtf8, type JsonValue } from './canonical-json.ts'
export { ConfigurationInvalid } from './configuration-invalid.ts'
export { type ConfigurationProblem, configurationProblems } from './configuration-problem.ts'
export { didYouMean } from './did-you-mean.ts'
export { globMatches, globToRe2, isGlob } from './glob.ts'
export { globsIntersect } from './globs-intersect.ts'
export type {
  Claim,
  ImageEntry,
  ImageSummary,
  InputDocument,
  Signer,
  Summary,
  SummaryValue,
  TrustReference,
} from './input-document.ts'
export { LIMITS } from './limits.ts'
export { nearestWord } from './nearest-word.ts'
export { entryBytes, type Malformed, parseDocument } from './parse-document.ts'
export { PATTERNS } from './patterns.ts'
export { isRecord } from './record.ts'
export { formatInstant, isTime, parseDuration, parseInstant } from './time.ts'
export type { ReadAs } from './unknown-member.ts'
