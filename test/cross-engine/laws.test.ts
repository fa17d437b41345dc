import { loadEngine } from '@pawl/opa'
import { type CompiledProfile, type Outcome, outcomeOf } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { isObject, type Json, type JsonObject } from '../generators/json-tree.ts'
import { createRandom, type Random } from '../generators/prng.ts'
import { type Case, takeCases } from '../generators/random-case.ts'
import { decideHere } from './outcome-text.ts'

const SEED = Number(process.env['PAWL_SEED'] ?? 7)
const COUNT = process.env['PAWL_SIZE'] === 'long' ? 5000 : 500
const TIME = 600_000

type Judge = (document: unknown, profile: CompiledProfile) => Outcome

const ENGINES: readonly { readonly name: string; readonly open: () => Promise<Judge> }[] = [
  { name: 'TypeScript', open: async () => (document, profile) => outcomeOf(decideHere(document, profile)) },
  { name: 'opa-wasm', open: openModule },
]

async function openModule(): Promise<Judge> {
  const engine = await loadEngine()
  return (document, profile) => {
    const answer = engine.evaluate(document as never, profile)
    if ('code' in answer) throw new Error(answer.code)
    return answer
  }
}

/** Beyond the limit of claims an entry is malformed, and fewer claims may well mean more (law L2, "within the limits"). */
function isWithinLimits({ document }: Case): boolean {
  const images = isObject(document as Json) ? (document as JsonObject)['images'] : undefined
  if (!Array.isArray(images)) return true
  return images.every((image) => !(isObject(image) && Array.isArray(image['claims']) && image['claims'].length > 64))
}

const cases = takeCases(SEED, COUNT).filter(isWithinLimits)

function withFewerClaims(random: Random, document: unknown): unknown {
  const fewer = structuredClone(document)
  const images = isObject(fewer as Json) ? (fewer as JsonObject)['images'] : undefined
  for (const image of Array.isArray(images) ? images : []) {
    const claims = isObject(image) ? image['claims'] : undefined
    if (isObject(image) && Array.isArray(claims)) image['claims'] = claims.filter(() => random.chance(0.7))
  }
  return fewer
}

function at(document: unknown, now: number): unknown {
  return { ...(document as JsonObject), now }
}

/** An allow that nothing bounds ends never. */
function endOf({ expiresAt }: Outcome): number {
  return expiresAt ?? Number.POSITIVE_INFINITY
}

function unmetOf(outcome: Outcome): readonly string[] {
  return outcome.unmet.map((each) => JSON.stringify(each))
}

describe.each(ENGINES)('$name', ({ open }) => {
  it('keeps every requirement unmet when claims are taken away: law L3', { timeout: TIME }, async () => {
    const judge = await open()
    const random = createRandom(SEED)
    let closed = 0
    for (const { document, profile } of cases) {
      const all = judge(document, profile)
      const fewer = judge(withFewerClaims(random, document), profile)
      expect(unmetOf(fewer)).toStrictEqual(expect.arrayContaining(unmetOf(all) as string[]))
      if (fewer.allow) expect(endOf(all)).toBeGreaterThanOrEqual(endOf(fewer))
      if (all.allow && !fewer.allow) closed += 1
    }
    expect(closed).toBeGreaterThan(COUNT / 10)
  })

  it('denies from expiresAt on and not a second before: law L5', { timeout: TIME }, async () => {
    const judge = await open()
    let allowed = 0
    for (const { document, profile } of cases) {
      const { allow, expiresAt } = judge(document, profile)
      if (!allow || expiresAt === null) continue
      allowed += 1
      expect(judge(at(document, expiresAt - 1), profile)).toMatchObject({ allow: true, expiresAt })
      for (const later of [0, 1, 300, 1_000_000])
        expect(judge(at(document, expiresAt + later), profile).allow).toBe(false)
    }
    expect(allowed).toBeGreaterThan(COUNT / 4)
  })
})
