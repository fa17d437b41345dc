import { BOUNDS } from '../bounds.ts'
import type { ClaimTest, FieldPair, Partner, PolicyNode } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import { distinct, duration, fieldName, integer, list, members, natural, word } from './members.ts'
import { parseFieldTest } from './parse-field-test.ts'

/** One node of the table; `before` are the nodes ahead of it, the only ones it may point to. */
export function parseNode(value: unknown, before: readonly PolicyNode[], at: string): PolicyNode {
  const kind = members(value, ['level', 'claim', 'from', 'count', 'maxAge', 'where', 'with', 'any', 'all'], at)
  if (kind['any'] !== undefined) {
    const { any, level } = members(value, ['level', 'any'], at)
    const indices = parseIndices(any, before, `${at}.any`)
    return { level: parseLevel(level, indices, before, at), any: indices }
  }
  if (kind['all'] !== undefined) {
    const { all, level } = members(value, ['level', 'all'], at)
    const indices = parseIndices(all, before, `${at}.all`)
    return { level: parseLevel(level, indices, before, at), all: indices }
  }
  const leaf = members(value, ['level', 'claim', 'from', 'count', 'maxAge', 'where', 'with'], at)
  if (leaf['level'] !== 0) invalid(`${at}.level`, 'is not 0')
  const test = parseClaimTest(leaf, at)
  const count = integer(leaf['count'], `${at}.count`)
  if (!(count >= 1 && count <= test.from.length)) invalid(`${at}.count`, 'is not 1 to the number of attesters')
  const second = leaf['with']
  return { level: 0, ...test, count, ...(second === undefined ? {} : { with: parsePartner(second, `${at}.with`) }) }
}

function parseIndices(value: unknown, before: readonly PolicyNode[], at: string): readonly number[] {
  const indices = list(value, 1, BOUNDS.members, at).map((each) => natural(each, at))
  if (!indices.every((index) => index < before.length)) invalid(at, 'points to a node that does not stand before it')
  return distinct(indices, at)
}

function parseLevel(value: unknown, indices: readonly number[], before: readonly PolicyNode[], at: string): number {
  const level = 1 + Math.max(...indices.map((index) => before[index]?.level ?? BOUNDS.level))
  if (!(level <= BOUNDS.level)) invalid(at, 'is nested deeper than four groups')
  return value === level ? level : invalid(`${at}.level`, 'is not one more than that of its deepest member')
}

function parseClaimTest(from: Readonly<Record<string, unknown>>, at: string): ClaimTest {
  const maxAge = from['maxAge']
  const attesters = list(from['from'], 1, BOUNDS.attesters, `${at}.from`).map((each) => word(each, `${at}.from`))
  return {
    claim: word(from['claim'], `${at}.claim`),
    from: distinct(attesters, `${at}.from`),
    maxAge: maxAge === 'unlimited' ? maxAge : duration(maxAge, `${at}.maxAge`),
    where: list(from['where'], 0, BOUNDS.tests, `${at}.where`).map((each, i) =>
      parseFieldTest(each, `${at}.where[${i}]`),
    ),
  }
}

function parsePartner(value: unknown, at: string): Partner {
  const from = members(value, ['claim', 'from', 'maxAge', 'where', 'covers', 'equal'], at)
  return {
    ...parseClaimTest(from, at),
    covers: parsePairs(from['covers'], `${at}.covers`),
    equal: parsePairs(from['equal'], `${at}.equal`),
  }
}

function parsePairs(value: unknown, at: string): readonly FieldPair[] {
  return list(value, 0, BOUNDS.pairs, at).map((each) => {
    const [first, second] = list(each, 2, 2, at).map((name) => fieldName(name, at))
    return first === undefined || second === undefined ? invalid(at, 'is not a pair') : [first, second]
  })
}
