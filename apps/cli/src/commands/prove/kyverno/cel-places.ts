import type { CelToken } from './cel-tokens.ts'

export function isSign(token: CelToken | undefined, ...signs: readonly string[]): boolean {
  return token?.kind === 'sign' && signs.includes(token.value)
}

/** Whether something stands before a `[` that it indexes; else the `[` begins a list. */
function isIndexed(token: CelToken | undefined): boolean {
  return token?.kind === 'name' ? token.value !== 'in' : isSign(token, ')', ']')
}

/** The member that is read at a place: `.name`, `.?name`, `["name"]`, `[?"name"]`; undefined for a call and for anything else. */
export function memberAt(tokens: readonly CelToken[], at: number): string | undefined {
  const [token, before, after] = [tokens[at], tokens[at - 1], tokens[at + 1]]
  if (token?.kind === 'name') return isSign(before, '.', '.?') && !isSign(after, '(') ? token.value : undefined
  if (token?.kind !== 'text' || !isSign(after, ']') || !isSign(before, '[', '[?')) return undefined
  return isIndexed(tokens[at - 2]) ? token.value : undefined
}

/** One literal, or those of a list; `true` is one, and `false` is no value of a summary. */
export function literalsFrom(tokens: readonly CelToken[], at: number): readonly (string | number | true)[] {
  const token = tokens[at]
  if (!isSign(token, '[')) return literalOf(token)
  const end = tokens.findIndex((each, index) => index > at && isSign(each, ']'))
  return end < 0 ? [] : tokens.slice(at + 1, end).flatMap(literalOf)
}

export function literalOf(token: CelToken | undefined): readonly (string | number | true)[] {
  if (token?.kind === 'text' || token?.kind === 'number') return [token.value]
  return token?.kind === 'name' && token.value === 'true' ? [true] : []
}

const OPENING = ['(', '[', '[?', '{']
const CLOSING = [')', ']', '}']
const BOUNDARIES = ['&&', '||', '?', ':', ',']

/** How far an operand goes at most: what stands further off is compared with nothing here. */
const FARTHEST = 40

/** Places of the tokens of one side of a comparison, nearest first. `step` is -1 for the left side, 1 for the right. */
export function operandFrom(tokens: readonly CelToken[], operator: number, step: -1 | 1): readonly number[] {
  const [inner, outer] = step === 1 ? [OPENING, CLOSING] : [CLOSING, OPENING]
  const places: number[] = []
  let depth = 0
  for (let at = operator + step; at >= 0 && at < tokens.length && places.length < FARTHEST; at += step) {
    const token = tokens[at]
    if (depth === 0 && isSign(token, ...outer, ...BOUNDARIES)) break
    if (isSign(token, ...inner)) depth += 1
    if (isSign(token, ...outer)) depth -= 1
    places.push(at)
  }
  return places
}
