/** Why an OPA server gave nothing that could be read as an answer. Closed; each has a section in docs/codes.md. */
export const SERVER_FAILURE_CODES = [
  // No connection, TLS that is not right, or an answer that broke off
  'server-unreachable',
  // No whole answer in time
  'server-timeout',
  // Another status than 200: a redirect is one, and so is an error with a yes in its body
  'server-status',
  // More than 1 MiB
  'server-answer-too-large',
  // No strict JSON
  'server-answer-malformed',
] as const

export type ServerFailureCode = (typeof SERVER_FAILURE_CODES)[number]
