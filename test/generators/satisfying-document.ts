import type { Json, JsonObject } from './json-tree.ts'
import type { Random } from './prng.ts'
import type { FieldCondition, WrittenNode, WrittenPolicy, WrittenTest } from './random-policy.ts'
import { NOW, TEXTS } from './vocabulary.ts'

interface Entry {
  readonly name: string
  readonly repository: string
  readonly verifiedAt: number
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const HEX = '0123456789abcdef'
/** The last two differ in their Unicode form alone, and look alike. */
const TAGS = ['1.4', '1.4', '2', 'caf\u00e9', 'cafe\u0301'] as const

/** A document that meets the policies, unless it takes more than 64 claims an image. */
export function satisfyingDocument(random: Random, policies: readonly WrittenPolicy[]): JsonObject {
  const images = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => satisfyingEntry(random, policies))
  return { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images }
}

function satisfyingEntry(random: Random, policies: readonly WrittenPolicy[]): JsonObject {
  const repository = random
    .pick(policies.flatMap((policy) => policy.spec.images))
    .replaceAll('**', random.pick(['app', 'team/app']))
    .replaceAll('*', 'app')
  const verifiedAt = NOW + random.pick([0, 0, -10, -300, 300])
  const name = repository.slice(repository.lastIndexOf('/') + 1)
  const claims = policies
    .flatMap((policy) => policy.spec.require)
    .flatMap((node) => claimsFor(random, node, { name, repository, verifiedAt }))
  return {
    reference: `${repository}:${random.pick(TAGS)}`,
    repository,
    name,
    digest: randomDigest(random),
    verifiedAt,
    validUntil: NOW + random.pick([1, 300, 300, 3600]),
    trust: { name: 'acme', digest: randomDigest(random), revision: 1 },
    claims: [...random.sample(claims, claims.length)].slice(0, 64),
  }
}

function claimsFor(random: Random, node: WrittenNode, entry: Entry): readonly JsonObject[] {
  if (node.allOf !== undefined) return node.allOf.flatMap((member) => claimsFor(random, member, entry))
  if (node.anyOf !== undefined) {
    const chosen = random.sample(node.anyOf, random.chance(0.7) ? 1 : node.anyOf.length)
    return chosen.flatMap((member) => claimsFor(random, member, entry))
  }
  const leaf = node as WrittenNode & WrittenTest
  return random.sample(leaf.from, leaf.count ?? 1).flatMap((attester) => {
    const claim = claimFor(random, leaf, attester, entry)
    const { with: partner } = leaf
    if (partner === undefined) return [claim]
    const second = claimFor(random, partner, random.pick(partner.from), entry)
    for (const [a, b] of Object.entries(partner.covers ?? {})) {
      summaryOf(claim)[a] = [...random.sample(TEXTS, random.int(4))]
      summaryOf(second)[b] = [...random.sample([...(summaryOf(claim)[a] as string[]), '\n', 'more'], 6)]
    }
    for (const [a, b] of Object.entries(partner.equal ?? {})) {
      summaryOf(claim)[a] = random.pick([random.pick(TEXTS), 7, true])
      summaryOf(second)[b] = summaryOf(claim)[a] as Json
    }
    return [claim, second]
  })
}

function summaryOf(claim: JsonObject): JsonObject {
  return claim['summary'] as JsonObject
}

function claimFor(random: Random, test: WrittenTest, attester: string, entry: Entry): JsonObject {
  const maxAge = secondsOf(test.maxAge)
  const moment = maxAge === undefined && random.chance(0.5) ? {} : { moment: recent(random, maxAge ?? 1e9, entry) }
  const expiresAt = random.chance(0.25) ? { expiresAt: NOW + random.pick([1, 2, 1000, 1e6]) } : {}
  return {
    type: test.claim,
    predicateType: 'https://example.test/v1',
    attester,
    signer: { kind: 'key', id: randomDigest(random) },
    ...moment,
    ...expiresAt,
    statementDigest: randomDigest(random),
    subject: 'exact',
    summary: Object.fromEntries(
      (test.where ?? []).map((condition) => [condition.field, valueFor(random, condition, entry)]),
    ),
  }
}

/** At most so old, often by a hair; not later than the entry allows. */
function recent(random: Random, seconds: number, entry: Entry): number {
  return random.pick([
    NOW - seconds,
    NOW - seconds,
    NOW - random.int(seconds),
    Math.min(NOW, entry.verifiedAt),
    entry.verifiedAt + 300,
  ])
}

function secondsOf(duration: string): number | undefined {
  const unit = UNITS[duration.at(-1) ?? '']
  return duration === 'unlimited' || unit === undefined ? undefined : Number(duration.slice(0, -1)) * unit
}

function valueFor(random: Random, condition: FieldCondition, entry: Entry): Json {
  const { field: _, ...operator } = condition
  const [[op, operand]] = Object.entries(operator) as [[string, Json]]
  const number = operand as number
  switch (op) {
    case 'equals':
      return typeof operand === 'string'
        ? operand.replaceAll('{name}', entry.name).replaceAll('{repository}', entry.repository)
        : operand
    case 'in':
      return random.pick(operand as Json[])
    case 'glob':
      return (operand as string)
        .replaceAll('**', random.pick(['x', 'x/y', '\n', '']))
        .replaceAll('*', random.pick(['x', '', '😀']))
    case 'contains':
      return [...random.sample([operand, null, 1, 'x'], 4)]
    case 'containsAll':
      return [...(operand as Json[]), 'x', false]
    case 'atLeast':
      return Math.min(number + random.pick([0, 0, 1, 5]), Number.MAX_SAFE_INTEGER)
    case 'atMost':
      return number - random.pick([0, 0, 1, 5])
    case 'within':
      return recent(random, secondsOf(operand as string) ?? 0, entry)
    default:
      return random.pick([true, 0, '', [], 'x', [1]])
  }
}

export function randomDigest(random: Random): string {
  return `sha256:${Array.from({ length: 64 }, () => HEX[random.int(16)]).join('')}`
}
