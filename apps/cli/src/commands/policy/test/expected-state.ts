import { nearestWord } from '@pawl/document'
import { REASON_CODES } from '@pawl/policy'
import type { ExpectedState } from './policy-test.ts'

const STATES: readonly unknown[] = ['met', 'by-exception', 'unmet']
const CODES: readonly unknown[] = REASON_CODES

export function isState(value: unknown): value is ExpectedState {
  if (!Array.isArray(value)) return STATES.includes(value)
  return value.length >= 1 && new Set(value).size === value.length && value.every((code) => CODES.includes(code))
}

/** In words of ours: what was written stands at the place that is named. */
export function stateProblem(value: unknown): string {
  if (!Array.isArray(value)) return 'is not met, by-exception, unmet, or a list of reason codes'
  const foreign: unknown = value.find((code) => !CODES.includes(code))
  if (value.length === 0 || foreign === undefined) return 'is an empty list, or names a reason twice'
  const meant = typeof foreign === 'string' ? nearestWord(foreign, REASON_CODES) : undefined
  return `names what is no reason code of docs/codes.md${meant === undefined ? '' : `, did you mean ${meant}?`}`
}
