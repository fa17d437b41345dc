import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../generators/prng.ts'
import { takeCases } from '../generators/random-case.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { ask, decideOn, randomScene } from './pipeline.ts'
import { honestBytes } from './scene.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Run {
  readonly violations: string[]
  readonly counts: Record<'documents' | 'allowed' | 'points', number>
}
type Question = Parameters<typeof decideOn>[1]

const newRun = (): Run => ({
  violations: [],
  counts: { documents: 0, allowed: 0, points: 0 },
})

/** The first second of which the law speaks: no entry is further ahead of `now` than 300 s. */
function beginning(document: object): number {
  const images = 'images' in document && Array.isArray(document.images) ? document.images : []
  return Math.max(0, ...images.map((each: unknown) => verifiedAt(each) - 300))
}

function verifiedAt(entry: unknown): number {
  const value = typeof entry === 'object' && entry !== null && 'verifiedAt' in entry ? entry.verifiedAt : 0
  return typeof value === 'number' && value < 1e11 ? value : 0
}

/** Asks the same document at many times: once it denies it stays so, and `expiresAt` is exactly the first second of that. */
function examine(
  random: Random,
  document: object,
  question: Question,
  house: House,
  { violations, counts }: Run,
): void {
  const at = (now: number) => decideOn({ ...document, now }, question, house)
  const start = beginning(document)
  const { now } = document as { now: unknown }
  const first = typeof now === 'number' && now >= start ? now : start
  const outcome = at(first)
  counts.documents += 1
  counts.allowed += outcome.allow ? 1 : 0
  const name = `document ${counts.documents}`
  const end = outcome.expiresAt ?? first
  const times = [
    start,
    first - 1,
    first + 1,
    end - 1,
    end,
    end + 1,
    end + 300,
    end + 301,
    first + random.int(1e7),
    end + random.int(1e9),
  ]
  const asked = [...new Set(times)].filter((time) => time >= start && time <= 253_402_300_799).sort((a, b) => a - b)
  counts.points += asked.length
  const answers = asked.map((time) => ({ time, allow: at(time).allow }))
  if (answers.some(({ allow }, index) => allow && answers[index - 1]?.allow === false))
    violations.push(`${name}: a later now opened`)
  if (!outcome.allow) return
  if (outcome.expiresAt === null) {
    // Nothing was judged that could end: images that the profile lets by, for ever.
    if (!at(253_402_300_799).allow) violations.push(`${name}: an end that was not named`)
    return
  }
  if (!(at(end - 1).allow && at(end - 1).expiresAt === end)) violations.push(`${name}: denies before expiresAt`)
  if (at(end).allow) violations.push(`${name}: allows at expiresAt`)
}

function onDocuments(house: House, count: number): Run {
  const random = createRandom(SEED)
  const run = newRun()
  for (const { document, profile } of takeCases(SEED, count)) {
    if (typeof document === 'object' && document !== null) examine(random, document, { profile }, house, run)
  }
  return run
}

function onEvidence(house: House, count: number): Run {
  const random = createRandom(SEED)
  const run = newRun()
  for (let index = 0; index < count; index += 1) {
    const scene = randomScene(random)
    const said = scene.honest.filter(() => random.chance(0.95))
    const { document } = ask(
      scene,
      said.map((each) => honestBytes(scene, each)),
      house,
    )
    examine(random, document, scene, house, run)
  }
  return run
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a future that is measured from now',
    of: 'policy',
    file: 'evaluation/entry.ts',
    find: 'const latest = verifiedAt + LIMITS.skew',
    replace: 'const latest = now + LIMITS.skew',
  },
  {
    name: 'a bound that still counts',
    of: 'policy',
    file: 'evaluation/decide-policy.ts',
    find: 'if (!(entry.now < until))',
    replace: 'if (!(entry.now <= until))',
  },
  {
    name: 'an end that forgets validUntil',
    of: 'policy',
    file: 'evaluation/decide-policy.ts',
    find: 'least(greatest(claimed, bound), entry.validUntil)',
    replace: 'greatest(claimed, bound)',
  },
  {
    name: 'an end that is the greatest of all',
    of: 'policy',
    file: 'evaluation/decide.ts',
    find: 'if (each.met) end = least(end, each.expiresAt)',
    replace: 'if (each.met) end = end === ALWAYS ? each.expiresAt : Math.max(end, each.expiresAt)',
  },
]

describe('L5 time only closes', () => {
  it('allows up to the second before expiresAt, denies from it on and never opens again, over documents', {
    timeout: TIME,
  }, () => {
    const { violations, counts } = onDocuments(HOUSE, cases(1500))
    tell('L5 documents', counts)
    expect(violations).toStrictEqual([])
    expect(counts.allowed).toBeGreaterThanOrEqual(counts.documents * 0.3)
  })

  it('allows up to the second before expiresAt, denies from it on and never opens again, over evidence', {
    timeout: TIME,
  }, () => {
    const { violations, counts } = onEvidence(HOUSE, cases(100))
    tell('L5 evidence', counts)
    expect(violations).toStrictEqual([])
    expect(counts.allowed).toBeGreaterThanOrEqual(counts.documents * 0.3)
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const { violations } = await withFault(fault, (house) => onDocuments(house, cases(500)))
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})
