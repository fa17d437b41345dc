import { ACCEPTED, type Accepted } from '../fuzz/accepted-evidence.ts'
import { createRandom, type Random } from '../generators/prng.ts'
import { type JsonNode, nodeOf, slotsIn, write } from './json-node.ts'
import { MUTATIONS } from './mutations.ts'
import type { Case, Scene } from './scene.ts'

/** A mutant, and what was done to it. */
export interface MutatedCase extends Case {
  readonly mutations: readonly string[]
}

interface Base {
  readonly accepted: Accepted
  readonly tree: JsonNode
  readonly scene: Scene
}

/** Where a vector has none: any will do. */
const ROOT = ACCEPTED.find(({ files }) => files['trusted_root.json'] !== undefined)?.files['trusted_root.json'] ?? ''

const BASES: readonly Base[] = ACCEPTED.map((accepted) => ({
  accepted,
  tree: nodeOf(JSON.parse(Buffer.from(accepted.bytes).toString('utf8'))),
  scene: sceneOf(accepted),
}))

/** The trust of a vector as the oracles can be given it: one root, and perhaps one key. */
function sceneOf({ files, subject }: Accepted): Scene {
  const key = Object.entries(files).find(([name]) => name.endsWith('.pub'))?.[1]
  const root = files['trusted_root.json'] ?? ROOT
  return { root: Buffer.from(root), subject, ...(key === undefined ? {} : { key }) }
}

/** So many mutants of evidence that is accepted, each with one to three things changed. The same seed makes the same ones. */
export function mutatedCases(count: number, seed: number): readonly MutatedCase[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => mutant(random, index, seed))
}

function mutant(random: Random, index: number, seed: number): MutatedCase {
  const { accepted, tree, scene } = random.pick(BASES)
  const donor = random.pick(BASES.filter((each) => each.accepted !== accepted)).tree
  const changed = structuredClone(tree)
  const wanted = random.pick([1, 1, 1, 1, 2, 3])
  const mutations: string[] = []
  // Some places have nothing that a mutation is about.
  for (let tries = 0; mutations.length < wanted && tries < 200; tries += 1) {
    const [name, mutate] = random.pick(Object.entries(MUTATIONS))
    const slots = slotsIn(changed)
    if (slots.length === 0) break
    const slot = random.pick(slots)
    if (mutate(random, slot, donor)) mutations.push(`${name} (${slot.path})`)
  }
  const name = `mutant ${index} of seed ${seed}, ${accepted.kind}: ${mutations.join(', ')}`
  return { name, mutations, scene, bytes: Buffer.from(write(changed)) }
}
