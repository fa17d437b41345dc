import { type Constants, type FieldValue, joinConstants, NO_CONSTANTS } from '@pawl/policy/prove'
import { isSign, literalOf, literalsFrom, memberAt, operandFrom } from './cel-places.ts'
import type { CelToken } from './cel-tokens.ts'

const FIELD = /^[A-Za-z][A-Za-z0-9]{0,63}$/
const DIGEST = /^sha256:[0-9a-f]{64}$/
const REPOSITORY = /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)+$/
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=']
const LONGEST = 256

/** Members of the document, of the answer and of a request: none of these is a summary field. */
const MEMBERS: ReadonlySet<string> = new Set([
  ...['apiVersion', 'kind', 'now', 'images', 'reference', 'repository', 'name', 'digest', 'verifiedAt', 'validUntil'],
  ...['trust', 'claims', 'type', 'predicateType', 'attester', 'signer', 'id', 'moment', 'expiresAt', 'statementDigest'],
  ...['subject', 'summary', 'schema', 'asks', 'profile', 'nonce', 'body', 'document', 'statusCode', 'code', 'uid'],
])

/** What the expressions of a policy mention: what they compare with which member, as far as their tokens show it. It only steers the search. */
export function celConstants(expressions: readonly (readonly CelToken[])[]): Constants {
  const read = new Set(expressions.flatMap(fieldsIn))
  // Where no summary is named as such, it may have another name, and any member may be one of its fields.
  const isField = (name: string): boolean => (read.size > 0 ? read.has(name) : FIELD.test(name) && !MEMBERS.has(name))
  return joinConstants(expressions.map((tokens) => ofExpression(tokens, isField)))
}

function ofExpression(tokens: readonly CelToken[], isField: (name: string) => boolean): Constants {
  const compared = comparedIn(tokens)
  const textsOf = (member: string): readonly string[] =>
    compared.flatMap(({ field, value }) =>
      field === member && typeof value === 'string' && value !== '' ? [value] : [],
    )
  const texts = tokens.flatMap((token) => (token.kind === 'text' ? [token.value] : []))
  const types = textsOf('type')
  const attesters = textsOf('attester')
  return {
    ...NO_CONSTANTS,
    types,
    attesters,
    together: types.flatMap((type) => attesters.map((attester) => ({ type, attester }))),
    fields: [...fieldsIn(tokens), ...compared.map(({ field }) => field)].filter(isField),
    values: compared.filter(({ field, value }) => isField(field) && isSummaryValue(value)),
    strings: texts.filter((text) => text.length <= LONGEST && !MEMBERS.has(text)),
    numbers: tokens.flatMap((token) => (token.kind === 'number' ? [token.value] : [])),
    repositories: textsOf('repository').filter((text) => REPOSITORY.test(text)),
    excepted: texts.filter((text) => DIGEST.test(text)),
  }
}

function isSummaryValue(value: FieldValue['value']): boolean {
  return typeof value !== 'number' || Number.isSafeInteger(value)
}

/** What is read of a summary: `summary.x`, `summary["x"]`, and `"x" in c.summary`. */
function fieldsIn(tokens: readonly CelToken[]): readonly string[] {
  return tokens.flatMap((token, at) => {
    if (memberAt(tokens, at) === 'summary') return [memberAt(tokens, at + 2) ?? memberAt(tokens, at + 3) ?? []].flat()
    if (token.kind !== 'text' || !isIn(tokens[at + 1])) return []
    return lastMember(tokens, at + 1) === 'summary' ? [token.value] : []
  })
}

function isIn(token: CelToken | undefined): boolean {
  return token?.kind === 'name' && token.value === 'in'
}

/** Members beside the literals that they are compared with, whichever stands first. */
function comparedIn(tokens: readonly CelToken[]): readonly FieldValue[] {
  const lists = namedLists(tokens)
  return tokens.flatMap((token, at) => {
    if (isMatch(tokens, at)) return matchedAt(tokens, at)
    if (!isIn(token) && !isSign(token, ...COMPARISONS)) return []
    const right = tokens[at + 1]
    const named = right?.kind === 'name' ? (lists.get(right.value) ?? []) : []
    const left = operandFrom(tokens, at, -1).map((place) => memberAt(tokens, place))
    const field = left.find((each) => each !== undefined)
    if (field !== undefined) return [...literalsFrom(tokens, at + 1), ...named].map((value) => ({ field, value }))
    return reversed(tokens, at)
  })
}

/** `0 == c.summary.critical`, and `"CVE-1" in c.summary.accepted`, whose field is a list. */
function reversed(tokens: readonly CelToken[], at: number): readonly FieldValue[] {
  const field = lastMember(tokens, at)
  if (field === undefined) return []
  return literalOf(tokens[at - 1]).flatMap((value): readonly FieldValue[] => {
    if (!isIn(tokens[at])) return [{ field, value }]
    return typeof value === 'string' && field !== 'summary' ? [{ field, value: [value] }] : []
  })
}

function lastMember(tokens: readonly CelToken[], operator: number): string | undefined {
  const members = operandFrom(tokens, operator, 1).map((place) => memberAt(tokens, place))
  return members.findLast((each) => each !== undefined)
}

const LOOPS = ['filter', 'exists', 'all', 'map', 'exists_one']

/** `["alice","bob"].filter(a, ... c.attester==a)`: what the name stands for. */
function namedLists(tokens: readonly CelToken[]): ReadonlyMap<string, readonly (string | number | true)[]> {
  return new Map(
    tokens.flatMap((token, at) => {
      if (!isSign(token, '[')) return []
      const end = tokens.findIndex((each, index) => index > at && isSign(each, ']'))
      const [loop, name] = [tokens[end + 2], tokens[end + 4]]
      if (end < 0 || loop?.kind !== 'name' || !LOOPS.includes(loop.value) || name?.kind !== 'name') return []
      return [[name.value, literalsFrom(tokens, at)] as const]
    }),
  )
}

function isMatch(tokens: readonly CelToken[], at: number): boolean {
  const token = tokens[at]
  return (
    token?.kind === 'name' && token.value === 'matches' && isSign(tokens[at - 1], '.') && isSign(tokens[at + 1], '(')
  )
}

/** `image.repository.matches("^ghcr\\.io/acme/[^/]*$")`: a text that should match. The expression is never run: it is of others. */
function matchedAt(tokens: readonly CelToken[], at: number): readonly FieldValue[] {
  const field = memberAt(tokens, at - 2)
  const pattern = tokens[at + 2]
  if (field === undefined || pattern?.kind !== 'text') return []
  const text = pattern.value
    .replace(/^\(\?[a-z]+\)/, '')
    .replace(/^\^|\$$/g, '')
    .replace(/(?:\[\^?[^\]]*\]|\.)[*+]\??/g, 'app')
    .replace(/\\(\W)/g, '$1')
  return /^[\w./:@-]+$/.test(text) ? [{ field, value: text }] : []
}
