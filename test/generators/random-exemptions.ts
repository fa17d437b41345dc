import { formatInstant } from '@pawl/document'
import { isObject, type Json, type JsonObject } from './json-tree.ts'
import type { Random } from './prng.ts'
import type { WrittenPolicy } from './random-policy.ts'
import { NOW } from './vocabulary.ts'

/** What a policy takes back or lets by: mostly things that the documents hold, sometimes others. */
export function withExemptions(random: Random, policy: WrittenPolicy, documents: readonly JsonObject[]): WrittenPolicy {
  const entries = documents.flatMap((document) => objects(document['images']))
  const claims = entries.flatMap((entry) => objects(entry['claims']))
  const revoked = random.chance(0.25) ? { revoked: randomRevoked(random, entries, claims) } : {}
  const exceptions = random.chance(0.3) ? { exceptions: randomExceptions(random, policy, entries) } : {}
  return { ...policy, spec: { ...policy.spec, ...revoked, ...exceptions } }
}

type Written = Readonly<Record<string, Json>>

function randomRevoked(random: Random, entries: readonly JsonObject[], claims: readonly JsonObject[]): Written {
  const texts = (from: readonly JsonObject[], member: string): string[] =>
    from.flatMap((each) => (typeof each[member] === 'string' ? [each[member]] : []))
  const signers = claims.flatMap((each) => (isObject(each['signer'] as Json) ? [each['signer'] as JsonObject] : []))
  const held: Readonly<Record<string, string[]>> = {
    digests: texts(entries, 'digest'),
    statements: texts(claims, 'statementDigest'),
    attesters: texts(claims, 'attester'),
    signers: texts(signers, 'id'),
  }
  const strange = `sha256:${'0'.repeat(64)}`
  const list = (kind: string): string[] => {
    const found = held[kind] ?? []
    const real = random.chance(0.5) && found.length > 0 ? [random.pick(found)] : []
    return [...real, kind === 'attesters' ? 'nobody' : strange]
  }
  const kinds = random.sample(Object.keys(held), 1 + random.int(2))
  return Object.fromEntries(kinds.map((kind) => [kind, list(kind)]))
}

function randomExceptions(random: Random, policy: WrittenPolicy, entries: readonly JsonObject[]): Json[] {
  const digests = entries.flatMap(({ digest }) => (typeof digest === 'string' ? [digest] : []))
  const repositories = entries.flatMap(({ repository }) =>
    typeof repository === 'string' && repository.includes('/') ? [repository] : [],
  )
  const names = policy.spec.require.map((each) => each.name ?? '')
  return Array.from({ length: 1 + random.int(3) }, (): Json => {
    const end = { until: formatInstant(NOW + random.pick([0, 1, 60, 300, 600, 7_776_000])), reason: 'x', ticket: 'T-1' }
    // One requirement stays: an exception from everything is no policy.
    if (names.length > 1 && random.chance(0.4)) {
      const repository = random.pick(['quay.io/x/other', ...repositories, ...repositories])
      return { repository, anyDigest: true, requirement: names[0] ?? '', ...end }
    }
    const digest = random.pick([`sha256:${'1'.repeat(64)}`, ...digests, ...digests, ...digests])
    return { digest, requirement: random.pick(names), ...end }
  })
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
