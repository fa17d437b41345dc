import type { InputDocument } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import type { Ask } from './checks.ts'
import { holds } from './checks.ts'
import type { Candidate } from './counterexample.ts'
import { NO_CONSTANTS } from './policy-words.ts'
import { removals } from './reductions.ts'
import { search } from './search.ts'
import { shrink } from './shrink.ts'
import { GONE, Swap, type Tree } from './swap.ts'

const NOW = 1_767_312_000
const CONSTANTS = {
  ...NO_CONSTANTS,
  types: ['scan'],
  attesters: ['scanner'],
  together: [{ type: 'scan', attester: 'scanner' }],
  fields: ['critical'],
  values: [{ field: 'critical', value: 0 }],
}
const OPTIONS = { seed: 1, cases: 4000, now: NOW, constants: CONSTANTS, documents: [] }

const claimsOf = (document: unknown): readonly InputDocument['images'][number]['claims'][] => {
  const images = (document as Partial<InputDocument> | null)?.images
  return Array.isArray(images) ? images.map((each) => (Array.isArray(each?.claims) ? each.claims : [])) : []
}
const isClean = (claim: InputDocument['images'][number]['claims'][number]): boolean =>
  claim?.type === 'scan' && claim.attester === 'scanner' && claim.summary?.['critical'] === 0
const sound: Ask = (document) => claimsOf(document).length > 0 && claimsOf(document).every((all) => all.some(isClean))
const all: Ask = (document) =>
  claimsOf(document).length > 0 && claimsOf(document).every((each) => each.length > 0 && each.every(isClean))

describe('search', () => {
  it.each([1, 2, 3])('finds no flaw in a sound policy, after many yeses and noes: seed %i', async (seed) => {
    const result = await search(sound, { ...OPTIONS, seed })
    expect(result.found).toEqual([])
    expect(result.yes).toBeGreaterThan(400)
    expect(result.no).toBeGreaterThan(400)
    expect(result.shapes).toBeGreaterThan(500)
    expect(result.cases).toBeGreaterThanOrEqual(4000)
  })

  it.each([1, 2, 3])('finds that all must pass, with two claims of one image: seed %i', async (seed) => {
    const { found } = await search(all, { ...OPTIONS, seed })
    expect(found.map(({ kind }) => kind)).toEqual(['deletion'])
    const [{ x, y, differences } = { x: undefined, y: undefined, differences: [] }] = found
    expect(claimsOf(x).map((each) => each.length)).toEqual([1])
    expect(claimsOf(y).map((each) => each.length)).toEqual([2])
    expect(differences).toHaveLength(1)
    expect(await all(x)).toBe(true)
    expect(await all(y)).toBe(false)
  })

  it('names a policy that says yes to everything empty, and nothing else', async () => {
    const { found } = await search(() => true, OPTIONS)
    expect(found.map(({ kind }) => kind)).toEqual(['empty'])
    expect(found[0]?.x).toBeNull()
  })

  it('gives the same result for the same seed, and another for another', async () => {
    const once = await search(all, OPTIONS)
    expect(await search(all, OPTIONS)).toEqual(once)
    expect((await search(all, { ...OPTIONS, seed: 9 })).shapes).not.toBe(once.shapes)
  })

  it('waits for a policy that answers later', async () => {
    const { found } = await search(async (document) => all(document), OPTIONS)
    expect(found.map(({ kind }) => kind)).toEqual(['deletion'])
  })

  it('counts anything but a literal true as a no', async () => {
    const odd: unknown = () => 'true'
    const { yes, found } = await search(odd as Ask, { ...OPTIONS, cases: 50 })
    expect(yes).toBe(0)
    expect(found).toEqual([])
  })

  it('ends with what the question throws', async () => {
    const broken: Ask = () => {
      throw new Error('gone')
    }
    await expect(search(broken, OPTIONS)).rejects.toThrow('gone')
  })

  it('does not call empty what the operator excepted by name', async () => {
    const excepting: Ask = (document) => JSON.stringify(document).includes('ghcr.io/acme/legacy') || sound(document)
    const repositories = ['ghcr.io/acme/legacy']
    const constants = { ...CONSTANTS, repositories }
    const named = await search(excepting, { ...OPTIONS, constants: { ...constants, excepted: repositories } })
    expect(named.found.map(({ kind }) => kind)).not.toContain('empty')
    const unnamed = await search(excepting, { ...OPTIONS, constants })
    expect(unnamed.found.map(({ kind }) => kind)).toContain('empty')
  })
})

describe('shrink', () => {
  const claim = (critical: number, more: object = {}): Tree => ({
    type: 'scan',
    attester: 'scanner',
    statementDigest: `sha256:${'7'.repeat(64)}`,
    moment: NOW - 999,
    summary: { critical, extra: ['a', 'b'] },
    ...more,
  })
  const tree = {
    now: NOW,
    images: [
      { claims: [claim(0), claim(0), new Swap(claim(7), GONE), new Swap(claim(8), GONE)] },
      { claims: [claim(0, { expiresAt: NOW + 9 })] },
    ],
  }

  it('leaves one image, one claim that stays and one that goes, and nothing that could be removed', async () => {
    const start: Candidate = { kind: 'deletion', tree }
    expect(await holds(start, all)).toBe(true)
    const small = await shrink(start, NOW, all)
    expect(JSON.stringify(small.tree).match(/"attester"/g)).toHaveLength(2)
    expect(await holds(small, all)).toBe(true)
    for (const less of removals(small.tree)) expect(await holds({ kind: 'deletion', tree: less }, all)).toBe(false)
  })
})
