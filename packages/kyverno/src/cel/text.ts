/** CEL as text. Everything that is not printable ASCII is escaped: Kyverno drops a policy with a raw U+FFFF, and says nothing. */

/** A string literal. Throws RangeError for half a surrogate pair, which CEL cannot write. */
export function text(value: string): string {
  if (!value.isWellFormed()) throw new RangeError('text is not well-formed')
  return `"${Array.from(value, escaped).join('')}"`
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`
  const code = character.codePointAt(0) ?? 0
  if (code >= 32 && code < 127) return character
  const hex = code.toString(16)
  return code > 0xff_ff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`
}

export function texts(values: readonly string[]): string {
  return `[${values.map(text).join(',')}]`
}

/** A double literal, because JSON numbers are doubles in Kyverno, and CEL adds no integer to one. `value` is an integer below 2^53. */
export function double(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError('number is no integer below 2^53')
  return `${value}.0`
}

/** A set that is looked up and not walked. */
export function lookup(values: readonly string[]): string {
  return `{${values.map((each) => `${text(each)}:true`).join(',')}}`
}

export function anyOf(parts: readonly string[]): string {
  return `(${parts.length === 0 ? 'false' : parts.join('||')})`
}

export function allOf(parts: readonly string[]): string {
  return `(${parts.length === 0 ? 'true' : parts.join('&&')})`
}
