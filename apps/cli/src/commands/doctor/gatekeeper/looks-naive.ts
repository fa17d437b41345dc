/**
 * Whether a template with external data looks as if a key that was not answered would pass: it reads the answer, and nothing in it compares keys of
 * the answer with keys that were asked. A search in text: what it does not find proves nothing, and what it finds is worth a look.
 */
export function looksNaive(rego: string): boolean {
  const code = rego.replace(/#.*$/gm, '')
  return /\bexternal_data\s*\(/.test(code) && !SIGNS_OF_KEYS.some((each) => each.test(code))
}

/** Denies what Gatekeeper answers from its cache, for which it reports the status 0. */
export function demandsStatus200(rego: string): boolean {
  const code = rego.replace(/#.*$/gm, '')
  return (
    /\bexternal_data\s*\(/.test(code) &&
    /\bstatus_code\s*(==|!=)\s*200\b/.test(code) &&
    !/\bstatus_code\s*==\s*0\b/.test(code)
  )
}

/** An answer is a pair of key and value: `[0]`, or the first of two names, is a key. */
const SIGNS_OF_KEYS: readonly RegExp[] = [
  /\[\s*0\s*\]\s*(?:==|!=|in\b|\|)/,
  /(?:==|!=)\s*[\w.]+(?:\[\s*\w+\s*\])?\[\s*0\s*\]/,
  /[{[]\s*\w+(?:\[\s*\w+\s*\])?\[\s*0\s*\]\s*[:|]/,
  /\[\s*\w+\s*,\s*\w+\s*\]\s*(?::?=|in\b)/,
  /\w+\s*:?=\s*[\w.]+\[\s*_\s*\]\[\s*0\s*\]/,
]
