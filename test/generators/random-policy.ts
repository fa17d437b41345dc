import type { Random } from './prng.ts'
import { ATTESTERS, FIELDS, GLOBS, TEXTS, TYPES } from './vocabulary.ts'

/** A policy as people write it: what `parsePolicy` takes. */
export interface WrittenPolicy {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'AttestationPolicy'
  readonly metadata: { readonly name: string; readonly revision: number }
  readonly spec: {
    readonly mode: string
    readonly images: readonly string[]
    readonly require: readonly WrittenNode[]
    readonly revoked?: Readonly<Record<string, unknown>>
    readonly exceptions?: readonly unknown[]
  }
}

export interface WrittenTest {
  readonly claim: string
  readonly from: readonly string[]
  readonly maxAge: string
  readonly where?: readonly FieldCondition[]
}

export type FieldCondition = { readonly field: string } & Readonly<Record<string, unknown>>

export interface WrittenPartner extends WrittenTest {
  readonly covers?: Readonly<Record<string, string>>
  readonly equal?: Readonly<Record<string, string>>
}

export interface WrittenNode extends Partial<WrittenTest> {
  readonly name?: string
  readonly count?: number
  readonly with?: WrittenPartner
  readonly anyOf?: readonly WrittenNode[]
  readonly allOf?: readonly WrittenNode[]
}

const SCOPES = [
  ['ghcr.io/acme/**'],
  ['ghcr.io/*/app', 'quay.io/x/*'],
  ['**'],
  ['ghcr.io/acme/app', 'docker.io/library/**'],
] as const
const AGES = ['unlimited', '1s', '60s', '5m', '24h', '14d', '1w', '100w'] as const

export function randomPolicy(random: Random): WrittenPolicy {
  const count = random.pick([1, 1, 2, 2, 3])
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: random.pick(['production', 'Prüfung 😀', '__proto__', 'p']), revision: random.int(100) },
    spec: {
      mode: random.pick(['enforce', 'warn', 'audit']),
      images: random.pick(SCOPES),
      require: Array.from({ length: count }, (_, index) => ({ name: `r${index}`, ...randomRequirement(random) })),
    },
  }
}

function randomRequirement(random: Random): WrittenNode {
  return random.chance(0.55) ? randomLeaf(random) : randomGroup(random, 1 + random.int(4))
}

/** One member is as deep as the group may be; its neighbours are leaves, or shallower. */
function randomGroup(random: Random, level: number): WrittenNode {
  if (level === 0) return randomLeaf(random)
  const neighbours = Array.from({ length: random.int(3) }, () =>
    randomGroup(random, random.chance(0.8) ? 0 : random.int(level)),
  )
  const deepest = randomGroup(random, level - 1)
  const members = random.sample([deepest, ...neighbours], neighbours.length + 1)
  return random.chance(0.5) ? { anyOf: members } : { allOf: members }
}

function randomLeaf(random: Random): WrittenNode {
  const fields = random.sample(FIELDS, FIELDS.length)
  const test = randomTest(random, fields.slice(0, 3))
  const count = random.chance(0.35) ? 1 + random.int(test.from.length) : undefined
  const partner = random.chance(0.35) ? randomPartner(random, fields.slice(3)) : undefined
  return { ...test, ...(count === undefined ? {} : { count }), ...(partner === undefined ? {} : { with: partner }) }
}

function randomTest(random: Random, fields: readonly string[]): WrittenTest {
  const claim = random.pick(TYPES)
  const from = random.sample(ATTESTERS, 1 + random.int(3))
  const maxAge = random.pick(AGES)
  const where = fields.slice(0, random.int(fields.length + 1)).map((field) => randomCondition(random, field))
  return { claim, from, maxAge, ...(where.length === 0 ? {} : { where }) }
}

/** The fields of the pairs are no fields of its tests, so that both can be met at once. */
function randomPartner(random: Random, fields: readonly string[]): WrittenPartner {
  const [a, b, c, d, e, f, ...rest] = fields as [string, string, string, string, string, string, ...string[]]
  const kind = random.int(4)
  return {
    ...randomTest(random, rest.slice(0, 2)),
    ...(kind === 0 || kind === 2 ? { covers: random.chance(0.3) ? { [a]: b, [e]: f } : { [a]: b } } : {}),
    ...(kind === 1 || kind === 2 ? { equal: { [c]: random.chance(0.5) ? c : d } } : {}),
  }
}

function randomCondition(random: Random, field: string): FieldCondition {
  const scalar = (): unknown =>
    random.pick([random.pick(TEXTS), random.pick(TEXTS), 3, 0, -7, 9_007_199_254_740_991, true])
  switch (random.int(10)) {
    case 0:
      return { field, equals: scalar() }
    case 1:
      return { field, in: Array.from({ length: 1 + random.int(3) }, scalar) }
    case 2:
      return { field, glob: random.pick(GLOBS) }
    case 3:
      return { field, contains: random.pick(TEXTS) }
    case 4:
      return { field, containsAll: random.sample(TEXTS, 1 + random.int(4)) }
    case 5:
      return { field, atLeast: random.pick([0, 3, -2, 9_007_199_254_740_990]) }
    case 6:
      return { field, atMost: random.pick([0, 3, -2, 9_007_199_254_740_991]) }
    case 7:
      return { field, within: random.pick(['1s', '60s', '48h', '100w']) }
    case 8:
      return { field, exists: true }
    default:
      return {
        field,
        equals: random.pick([
          'https://github.com/acme/{name}',
          '{repository}',
          '{name}:{name}',
          'é{repository}/{name}',
        ]),
      }
  }
}
