import type { CompiledProfile } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { isObject, type Json, type JsonObject, oddity, setMember } from '../generators/json-tree.ts'
import { createRandom, type Random } from '../generators/prng.ts'
import { randomCases } from '../generators/random-case.ts'
import { fixedScene } from './fixed-scene.ts'
import { type Fault, HOUSE, type House, withFault } from './house.ts'
import { LIES, lieOf } from './lies.ts'
import { ask, decideOn } from './pipeline.ts'
import { honestBytes } from './scene.ts'
import { cases, SEED, TIME, tell } from './size.ts'

interface Run {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

const TIMES = ['verifiedAt', 'validUntil'] as const
const isTime = (value: Json | undefined): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 253_402_300_799

/** Breaks one member that a document or an entry cannot do without, so that it is malformed for certain. */
function breakStructure(random: Random, document: JsonObject): void {
  const entry = random.pick((document['images'] as Json[]).filter(isObject))
  const [holder, member] = random.pick<readonly [JsonObject, string]>([
    ...(['apiVersion', 'kind', 'now', 'images'] as const).map((each) => [document, each] as const),
    ...(['reference', 'repository', 'digest', 'claims', ...TIMES] as const).map((each) => [entry, each] as const),
  ])
  const value = oddity(random)
  const harmless =
    (member === 'claims' && Array.isArray(value)) ||
    (member === 'images' && Array.isArray(value) && value.some(isObject)) ||
    ((member === 'now' || TIMES.some((each) => each === member)) && isTime(value)) ||
    (typeof value === 'string' && (member === 'reference' || member === 'repository'))
  if (harmless || random.chance(0.3)) delete holder[member]
  else setMember(holder, member, value)
}

const STRINGS = ['type', 'attester', 'statementDigest'] as const

/** A claim that is malformed for certain, by one member. */
function malformed(random: Random, claim: Json | undefined): Json {
  if (!isObject(claim) || random.chance(0.1)) return random.pick<Json>([null, 'x', 3, [], true])
  const copy = structuredClone(claim)
  const way = random.int(3)
  if (way === 0) copy[random.pick(STRINGS)] = random.pick<Json>([null, 3, true, [], {}])
  else if (way === 1) copy['summary'] = random.pick<Json>([null, 3, 'x', [], true])
  else
    copy[random.pick(['moment', 'expiresAt'])] = random.pick<Json>([
      null,
      '1',
      -1,
      1.5,
      1e300,
      253_402_300_800,
      [],
      false,
    ])
  if (way < 2 && random.chance(0.2)) delete copy[way === 0 ? random.pick(STRINGS) : 'summary']
  return copy
}

function run(house: House, count: number): Run {
  const random = createRandom(SEED)
  const violations: string[] = []
  const counts = { cases: 0, allowed: 0, 'still allowed beside a malformed claim': 0 }
  for (const scene of randomCases(SEED)) {
    if (counts.cases >= count) break
    // What a profile lets by needs no digest and no claims.
    if (scene.profile.unmatched === 'allow' || !decideOn(scene.document, scene, HOUSE).allow) continue
    counts.cases += 1
    counts.allowed += 1
    const broken = structuredClone(scene.document) as JsonObject
    breakStructure(random, broken)
    if (decideOn(broken, scene, house).allow)
      violations.push(`case ${counts.cases}: allows a malformed document or entry`)
    violations.push(
      ...claimLevel(random, scene.document as JsonObject, scene, house, counts).map(
        (each) => `case ${counts.cases}: ${each}`,
      ),
    )
  }
  return { violations, counts }
}

/** Whether nothing but claims can be why an image is allowed. */
function isByClaims({ policies }: CompiledProfile): boolean {
  return policies.every(({ exceptions }) => exceptions.length === 0)
}

/** A malformed claim is as if it were not there; with all of them malformed, nothing is. */
function claimLevel(
  random: Random,
  document: JsonObject,
  scene: Parameters<typeof decideOn>[1],
  house: House,
  counts: Record<'still allowed beside a malformed claim', number>,
): readonly string[] {
  const [one, gone, none] = [structuredClone(document), structuredClone(document), structuredClone(document)]
  const index = random.int((document['images'] as Json[]).length)
  const claimsOf = (of: JsonObject): Json[] => ((of['images'] as Json[])[index] as JsonObject)['claims'] as Json[]
  const at = random.int(claimsOf(document).length)
  claimsOf(one).splice(at, 1, malformed(random, claimsOf(document)[at]))
  claimsOf(gone).splice(at, 1)
  const claims = claimsOf(none)
  claims.splice(0, claims.length, ...claims.map((each) => malformed(random, each)))
  const beside = decideOn(one, scene, house)
  counts['still allowed beside a malformed claim'] += beside.allow ? 1 : 0
  return [
    ...(JSON.stringify(beside) === JSON.stringify(decideOn(gone, scene, house))
      ? []
      : ['a malformed claim is not as if absent']),
    ...(isByClaims(scene.profile) && decideOn(none, scene, house).allow ? ['allows with every claim malformed'] : []),
  ]
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a time that need be none',
    of: 'policy',
    file: 'evaluation/claim-table.ts',
    find: "if (!timed) return { type, code: 'claim-malformed' }",
    replace: '',
  },
  {
    name: 'a claim without an attester, or summary, that counts',
    of: 'policy',
    file: 'evaluation/claim-table.ts',
    find: "typeof attester !== 'string' || typeof statementDigest !== 'string'",
    replace: "typeof attester !== 'string'",
  },
  {
    name: 'a kind that is not looked at',
    of: 'policy',
    file: 'evaluation/read-document.ts',
    find: " && value['kind'] === 'AttestationInput'",
    replace: '',
  },
  {
    name: 'a digest that may be anything',
    of: 'policy',
    file: 'bounds.ts',
    find: 'DIGEST: RegExp = /^sha256:[0-9a-f]{64}$/',
    replace: 'DIGEST: RegExp = /^/',
  },
]

