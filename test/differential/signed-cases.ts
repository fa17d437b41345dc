import {
  encodeStatement,
  fakeSigstore,
  githubIdentity,
  type Json,
  type KeylessRequest,
  type Signs,
  statement,
} from '@pawl/testkit'
import { createRandom, type Random } from '../generators/prng.ts'
import { nodeOf, slotsIn, write } from './json-node.ts'
import type { MutatedCase } from './mutated-cases.ts'
import { MUTATIONS } from './mutations.ts'
import type { Scene } from './scene.ts'
import { anywhere, certificateSigner, checkpointSigner } from './signed-mutations.ts'

const HEX = 'ab'.repeat(32)

type Kind = Pick<KeylessRequest, 'version' | 'log' | 'timestamp'>
const LOGGED: readonly Kind[] = [
  { version: '0.1', log: 'rekor1-dsse' },
  { version: '0.2', log: 'rekor1-intoto' },
  { version: '0.3', log: 'rekor1-dsse' },
  { version: '0.3', log: 'rekor1-intoto', timestamp: true },
  { version: '0.3', log: 'rekor2' },
]
const STAMPED: readonly Kind[] = [
  { version: '0.3', log: 'rekor2' },
  { version: '0.3', log: 'rekor1-dsse', timestamp: true },
  { version: '0.1', log: 'rekor1-intoto', timestamp: true },
]

interface Nonsense {
  readonly kinds: readonly Kind[]
  readonly signs: (
    random: Random,
    did: (name: string) => void,
    turn: number,
  ) => Partial<Pick<KeylessRequest, 'signs' | 'logged'>>
}

const only = (signs: Signs): Pick<KeylessRequest, 'signs'> => ({ signs })

/** By whose signature it has. */
export const SIGNED_KINDS = {
  certificate: {
    kinds: LOGGED,
    signs: (random, did, turn) => only({ certificate: certificateSigner(random, did, turn) }),
  },
  'time of a timestamp': {
    kinds: STAMPED,
    signs: (random, did) => only({ timestamp: anywhere(random, did) }),
  },
  'attributes of a timestamp': {
    kinds: STAMPED,
    signs: (random, did) => only({ attributes: anywhere(random, did) }),
  },
  'body of a log': {
    kinds: LOGGED,
    signs: (random, did) => ({ logged: (honest) => otherBody(random, honest, did) }),
  },
  checkpoint: {
    kinds: LOGGED,
    signs: (random, did) => only({ checkpoint: checkpointSigner(random, did) }),
  },
} as const satisfies Readonly<Record<string, Nonsense>>

const TURNS: readonly (keyof typeof SIGNED_KINDS)[] = [
  'certificate',
  'time of a timestamp',
  'certificate',
  'attributes of a timestamp',
  'certificate',
  'body of a log',
  'checkpoint',
]

/** Nonsense with a good signature of a trusted party: what lies behind the check of the signature is what is looked at. */
export function signedCases(count: number, seed: number): readonly MutatedCase[] {
  const random = createRandom(seed)
  const sigstore = fakeSigstore({ now: 1_790_000_000 })
  const identity = githubIdentity({ repository: 'acme/app' })
  const payload = encodeStatement(
    statement({ subject: [{ name: 'app', digest: { sha256: HEX } }], predicateType: 'https://test/p', predicate: {} }),
  )
  const scene = (root: object): Scene => ({ root: Buffer.from(JSON.stringify(root)), subject: `sha256:${HEX}` })
  const whole = scene(sigstore.trustedRoot)
  // Where a log of certificates is trusted, its SCT is over the honest one: without one the certificate itself is what counts.
  const withoutCertificateLogs = scene({ ...sigstore.trustedRoot, ctlogs: [] })
  return Array.from({ length: count }, (_, index) => {
    const name = TURNS[index % TURNS.length] ?? 'certificate'
    const { kinds, signs } = SIGNED_KINDS[name]
    const kind = random.pick(kinds)
    const did: string[] = []
    const bundle = sigstore.bundle({ payload, identity, ...kind, ...signs(random, (each) => did.push(each), index) })
    return {
      name: `signed ${index} of seed ${seed}, ${name}, ${kind.version} ${kind.log}: ${did.join(', ')}`,
      mutations: did.map((each) => `${name}: ${each}`),
      scene: name === 'certificate' && random.chance(0.8) ? withoutCertificateLogs : whole,
      bytes: Buffer.from(JSON.stringify(bundle)),
    }
  })
}

function otherBody(random: Random, honest: Json, did: (name: string) => void): Json {
  const tree = nodeOf(honest)
  const [name, mutate] = random.pick(Object.entries(MUTATIONS))
  const slots = random.sample(slotsIn(tree), 60)
  if (slots.some((slot) => mutate(random, slot, tree))) did(name)
  return JSON.parse(write(tree))
}
