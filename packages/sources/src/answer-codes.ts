/** Why a source gave less than there is. For people and metrics: no decision reads it. Each has a section in docs/codes.md. */
export const ANSWER_CODES = [
  'unreadable',
  'over-budget',
  'content-invalid',
  'not-found',
  'unauthorized',
  'forbidden',
  'rate-limited',
  'server-error',
  'status-unexpected',
  'response-refused',
  'registry-not-allowed',
  'address-blocked',
  'redirect-refused',
  'realm-refused',
  'credentials-unusable',
  'timeout',
  'dns-failed',
  'tls-failed',
  'connection-failed',
] as const

export type AnswerCode = (typeof ANSWER_CODES)[number]

/** What can be said of a source as a whole. */
export type AnswerStatus = 'complete' | 'partial' | 'refused' | 'unreachable'

const UNREACHABLE: readonly AnswerCode[] = ['server-error', 'timeout', 'dns-failed', 'tls-failed', 'connection-failed']

/** `answered`: whether the source gave anything that counts as an answer, were it that there is nothing. */
export function statusOf(codes: readonly AnswerCode[], answered: boolean): AnswerStatus {
  if (codes.length === 0) return 'complete'
  if (answered) return 'partial'
  return codes.some((code) => UNREACHABLE.includes(code)) ? 'unreachable' : 'refused'
}

/** Nothing came, and why. A value: whoever runs the other end can cause it. */
export interface Unanswered {
  readonly outcome: 'unanswered'
  readonly code: AnswerCode
}

export function unanswered(code: AnswerCode): Unanswered {
  return { outcome: 'unanswered', code }
}

export function isUnanswered(value: unknown): value is Unanswered {
  return typeof value === 'object' && value !== null && 'outcome' in value && value.outcome === 'unanswered'
}

/** In words of ours, behind the name of what was asked for. */
export const ANSWER_WORDS: Readonly<Record<AnswerCode, string>> = {
  unreadable: 'cannot be read',
  'over-budget': 'is beyond what is looked at',
  'content-invalid': 'is missing a part, too large, ambiguous, or not what its digest says',
  'not-found': 'is not there',
  unauthorized: 'is only for those who sign in',
  forbidden: 'may not be read with these credentials',
  'rate-limited': 'was asked for too often',
  'server-error': 'could not be given: the other end has an error',
  'status-unexpected': 'was answered with a status that means nothing here',
  'response-refused': 'was answered in a way that is not accepted',
  'registry-not-allowed': 'is of a registry that no policy governs and no option names',
  'address-blocked': 'is at an address that is private, local or reserved',
  'redirect-refused': 'leads elsewhere than is followed',
  'realm-refused': 'asks to sign in at a host that gets no credentials',
  'credentials-unusable': 'could be asked for without credentials only: they cannot be read',
  timeout: 'did not come in time',
  'dns-failed': 'is at a host whose name is not known',
  'tls-failed': 'is at a host whose certificate is not accepted',
  'connection-failed': 'is at a host that cannot be reached',
}
