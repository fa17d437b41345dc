import type { AnswerCode } from '../answer-codes.ts'

const CODES: readonly (readonly [pattern: RegExp, code: AnswerCode])[] = [
  [/^ADDRESS_BLOCKED$/, 'address-blocked'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'dns-failed'],
  [/^(ETIMEDOUT|ABORT_ERR|UND_ERR_ABORTED|UND_ERR_\w*TIMEOUT)$/, 'timeout'],
  [/CERT|^ERR_SSL|^ERR_TLS|^EPROTO$|SIGNATURE|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_PURPOSE$/, 'tls-failed'],
  [/^(HPE_\w+|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES\w+|UND_ERR_RESPONSE\w*|UND_ERR_NOT_SUPPORTED)$/, 'response-refused'],
]

/** What went wrong with a connection, whatever was thrown. `ended` where the time was over: then it is that, whatever it led to. */
export function failureCode(error: unknown, ended: boolean): AnswerCode {
  if (ended) return 'timeout'
  const codes = codesOf(error, 0)
  return CODES.find(([pattern]) => codes.some((each) => pattern.test(each)))?.[1] ?? 'connection-failed'
}

/** Of the error, of what caused it, and of the several that it stands for where a host has several addresses. */
function codesOf(error: unknown, depth: number): readonly string[] {
  if (!(error instanceof Error) || depth > 3) return []
  const inner = error instanceof AggregateError ? error.errors.slice(0, 8) : []
  return [
    ...('code' in error && typeof error.code === 'string' ? [error.code] : []),
    ...(error.name === 'TimeoutError' ? ['ETIMEDOUT'] : []),
    ...[error.cause, ...inner].flatMap((each) => codesOf(each, depth + 1)),
  ]
}
