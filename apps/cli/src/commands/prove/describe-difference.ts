import { isRecord } from '@pawl/document'
import type { Counterexample, Difference } from '@pawl/policy/prove'
import { ageOf, fieldsOf, shortDigest, shortened } from './render-document.ts'

/** What turns the answer, in one sentence. Holds text of the documents: escape it. */
export function describeDifferences({ kind, differences }: Counterexample, now: number): string {
  if (kind === 'empty') return 'It holds no evidence, and the answer is allow.'
  const parts = differences.map((each) => describeDifference(each, now)).join(' and ')
  return `${parts} the answer turns to allow.`.replace(/^./, (letter) => letter.toUpperCase())
}

function describeDifference({ path, denied, allowed }: Difference, now: number): string {
  if (denied === undefined) return `with the image ${referenceOf(allowed)} beside it`
  if (allowed === undefined && path.at(-2) === 'claims') return `without the statement ${claimWords(denied, now)}`
  const place = placeOf(path)
  if (allowed === undefined) return `without ${place}, which was ${shortened(denied)},`
  return `with ${shortened(allowed)} for ${place}, which was ${shortened(denied)},`
}

/** `sha256:1111... (vulnerability-scan by scanner, 2 h old, critical 3)`. */
function claimWords(claim: unknown, now: number): string {
  if (!isRecord(claim)) return shortened(claim)
  const { statementDigest, type, attester, moment, summary } = claim
  const age = moment === undefined ? 'without a moment' : `${ageOf({ moment }, now)} old`
  return `${shortDigest(statementDigest)} (${String(type)} by ${String(attester)}, ${age}, ${fieldsOf(summary)})`
}

function referenceOf(image: unknown): string {
  return isRecord(image) ? String(image['reference']) : shortened(image)
}

/** `images[0].claims[1].moment`. */
function placeOf(path: readonly (string | number)[]): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')
}
