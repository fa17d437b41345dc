import { describe, expect, it } from 'vitest'
import { type Ask, holds } from './checks.ts'
import { type Candidate, FLAWS, type Flaw } from './counterexample.ts'
import { GONE, Swap, type Tree } from './swap.ts'

const NOW = 1_767_312_000
const claim = (summary: unknown, more: object = {}) => ({
  type: 'scan',
  attester: 'scanner',
  statementDigest: `sha256:${'1'.repeat(64)}`,
  moment: NOW - 60,
  summary,
  ...more,
})
const image = (...claims: readonly Tree[]) => ({ reference: 'a', repository: 'a', claims })
const request = (...images: readonly Tree[]) => ({ now: NOW, images })

interface Scan {
  readonly type?: unknown
  readonly moment?: unknown
  readonly summary?: Readonly<Record<string, unknown>>
}
const imagesOf = (document: unknown): readonly { readonly claims?: unknown }[] => {
  const images = (document as { readonly images?: unknown } | null)?.images
  return Array.isArray(images) ? images : []
}
const scansOf = (entry: { readonly claims?: unknown }): readonly Scan[] =>
  Array.isArray(entry?.claims) ? entry.claims.filter((each: Scan | null) => each?.type === 'scan') : []
/** Every image has a scan of which this is true: sound where the test is. */
const some =
  (test: (scan: Scan) => boolean): Ask =>
  (document) => {
    const images = imagesOf(document)
    return images.length > 0 && images.every((each) => scansOf(each).some(test))
  }
const critical = (scan: Scan): unknown => scan.summary?.['critical']
const noneCritical = some((scan) => critical(scan) === 0)
const good = claim({ critical: 0 })
const bad = claim({ critical: 3 })

interface Row {
  readonly kind: Flaw
  readonly tree: Tree
  readonly flawed: Ask
  readonly sound: Ask
}

const every: Ask = (document) =>
  imagesOf(document).every((each) => scansOf(each).length > 0 && scansOf(each).every((scan) => critical(scan) === 0))
// JavaScript compares null and false as 0, as Rego puts both before every number.
const lenient = some((scan) => scan.summary !== undefined && 'critical' in scan.summary && Number(critical(scan)) <= 0)
const integers = some((scan) => Number.isInteger(critical(scan)) && Number(critical(scan)) <= 0)
const unlessFailed = some((scan) => scan.summary !== undefined && !(Number(scan.summary['failed']) > 0))
const young = some((scan) => !(Number(scan.moment) < NOW - 3600))
const youngNumber = some((scan) => typeof scan.moment === 'number' && scan.moment >= NOW - 3600)

const ROWS: readonly Row[] = [
  { kind: 'deletion', tree: request(image(good, new Swap(bad, GONE))), flawed: every, sound: noneCritical },
  {
    kind: 'cover',
    tree: request(new Swap(GONE, image(good)), image()),
    flawed: (document) => imagesOf(document).some((each) => scansOf(each).some((scan) => critical(scan) === 0)),
    sound: noneCritical,
  },
  { kind: 'empty', tree: request(), flawed: (document) => imagesOf(document).length === 0, sound: noneCritical },
  { kind: 'empty', tree: request(image()), flawed: () => true, sound: noneCritical },
  {
    kind: 'malformed',
    tree: request(image(claim({ critical: 0 }, { moment: new Swap(NOW - 7200, {}) }))),
    flawed: young,
    sound: youngNumber,
  },
  { kind: 'mistyped', tree: request(image(claim({ critical: new Swap(3, null) }))), flawed: lenient, sound: integers },
  {
    kind: 'missing',
    tree: request(image(claim({ critical: 0, failed: new Swap(2, GONE) }))),
    flawed: unlessFailed,
    sound: some((scan) => scan.summary?.['failed'] === 0),
  },
]

describe('each check', () => {
  it.each(ROWS)('finds $kind in a flawed policy', async ({ kind, tree, flawed }) => {
    expect(await holds({ kind, tree }, flawed)).toBe(true)
  })

  it.each(ROWS)('does not find $kind in its sound sibling', async ({ kind, tree, sound }) => {
    expect(await holds({ kind, tree }, sound)).toBe(false)
  })

  it.each(ROWS)('does not find $kind where nothing is allowed', async ({ kind, tree }) => {
    expect(await holds({ kind, tree }, () => false)).toBe(false)
  })

  it('has a row for every kind', () => {
    expect(new Set(ROWS.map(({ kind }) => kind))).toEqual(new Set(FLAWS))
  })
})

describe('what has another explanation gets no second name', () => {
  const holdsOf = (kind: Candidate['kind'], tree: Tree, ask: Ask) => holds({ kind, tree }, ask)

  it('a claim that is malformed where deleting it opens as well is deletion', async () => {
    const tree = request(image(good, claim({ critical: 3 }, { type: new Swap('scan', null) })))
    expect(await holdsOf('malformed', tree, every)).toBe(false)
  })

  it('a field that is missing where deleting the claim opens as well is deletion', async () => {
    const noneFailed: Ask = (document) =>
      imagesOf(document).every((each) => !scansOf(each).some((s) => Number(s.summary?.['failed']) > 0))
    const tree = request(image(claim({ failed: new Swap(2, GONE) })))
    expect(await holdsOf('missing', tree, noneFailed)).toBe(false)
    expect(await holdsOf('deletion', request(image(new Swap(claim({ failed: 2 }), GONE))), noneFailed)).toBe(true)
  })

  it('a fraction between two integers that is read like a number is no confusion of types', async () => {
    const atMostFive = some((scan) => typeof critical(scan) === 'number' && Number(critical(scan)) <= 5)
    const tree = request(image(claim({ critical: new Swap(9, 1.5) })))
    expect(await holdsOf('mistyped', tree, atMostFive)).toBe(false)
    expect(
      await holdsOf(
        'mistyped',
        tree,
        some((scan) => critical(scan) === 1.5),
      ),
    ).toBe(true)
  })

  it('a value that allows as the absent field does is missing, not mistyped', async () => {
    const tree = request(image(claim({ critical: 0, failed: new Swap(2, null) })))
    expect(await holdsOf('mistyped', tree, unlessFailed)).toBe(false)
  })

  it('two images alone that are denied cover nothing', async () => {
    const any: Ask = (document) => imagesOf(document).length === 3
    expect(await holdsOf('cover', request(new Swap(GONE, image(good)), image(), image()), any)).toBe(false)
  })

  it('a tree in which nothing differs holds nothing but emptiness', async () => {
    for (const kind of FLAWS.filter((each) => each !== 'empty'))
      expect(await holdsOf(kind, request(image(good)), () => true)).toBe(false)
    expect(await holdsOf('empty', request(image(good)), () => true)).toBe(false)
  })
})
