import { encodeStatement, fakeSigstore, githubIdentity, statement } from '@pawl/testkit'
import { createRandom } from '../generators/prng.ts'
import { nodeOf, slotsIn, write } from './json-node.ts'
import type { MutatedCase } from './mutated-cases.ts'
import { MUTATIONS } from './mutations.ts'

const HEX = 'ab'.repeat(32)

/** Good bundles under trusted roots with one to two places changed: what a root grants that it does not say. */
export function rootCases(count: number, seed: number): readonly MutatedCase[] {
  const random = createRandom(seed)
  const sigstore = fakeSigstore({ now: 1_790_000_000 })
  const donor = nodeOf(fakeSigstore({ now: 1_780_000_000 }).trustedRoot)
  const payload = encodeStatement(
    statement({ subject: [{ name: 'app', digest: { sha256: HEX } }], predicateType: 'https://test/p', predicate: {} }),
  )
  const identity = githubIdentity({ repository: 'acme/app' })
  const bundles = (['rekor1-dsse', 'rekor1-intoto', 'rekor2'] as const).map((log) =>
    Buffer.from(JSON.stringify(sigstore.bundle({ payload, identity, version: '0.3', log }))),
  )
  return Array.from({ length: count }, (_, index) => {
    const tree = nodeOf(sigstore.trustedRoot)
    const wanted = random.pick([1, 1, 2])
    const mutations: string[] = []
    for (let tries = 0; mutations.length < wanted && tries < 50; tries += 1) {
      const [name, mutate] = random.pick(Object.entries(MUTATIONS))
      const slots = random.sample(slotsIn(tree), 60)
      const slot = slots.find((each) => mutate(random, each, donor))
      if (slot !== undefined) mutations.push(`${name} (${slot.path})`)
    }
    return {
      name: `root ${index} of seed ${seed}: ${mutations.join(', ')}`,
      mutations,
      scene: { root: Buffer.from(write(tree)), subject: `sha256:${HEX}` },
      bytes: random.pick(bundles),
    }
  })
}
