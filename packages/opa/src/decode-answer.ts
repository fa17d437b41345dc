import { isRecord, isTime } from '@pawl/document'
import { type AllowSpan, allowSpanOf, type CompiledProfile, type Outcome, type Unmet } from '@pawl/policy'
import { type EngineFailure, failure } from './engine-failure.ts'

/**
 * The only place of this package that says allow. Takes what the runtime returned for a document: a list of exactly one `{ result }`.
 * An allow is `{ allow: true, unmet: [], expiresAt: <time> }`, its end later than `now` and not later than the document and the profile can carry, and null only
 * where neither ends; a deny names at least one unmet requirement, each with exactly these members. Everything else is a deny with a code of its own.
 */
export function decodeAnswer(answer: unknown, document: unknown, profile: CompiledProfile): Outcome | EngineFailure {
  if (!isList(answer)) return failure('engine-answer-invalid')
  if (answer.length === 0) return failure('engine-undefined')
  if (answer.length !== 1) return failure('engine-answer-invalid')
  const first = exactly(answer[0], ['result'])
  const result = exactly(first?.['result'], ['allow', 'unmet', 'expiresAt'])
  const unmet = result?.['unmet']
  if (result === undefined || !isList(unmet)) return failure('engine-answer-invalid')
  if (result['allow'] === false && result['expiresAt'] === null) return deny(unmet)
  const end = result['expiresAt']
  if (result['allow'] === true && unmet.length === 0 && isEnd(end, allowSpanOf(document, profile))) {
    return { allow: true, unmet: [], expiresAt: end }
  }
  return failure('engine-answer-invalid')
}

/** An engine that lost a bound must not make a cache keep its allow. */
function isEnd(end: unknown, span: AllowSpan | undefined): end is number | null {
  if (span === undefined) return false
  if (span.latest === null || end === null) return span.latest === end
  return isTime(end) && end > span.now && end <= span.latest
}

function deny(unmet: readonly unknown[]): Outcome | EngineFailure {
  // What the module answers where there is no policy to judge by.
  if (unmet.length === 0) return failure('engine-policy-unusable')
  return unmet.every(isUnmet) ? { allow: false, unmet, expiresAt: null } : failure('engine-answer-invalid')
}

function isUnmet(value: unknown): value is Unmet {
  if (!isList(value) || value.length !== 3) return false
  const [image, policy, requirement] = value
  const indexed = typeof image === 'number' && Number.isSafeInteger(image) && image >= -1
  return indexed && typeof policy === 'string' && typeof requirement === 'string'
}

/** An object with exactly these own members. */
function exactly(value: unknown, members: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(value) || Object.keys(value).length !== members.length) return undefined
  return members.every((member) => Object.hasOwn(value, member)) ? value : undefined
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
