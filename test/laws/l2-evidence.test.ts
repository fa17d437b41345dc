import { type Claim, canonicalJson, type JsonValue } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../generators/prng.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { LIES, lieOf } from './lies.ts'
import { type Answer, ask, lost, randomScene } from './pipeline.ts'
import { honestBytes, type Scene, shuffled, twinOf } from './scene.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Run {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

/** What a policy can tell claims apart by, beside their moment: claims equal in this are one (law L8). */
function identityOf({ type, attester, signer, summary, expiresAt }: Claim): string {
  return canonicalJson({ type, attester, signer: { ...signer }, summary, expiresAt: expiresAt ?? null } as JsonValue)
}

/** Honest evidence with twins: the same words at other times, the future among them. */
function evidenceOf(random: Random, scene: Scene): readonly Uint8Array[] {
  const twins = scene.honest.flatMap((said) =>
    random.chance(0.4) ? [twinOf(said, scene.verifiedAt + random.pick([-1e8, -1e6, 0, 300, 301, 1e6]))] : [],
  )
  return [...scene.honest, ...twins].map((said) => honestBytes(scene, said))
}

function garbage(random: Random, scene: Scene): readonly Uint8Array[] {
  return random.sample(LIES, 4).flatMap((kind) => lieOf(random, scene, kind) ?? [])
}

/** Whether each claim of less is among more, perhaps as a newer twin. */
function keeps(less: readonly Claim[], more: readonly Claim[]): boolean {
  const moments = new Map(more.map((claim) => [identityOf(claim), claim.moment]))
  return less.every((claim) => moments.has(identityOf(claim)))
}

function complaints(less: Answer, more: Answer, again: Answer): readonly string[] {
  const [one, other] = [more, again].map(({ document }) => canonicalJson(document as unknown as JsonValue))
  return [
    ...(one === other ? [] : ['order, duplicates, garbage or lies changed the document']),
    ...(keeps(less.claims, more.claims) ? [] : ['more evidence removed a claim']),
    ...[lost(less.outcome, more.outcome)].filter((each) => each !== undefined),
  ]
}

function run(house: House, count: number): Run {
  const random = createRandom(SEED)
  const violations: string[] = []
  const counts = { scenes: 0, allowed: 0, 'less that allowed': 0, 'beyond the limits': 0 }
  for (; counts.scenes < count; counts.scenes += 1) {
    const scene = randomScene(random)
    const all = evidenceOf(random, scene)
    const more = ask(scene, all, house)
    if (more.overLimit) {
      counts['beyond the limits'] += 1
      continue
    }
    const noisy = shuffled(random, [...all, ...random.sample(all, 3), ...garbage(random, scene)])
    const again = ask(scene, noisy, house)
    const less = ask(
      scene,
      random.sample(all, random.pick([all.length - 1, all.length - 1, random.int(all.length + 1)])),
      house,
    )
    violations.push(...complaints(less, more, again).map((each) => `scene ${counts.scenes}: ${each}`))
    counts.allowed += more.outcome.allow ? 1 : 0
    counts['less that allowed'] += less.outcome.allow ? 1 : 0
  }
  return { violations, counts }
}

const FAULTS: readonly Fault[] = [
  {
    name: 'caps that keep the oldest of equal claims',
    of: 'core',
    file: 'assembly/cap-claims.ts',
    find: 'const byMoment = rank(b, latest) - rank(a, latest)',
    replace: 'const byMoment = rank(a, latest) - rank(b, latest)',
  },
  {
    name: 'a twin from the future that displaces a claim',
    of: 'core',
    file: 'assembly/cap-claims.ts',
    find: 'return moment <= latest ? moment : -2',
    replace: 'return moment - 0 * latest',
  },
  {
    name: 'an order that follows the evidence',
    of: 'core',
    file: 'assembly/cap-claims.ts',
    find: 'const ordered = claims.toSorted((a, b) => compare(a, b, latest))',
    replace: 'const ordered = claims.filter((each) => compare(each, each, latest) === 0)',
  },
]

describe('L2 evidence is monotone', () => {
  it('keeps every claim when there is more evidence, and the document when there is noise', { timeout: TIME }, () => {
    const { violations, counts } = run(HOUSE, cases(80))
    tell('L2', counts)
    expect(violations).toStrictEqual([])
    const judged = counts['scenes'] ?? 0
    expect(counts['allowed']).toBeGreaterThanOrEqual(judged * 0.3)
    expect(counts['less that allowed']).toBeGreaterThanOrEqual(judged * 0.15)
    expect(counts['beyond the limits']).toBeLessThanOrEqual(judged * 0.4)
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const { violations } = await withFault(fault, (house) => run(house, cases(120)))
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})
