import { fakeSigstore, signEnvelope, statement, testKey } from '@pawl/testkit'
import fc from 'fast-check'
import { brokenText, brokenValue } from '../fuzz/near-yes.ts'
import { createRandom, type Random } from '../generators/prng.ts'
import { nodeOf, slotsIn, write } from './json-node.ts'
import { MUTATIONS } from './mutations.ts'
import type { Case, Scene } from './scene.ts'

const HEX = 'ab'.repeat(32)
const GOOD = statement({
  subject: [
    { name: 'other', digest: { sha256: 'cd'.repeat(32) } },
    { name: 'app', digest: { sha256: HEX } },
  ],
  predicateType: 'https://test/p',
  predicate: { list: [1, 'two', null], deep: { text: 'é', number: 1.5e3 } },
})
/** Of what is put into another statement. */
const DONOR = nodeOf({
  ...statement({
    subject: [
      { name: 'x', digest: { sha512: 'ef'.repeat(64) } },
      { name: 'app', digest: { sha256: 'ef'.repeat(32) } },
    ],
    predicateType: 'https://test/q',
    predicate: { list: [] },
  }),
  _type: 'https://in-toto.io/Statement/v0.1',
})

/** Broken statements behind a good signature: what readers of JSON, and of statements, make of them. */
export function statementCases(count: number, seed: number): readonly Case[] {
  const root = Buffer.from(JSON.stringify(fakeSigstore({ now: 1_790_000_000 }).trustedRoot))
  const key = testKey('ed25519')
  const scene: Scene = { root, key: key.publicPem, subject: `sha256:${HEX}` }
  return statementTexts(count, seed).map((text, index) => ({
    name: `statement ${index} of seed ${seed}`,
    scene,
    bytes: Buffer.from(JSON.stringify(signEnvelope({ payload: Buffer.from(text), signers: [{ key }] }))),
  }))
}

/** A third each: characters, members, and places changed as in mutants of bundles. */
function statementTexts(count: number, seed: number): readonly string[] {
  const third = Math.ceil(count / 3)
  const random = createRandom(seed)
  const texts = fc.sample(brokenText(fc.constant(JSON.stringify(GOOD))), { seed, numRuns: third })
  const values = fc.sample(brokenValue(GOOD), { seed, numRuns: third })
  const mutants = Array.from({ length: third }, () => mutant(random))
  return [...texts, ...values.map((value) => JSON.stringify(value) ?? 'null'), ...mutants].slice(0, count)
}

function mutant(random: Random): string {
  const tree = nodeOf(GOOD)
  for (let tries = 0; tries < 100; tries += 1) {
    const [, mutate] = random.pick(Object.entries(MUTATIONS))
    if (mutate(random, random.pick(slotsIn(tree)), DONOR)) break
  }
  return write(tree)
}
