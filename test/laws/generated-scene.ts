import { formatInstant } from '@pawl/document'
import { parsePolicy, profileOf } from '@pawl/policy'
import type { JsonObject } from '../generators/json-tree.ts'
import type { Random } from '../generators/prng.ts'
import { randomPolicy, type WrittenNode, type WrittenPolicy, type WrittenTest } from '../generators/random-policy.ts'
import { satisfyingDocument } from '../generators/satisfying-document.ts'
import { ATTESTERS, FIELDS, NOW, TYPES } from '../generators/vocabulary.ts'
import { keyOf, type Scene, type Speaker, type Statement } from './scene.ts'

// The vocabulary of the generators holds names that no trust configuration takes: they are numbered here.
const typeName = (type: string): string => `t${(TYPES as readonly string[]).indexOf(type)}`
const attesterName = (attester: string): string => `a${(ATTESTERS as readonly string[]).indexOf(attester)}`
const predicateType = (claim: string, dated: boolean): string =>
  `https://laws.test/${claim}/${dated ? 'dated' : 'undated'}`

/** A random policy, a trust configuration that permits what it asks for, and evidence that meets it. */
export function generatedScene(random: Random): Scene {
  const written = randomPolicy(random)
  const [entry] = satisfyingDocument(random, [written])['images'] as [JsonObject]
  const named = renamed(written)
  const attesters = speakersOf(named)
  return {
    trust: trustOf(attesters),
    attesters,
    profile: profileOf([parsePolicy(JSON.parse(JSON.stringify(named, withoutEmptyWhere)), NOW)]),
    repository: entry['repository'] as string,
    name: entry['name'] as string,
    digest: entry['digest'] as string,
    verifiedAt: entry['verifiedAt'] as number,
    validUntil: entry['validUntil'] as number,
    now: NOW,
    honest: (entry['claims'] as JsonObject[]).map(statementOf),
  }
}

function statementOf(claim: JsonObject): Statement {
  const type = typeName(claim['type'] as string)
  const dated = typeof claim['moment'] === 'number'
  return {
    attester: attesterName(claim['attester'] as string),
    claim: type,
    predicateType: predicateType(type, dated),
    predicate: {
      ...(dated ? { at: formatInstant(claim['moment'] as number) } : {}),
      f: plain(claim['summary'] as JsonObject),
    },
    dated: dated ? 'at' : undefined,
  }
}

/** What a summary can carry: lists of strings, no control characters. The generators make others on purpose, for engines. */
function plain(summary: JsonObject): object {
  const text = (value: string): string => value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '-')
  const value = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.filter((inner) => typeof inner === 'string').map(text)
    return typeof each === 'string' ? text(each) : each
  }
  return Object.fromEntries(Object.entries(summary).map(([field, each]) => [field, value(each)]))
}

function renamed(policy: WrittenPolicy): WrittenPolicy {
  const test = <T extends WrittenTest>(each: T): T => ({
    ...each,
    claim: typeName(each.claim),
    from: each.from.map(attesterName),
  })
  const node = (each: WrittenNode): WrittenNode => {
    if (each.anyOf !== undefined) return { ...each, anyOf: each.anyOf.map(node) }
    if (each.allOf !== undefined) return { ...each, allOf: each.allOf.map(node) }
    const leaf = test(each as WrittenNode & WrittenTest)
    return each.with === undefined ? leaf : { ...leaf, with: test(each.with) }
  }
  return { ...policy, spec: { ...policy.spec, mode: 'enforce', require: policy.spec.require.map(node) } }
}

/** An empty list is no policy; a leaf without tests has no `where`. */
function withoutEmptyWhere(key: string, value: unknown): unknown {
  return key === 'where' && Array.isArray(value) && value.length === 0 ? undefined : value
}

/** Who must be able to say what, for this policy to be met at all. */
function speakersOf(policy: WrittenPolicy): readonly Speaker[] {
  const claims = new Map<string, Set<string>>()
  const add = ({ claim, from }: WrittenTest): void => {
    for (const name of from) claims.set(name, (claims.get(name) ?? new Set()).add(claim))
  }
  const visit = (node: WrittenNode): void => {
    for (const member of node.anyOf ?? node.allOf ?? []) visit(member)
    if (node.claim !== undefined) add(node as WrittenTest)
    if (node.with !== undefined) add(node.with)
  }
  policy.spec.require.forEach(visit)
  return [...claims].map(([name, types]) => ({ name, key: keyOf(Number(name.slice(1))), claims: [...types] }))
}

function trustOf(attesters: readonly Speaker[]): unknown {
  const types = [...new Set(attesters.flatMap((each) => each.claims))]
  const fields = Object.fromEntries(FIELDS.map((field) => [field, `/f/${field}`]))
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'laws', revision: 1 },
    spec: {
      attesters: attesters.map(({ name, claims }) => ({ name, keys: [{ file: name }], claims })),
      summaries: types.flatMap((claim) => [
        { predicateType: predicateType(claim, true), claim, moment: '/at', fields },
        { predicateType: predicateType(claim, false), claim, fields },
      ]),
    },
  }
}
