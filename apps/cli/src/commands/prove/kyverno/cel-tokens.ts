/** A piece of CEL text: a literal with its value, a name, or a sign. What is no literal is only told apart as far as that needs it. */
export type CelToken =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string }

const BLANK = /(?:\s+|\/\/[^\n]*)+/y
/** Raw ones end at their first quote; the prefix `b` makes bytes of what is read as text here. */
const RAW = /(?:[rR][bB]?|[bB][rR])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')/y
const TEXT = /[bB]?(?:"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)[uU]?/y
const NAME = /[A-Za-z_]\w*/y
/** `.?` and `[?` look into optional values; the signs of a comparison are one each. */
const SIGN = /\.\?|\[\?|&&|\|\||[=!<>]=|[\s\S]/y

/** The pieces of one expression, in order. Total: what is no CEL gives signs that mean nothing. */
export function celTokens(expression: string): readonly CelToken[] {
  const tokens: CelToken[] = []
  for (let at = 0; at < expression.length; ) {
    const { token, end } = readToken(expression, at)
    if (token !== undefined) tokens.push(token)
    at = end
  }
  return tokens
}

interface Read {
  /** Undefined for what is between tokens. */
  readonly token: CelToken | undefined
  readonly end: number
}

const KINDS: readonly (readonly [RegExp, (found: string) => CelToken | undefined])[] = [
  [BLANK, () => undefined],
  [RAW, (found) => ({ kind: 'text', value: unquoted(found) })],
  [TEXT, (found) => ({ kind: 'text', value: unescaped(unquoted(found)) })],
  [NUMBER, (found) => ({ kind: 'number', value: Number(found.replace(/[uU]$/, '')) })],
  [NAME, (value) => ({ kind: 'name', value })],
  [SIGN, (value) => ({ kind: 'sign', value })],
]

function readToken(expression: string, at: number): Read {
  for (const [pattern, tokenOf] of KINDS) {
    pattern.lastIndex = at
    const [found] = pattern.exec(expression) ?? []
    if (found !== undefined) return { token: tokenOf(found), end: at + found.length }
  }
  return { token: undefined, end: expression.length }
}

function unquoted(literal: string): string {
  const body = literal.replace(/^[rRbB]+/, '')
  const quotes = /^("""|'''|"|')/.exec(body)?.[0].length ?? 0
  return body.slice(quotes, -quotes)
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|X([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g

const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }),
)

function unescaped(body: string): string {
  return body.replace(
    ESCAPE,
    (_, x?: string, capitalX?: string, u?: string, capitalU?: string, octal?: string, letter = '') => {
      const hex = x ?? capitalX ?? u ?? capitalU
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      return octal === undefined ? (LETTERS.get(letter) ?? letter) : character(Number.parseInt(octal, 8))
    },
  )
}

/** Beyond Unicode there is nothing: no CEL has it. */
function character(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
}
