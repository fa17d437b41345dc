import { type Claim, formatInstant, type InputDocument } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../generators/prng.ts'
import { NOW } from '../generators/vocabulary.ts'
import { fixedScene } from './fixed-scene.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { ask, decideOn, lost } from './pipeline.ts'
import { honestBytes, type Scene, type Statement, shuffled } from './scene.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Run {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

/** One honest attester says far too much: so many different things, newer and older than what counts, small and large. */
function flood(random: Random, said: Statement): readonly Statement[] {
  const size = random.pick([1, 1, 400])
  // Newer than what counts, and worth nothing: where these fill the places, the answer is deny.
  const worthless = random.chance(0.4) && 'result' in said.predicate
  const padding = Array.from({ length: 8 }, (_, index) => `${index}`.padEnd(size, 'x'))
  return Array.from({ length: random.pick([7, 8, 9, 20, 40]) }, (_, index) => ({
    ...said,
    predicate: {
      ...said.predicate,
      run: `${index}`.padEnd(size, 'x'),
      ticket: `${index}`,
      ...(worthless ? { result: {}, finishedAt: formatInstant(NOW) } : {}),
      ...('accepted' in said.predicate ? { accepted: [...(said.predicate.accepted as string[]), ...padding] } : {}),
    },
  }))
}

/** What the evidence carries without any cap: each piece verified alone, all claims in one document. */
function uncapped(scene: Scene, evidence: readonly Uint8Array[]): InputDocument {
  const answers = evidence.map((bytes) => ask(scene, [bytes]))
  const [first] = answers
  if (first === undefined) throw new Error('no evidence')
  const [entry] = first.document.images
  if (entry === undefined) throw new Error('no entry')
  return { ...first.document, images: [{ ...entry, claims: answers.flatMap((each) => each.claims) }] }
}

const text = (claim: Claim): string => JSON.stringify(claim)

function run(house: House, count: number): Run {
  const random = createRandom(SEED)
  const violations: string[] = []
  const counts = { scenes: 0, allowed: 0, 'over the limit': 0, 'denied though carried': 0 }
  for (; counts.scenes < count; counts.scenes += 1) {
    const scene = fixedScene(random)
    const noisy = random.pick(scene.honest.filter((said) => said.claim === 'qa' || said.claim === 'review'))
    const evidence = shuffled(random, [...scene.honest, ...flood(random, noisy)]).map((said) =>
      honestBytes(scene, said),
    )
    const full = uncapped(scene, evidence)
    const carried = new Set(full.images.flatMap((entry) => entry.claims.map(text)))
    const capped = ask(scene, evidence, house)
    if (!capped.claims.every((claim) => carried.has(text(claim))))
      violations.push(`scene ${counts.scenes}: a claim that nothing carries`)
    const complaint = lost(capped.outcome, decideOn(full, scene))
    if (complaint !== undefined) violations.push(`scene ${counts.scenes}: the capped document says more: ${complaint}`)
    violations.push(...shares(scene, capped.claims, noisy, full).map((each) => `scene ${counts.scenes}: ${each}`))
    counts.allowed += capped.outcome.allow ? 1 : 0
    counts['over the limit'] += capped.overLimit ? 1 : 0
    counts['denied though carried'] += !capped.outcome.allow && decideOn(full, scene).allow ? 1 : 0
  }
  return { violations, counts }
}

/** Law L8: at most eight places and a fifth of the bytes for each of five pairs, and nobody pays for another's flood. */
function shares(scene: Scene, kept: readonly Claim[], noisy: Statement, full: InputDocument): readonly string[] {
  const of = (claims: readonly Claim[], { attester, claim }: Statement): readonly Claim[] =>
    claims.filter((each) => each.attester === attester && each.type === claim)
  const all = full.images.flatMap((entry) => entry.claims)
  const quiet = scene.honest.filter((said) => said.attester !== noisy.attester)
  return [
    ...(of(kept, noisy).length <= 8 ? [] : ['more than eight of one pair']),
    ...(JSON.stringify(of(kept, noisy)).length <= 65_536 / 5 ? [] : ['more bytes than the share']),
    ...(kept.length <= 64 && JSON.stringify(kept).length <= 65_536 ? [] : ['more than an image may have']),
    ...quiet
      .filter((said) => of(kept, said).length !== of(all, said).length)
      .map((said) => `${said.attester} paid for the flood`),
  ]
}

const FAULTS: readonly Fault[] = [
  {
    name: 'one share for all attesters',
    of: 'core',
    file: 'assembly/cap-claims.ts',
    find: 'const pair = JSON.stringify([claim.attester, claim.type])',
    replace: "const pair = 'all'",
  },
  {
    name: 'places without a limit',
    of: 'core',
    file: 'assembly/cap-claims.ts',
    find: 'const fits = share.places >= 1 && share.bytes >= size',
    replace: 'const fits = share.bytes >= size',
  },
  {
    name: 'bytes without a limit',
    of: 'core',
    file: 'assembly/cap-claims.ts',
    find: 'const fits = share.places >= 1 && share.bytes >= size',
    replace: 'const fits = share.places >= 1',
  },
]

describe('L2 and L8 beyond the limits', () => {
  it('never allows what the full evidence does not carry, and takes nothing from other attesters', {
    timeout: TIME,
  }, () => {
    const { violations, counts } = run(HOUSE, cases(40))
    tell('L2 beyond the limits', counts)
    expect(violations).toStrictEqual([])
    expect(counts['allowed']).toBeGreaterThanOrEqual((counts['scenes'] ?? 0) * 0.3)
    expect(counts['denied though carried']).toBeGreaterThanOrEqual(1)
    expect(counts['over the limit']).toBeGreaterThanOrEqual((counts['scenes'] ?? 0) * 0.4)
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const { violations } = await withFault(fault, (house) => run(house, cases(20)))
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})
