import { isSign } from './cel-places.ts'
import type { CelToken } from './cel-tokens.ts'

/** What the expressions of a policy call. */
export interface HttpCalls {
  /** Absolute http(s) URLs that stand as literals, each once. */
  readonly urls: readonly string[]
  /** Whether each call has such a literal: anything else would be a call to somebody. */
  readonly allLiteral: boolean
}

const CALLS = ['Get', 'Post', 'get', 'post']

/** Looks at every place that names `http`. A client of its own, a name that is given on, and a computed URL are no literal. */
export function httpCalls(expressions: readonly (readonly CelToken[])[]): HttpCalls {
  const found = expressions.flatMap((tokens) =>
    tokens.flatMap((_, at) => (namesHttp(tokens, at) ? [urlAt(tokens, at)] : [])),
  )
  const urls = found.filter((url) => url !== undefined)
  return { urls: [...new Set(urls)], allLiteral: urls.length === found.length }
}

function namesHttp(tokens: readonly CelToken[], at: number): boolean {
  const token = tokens[at]
  return token?.kind === 'name' && token.value === 'http' && !isSign(tokens[at - 1], '.', '.?')
}

/** `http.Post("https://...",` or `http.Get("https://...")`. */
function urlAt(tokens: readonly CelToken[], at: number): string | undefined {
  const [dot, call, open, url, end] = tokens.slice(at + 1, at + 6)
  const calls = isSign(dot, '.') && call?.kind === 'name' && CALLS.includes(call.value) && isSign(open, '(')
  if (!calls || url?.kind !== 'text' || !isSign(end, ',', ')')) return undefined
  return /^https?:\/\/[^\s/]/.test(url.value) && URL.canParse(url.value) && url.value.trim() === url.value
    ? url.value
    : undefined
}

/** The text that a member of a question is: `"profile":dyn("payments")`, as `pawl kyverno compile` writes it. Undefined where there is none. */
export function askedText(expressions: readonly (readonly CelToken[])[], member: string): string | undefined {
  return expressions.flatMap((tokens) => tokens.flatMap((_, at) => textOf(tokens, at, member))).at(0)
}

function textOf(tokens: readonly CelToken[], at: number, member: string): readonly string[] {
  const [key, colon, dyn, open, value, close] = tokens.slice(at, at + 6)
  const asks = key?.kind === 'text' && key.value === member && isSign(colon, ':') && dyn?.value === 'dyn'
  return asks && isSign(open, '(') && value?.kind === 'text' && isSign(close, ')') ? [value.value] : []
}