describe('L4 closed', () => {
  it('denies what is malformed, level by level, and lets a malformed claim change nothing else', {
    timeout: TIME,
  }, () => {
    const { violations, counts } = run(HOUSE, cases(1200))
    tell('L4', counts)
    expect(violations).toStrictEqual([])
    expect(counts['still allowed beside a malformed claim']).toBeGreaterThanOrEqual((counts['cases'] ?? 0) * 0.05)
  })

  it('denies when there is no evidence, or nothing but garbage and lies: claim-missing', { timeout: TIME }, () => {
    const random = createRandom(SEED)
    for (let n = 0; n < cases(20); n += 1) {
      const scene = fixedScene(random)
      const lies = LIES.flatMap((kind) => lieOf(random, scene, kind) ?? [])
      for (const evidence of [[], [new Uint8Array()], lies]) {
        const { outcome, claims } = ask(scene, evidence)
        expect(claims).toStrictEqual([])
        expect(outcome).toMatchObject({ allow: false, expiresAt: null })
        expect(outcome.unmet.map(([, , name]) => name)).toStrictEqual(['built', 'reviewed', 'tested'])
      }
    }
  })

  it('denies every piece of honest evidence when its bytes are changed in one place', { timeout: TIME }, () => {
    const random = createRandom(SEED)
    const scene = fixedScene(random)
    for (const said of scene.honest) {
      const bytes = honestBytes(scene, said)
      expect(ask(scene, [bytes]).claims).toHaveLength(1)
      for (let n = 0; n < cases(100); n += 1) {
        const changed = Buffer.from(bytes)
        const at = random.int(changed.length)
        changed[at] = (changed[at] ?? 0) ^ (1 << random.int(8))
        const { claims } = ask(scene, [changed])
        // The names of members that nobody reads and the keyid hint may change; what is signed may not.
        for (const claim of claims) expect(claim).toStrictEqual(ask(scene, [bytes]).claims[0])
      }
    }
  })

  it.each(FAULTS)('notices $name when that fault is seeded', { timeout: TIME }, async (fault) => {
    const { violations } = await withFault(fault, (house) => run(house, cases(300)))
    expect(violations.length).toBeGreaterThanOrEqual(1)
  })
})
