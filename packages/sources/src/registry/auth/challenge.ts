/** One challenge of a WWW-Authenticate header (RFC 9110, 11.6.1). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

const MAX_HEADER = 4096
const MAX_PARTS = 32
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const VALUE = /[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+))/y
const BETWEEN = /[ \t,]*/y

/** The challenges of a header, in their order; none where it cannot be read whole: a hostile header is no header. */
export function parseChallenges(header: string): readonly Challenge[] {
  if (header.length > MAX_HEADER) return []
  const challenges: { scheme: string; parameters: Map<string, string> }[] = []
  let at = skip(BETWEEN, header, 0)
  for (let part = 0; at < header.length; part += 1) {
    const word = take(TOKEN, header, at)
    if (word === undefined || part >= MAX_PARTS) return []
    const value = take(VALUE, header, at + word[0].length)
    const last = challenges.at(-1)
    if (value === undefined) challenges.push({ scheme: word[0].toLowerCase(), parameters: new Map() })
    else if (last === undefined || last.parameters.has(word[0].toLowerCase())) return []
    else last.parameters.set(word[0].toLowerCase(), unquoted(value))
    at = skip(BETWEEN, header, at + word[0].length + (value?.[0].length ?? 0))
  }
  return challenges
}

function unquoted([, quoted, plain]: RegExpExecArray): string {
  return plain ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1')
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (take(pattern, text, at)?.[0].length ?? 0)
}
