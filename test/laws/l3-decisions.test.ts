import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../generators/prng.ts'
import { type Case, takeCases } from '../generators/random-case.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { ask, decideOn, lost, randomScene } from './pipeline.ts'
import { honestBytes, twinOf } from './scene.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Entry {
  claims?: unknown
}
interface Document {
  images?: unknown
}
interface Run {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

const entriesOf = (document: unknown): readonly Entry[] => {
  const images = typeof document === 'object' && document !== null ? (document as Document).images : undefined
  return Array.isArray(images) ? images.filter((each) => typeof each === 'object' && each !== null) : []
}

/** The document without some of its claims, anywhere. */
function withLess(random: Random, document: unknown): unknown {
  const copy: unknown = structuredClone(document)
  for (const entry of entriesOf(copy)) {
    if (!Array.isArray(entry.claims)) continue
    const { claims } = entry
    entry.claims = claims.filter(() => random.chance(claims.length > 1 ? 0.75 : 0.5))
  }
  return copy
}

/** The document with claims of other documents beside its own, up to 64. */
function withMore(random: Random, document: unknown, others: readonly unknown[]): unknown {
  const copy: unknown = structuredClone(document)
  const foreign = others.flatMap((other) =>
    entriesOf(other).flatMap(({ claims }) => (Array.isArray(claims) ? claims : [])),
  )
  for (const entry of entriesOf(copy)) {
    if (!Array.isArray(entry.claims)) continue
    const all: unknown[] = [...entry.claims, ...random.sample(foreign, 6)]
    entry.claims = all.length <= 64 ? random.sample(all, all.length) : entry.claims
  }
  return copy
}

/** An entry of more than 64 claims is malformed: the law speaks of what lies within the limits. */
function isWithinLimits(document: unknown): boolean {
  return entriesOf(document).every(({ claims }) => !Array.isArray(claims) || claims.length <= 64)
}

/** Two documents, the claims of the first a part of the second's. */
function nested(random: Random, document: unknown, others: readonly Case[]): readonly [less: unknown, more: unknown] {
  if (random.chance(0.4)) return [withLess(random, document), document]
  return [document, withMore(random, document, [random.pick(others).document, random.pick(others).document])]
}

/** Pairs for each policy and document. */
const PAIRS = 10

function onDocuments(house: House, count: number): Run {
  const random = createRandom(SEED)
  const questions = takeCases(SEED, count).filter(({ document }) => isWithinLimits(document))
  const violations: string[] = []
  const counts = { pairs: 0, 'less allowed': 0, 'more allowed': 0, 'less denied, more allowed': 0 }
  for (const [index, scene] of questions.entries()) {
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const [less, more] = nested(random, scene.document, questions)
      const [first, second] = [decideOn(less, scene, house), decideOn(more, scene, house)]
      const complaint = lost(first, second)
      if (complaint !== undefined) violations.push(`case ${index}: ${complaint}`)
      counts.pairs += 1
      counts['less allowed'] += Number(first.allow)
      counts['more allowed'] += Number(second.allow)
      counts['less denied, more allowed'] += Number(!first.allow && second.allow)
    }
  }
  return { violations, counts }
}

/** The whole way: the same signers say the same at other times, and what they said last never takes back what counts. */
function onEvidence(house: House, count: number): Run {
  const random = createRandom(SEED + 1)
  const violations: string[] = []
  const counts = { pairs: 0, 'less allowed': 0, 'more allowed': 0 }
  while (counts.pairs < count) {
    const scene = randomScene(random)
    const said = random.sample(
      scene.honest,
      random.chance(0.6) ? scene.honest.length : random.int(scene.honest.length + 1),
    )
    const added = scene.honest
      .filter(() => random.chance(0.3))
      .map((each) => twinOf(each, scene.verifiedAt - random.int(1e6)))
    const [less, more] = [said, [...said, ...added]].map((list) =>
      ask(
        scene,
        list.map((each) => honestBytes(scene, each)),
        house,
      ),
    )
    if (less === undefined || more === undefined || more.overLimit) continue
    const complaint = lost(less.outcome, more.outcome)
    if (complaint !== undefined) violations.push(`pair ${counts.pairs}: ${complaint}`)
    counts.pairs += 1
    counts['less allowed'] += less.outcome.allow ? 1 : 0
    counts['more allowed'] += more.outcome.allow ? 1 : 0
  }
  return { violations, counts }
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a leaf that asks all claims of an attester to pass (C98)',
    of: 'policy',
    file: 'evaluation/leaf-result.ts',
    find: 'own = greatest(own, passOne(claim, leaf, seconds, entry, by))',
    replace:
      'const one = passOne(claim, leaf, seconds, entry, by)\n      if (!(entry.now < one)) { own = NEVER; break }\n      own = greatest(own, one)',
  },
  {
    name: 'a leaf that looks at the latest claim alone (C99)',
    of: 'policy',
    file: 'evaluation/leaf-result.ts',
    find: 'for (const claim of claims) {',
    replace:
      'for (const claim of claims.filter((each) => each.attester === attester).toSorted((a, b) => (b.moment ?? 0) - (a.moment ?? 0)).slice(0, 1)) {',
  },
  {
    name: 'a malformed claim that spoils the entry',
    of: 'policy',
    file: 'evaluation/entry.ts',
    find: '  const latest = verifiedAt + LIMITS.skew\n',
    replace:
      '  const latest = verifiedAt + LIMITS.skew\n  if (readClaims(claims, latest).unsound.length > 0) return undefined\n',
  },
]

describe('L3 decisions are monotone', () => {
  it('allows what less allowed, leaves no more unmet and ends no earlier, over documents', { timeout: TIME }, () => {
    const { violations, counts } = onDocuments(HOUSE, cases(10_500))
    tell('L3 documents', counts)
    expect(violations).toStrictEqual([])
    expect(counts['pairs']).toBeGreaterThanOrEqual(100_000)
    expect(counts['more allowed']).toBeGreaterThanOrEqual((counts['pairs'] ?? 0) * 0.3)
    expect(counts['less allowed']).toBeGreaterThanOrEqual((counts['pairs'] ?? 0) * 0.2)
    expect(counts['less denied, more allowed']).toBeGreaterThanOrEqual((counts['pairs'] ?? 0) * 0.05)
  })

  it('allows what less allowed, leaves no more unmet and ends no earlier, over evidence', { timeout: TIME }, () => {
    const { violations, counts } = onEvidence(HOUSE, cases(80))
    tell('L3 evidence', counts)
    expect(violations).toStrictEqual([])
    expect(counts['more allowed']).toBeGreaterThanOrEqual((counts['pairs'] ?? 0) * 0.3)
    expect(counts['less allowed']).toBeGreaterThanOrEqual((counts['pairs'] ?? 0) * 0.2)
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const { violations } = await withFault(fault, (house) => onDocuments(house, cases(600)))
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})
