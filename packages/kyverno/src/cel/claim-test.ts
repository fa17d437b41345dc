import type { ClaimTest, FieldPair, Leaf, Partner } from '@pawl/policy'
import { fieldTest } from './field-test.ts'
import { allOf, double, text, texts } from './text.ts'
import { isList, isScalar, isString } from './values.ts'

/** Whether a leaf holds of an entry `e`, whose claims are those that count. */
export function leafTest(leaf: Leaf): string {
  return leaf.with === undefined ? counted(leaf, '') : withPartners(leaf, leaf.with)
}

/** The claims that may be the second of a pair, found once for all first ones. */
function withPartners(leaf: Leaf, partner: Partner): string {
  const seconds = `e.claims.filter(d,${allOf([`d.attester in ${texts(partner.from)}`, ...claimTest(partner, 'd')])})`
  return `cel.bind(seconds,${seconds},${counted(leaf, `seconds.exists(d,${joins(partner)})`)})`
}

/** One claim, or claims of so many distinct attesters: one who says it twice still counts once (C52). */
function counted(leaf: Leaf, joined: string): string {
  const tests = [...claimTest(leaf, 'c'), ...(joined === '' ? [] : [joined])]
  return leaf.count === 1
    ? `e.claims.exists(c,${allOf([`c.attester in ${texts(leaf.from)}`, ...tests])})`
    : `${texts(leaf.from)}.filter(a,e.claims.exists(c,${allOf(['c.attester==a', ...tests])})).size()>=${leaf.count}`
}

/** What a claim has to pass on its own. */
function claimTest(test: ClaimTest, claim: string): readonly string[] {
  return [
    `${claim}.type==${text(test.claim)}`,
    // No moment, no age: a signature stamped anew today proves nothing about when it was made (C111).
    ...(test.maxAge === 'unlimited'
      ? []
      : [`"moment" in ${claim}`, `variables.now-double(${claim}.moment)<=${double(test.maxAge)}`]),
    ...test.where.map((each) => fieldTest(each, claim, 'e')),
  ]
}

function joins({ equal, covers }: Partner): string {
  return allOf([...equal.map(same), ...covers.map(covered)])
}

function same(pair: FieldPair): string {
  const [first, second] = valuesOf(pair)
  return allOf([...areThere(pair), isScalar(first), `${first}==${second}`])
}

/** Both are lists, and every element of the first is a string that the second holds. */
function covered(pair: FieldPair): string {
  const [first, second] = valuesOf(pair)
  return allOf([...areThere(pair), isList(first), isList(second), `${first}.all(x,${isString('x')}&&x in ${second})`])
}

function areThere([first, second]: FieldPair): readonly string[] {
  return [`${text(first)} in c.summary`, `${text(second)} in d.summary`]
}

function valuesOf([first, second]: FieldPair): readonly [string, string] {
  return [`c.summary[${text(first)}]`, `d.summary[${text(second)}]`]
}
