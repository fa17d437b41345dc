import { sha256Digest } from '@pawl/core'
import { type CompiledPolicy, identifyPolicy, parseCompiledPolicy, parsePolicy } from '@pawl/policy'
import { parseYaml } from '@pawl/setup'
import { describe, expect, it } from 'vitest'

/** 2025-11-22T12:00:00Z. */
const NOW = 1_763_812_800
const IMAGE = `sha256:${'a'.repeat(64)}`

/** Every construct of the language at least once. */
const BLOCK = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata:
  name: production
  revision: 12
spec:
  mode: enforce
  images:
    - ghcr.io/acme/**
    - quay.io/acme/app
  require:
    - name: built
      claim: provenance
      from: [acme-ci]
      maxAge: 180d
      where:
        - { field: buildLevel, atLeast: 3 }
        - { field: attempts, atMost: 2 }
        - { field: sourceRepository, equals: "https://github.com/acme/{name}" }
        - { field: branch, glob: refs/heads/* }
        - { field: trigger, in: [push, 3, true] }
    - name: scanned
      claim: vulnerability-scan
      from: [scanner]
      maxAge: 24h
      where:
        - { field: databaseUpdatedAt, within: 48h }
        - { field: tools, containsAll: [a, b] }
        - { field: started, exists: true }
      with:
        claim: review
        from: [security-team]
        maxAge: unlimited
        where: [{ field: approved, equals: true }]
        covers: { findingsHigh: accepted, findingsLow: accepted }
        equal: { level: level }
    - name: tested
      anyOf:
        - { claim: qa, from: [qa-lead, qa-deputy], count: 2, maxAge: 30d }
        - allOf:
            - { claim: test-result, from: [acme-ci], maxAge: 1w }
            - { claim: sbom, from: [acme-ci], maxAge: 1w }
  revoked:
    digests: ["${IMAGE}"]
    statements: ["${IMAGE}"]
    attesters: [old-ci]
    signers: ["${IMAGE}"]
  exceptions:
    - { digest: "${IMAGE}", requirement: tested, until: 2025-12-31T00:00:00Z, reason: waits, ticket: SEC-1 }
    - { repository: quay.io/acme/app, anyDigest: true, requirement: scanned, until: 2025-12-31T00:00:00Z, reason: waits, ticket: SEC-2 }
`
const compiled = (text: string): CompiledPolicy => parsePolicy(parseYaml(text, 'policy').value, NOW)
const digest = (policy: CompiledPolicy): string => identifyPolicy(policy, sha256Digest).digest
const ORIGINAL = digest(compiled(BLOCK))

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

const value: unknown = parseYaml(BLOCK, 'policy').value
const SAME: readonly (readonly [string, string])[] = [
  ['as JSON on one line', JSON.stringify(value)],
  ['as indented JSON', JSON.stringify(value, null, 4)],
  ['with its members the other way round', JSON.stringify(reversed(value))],
  ['with comments and empty lines', `# ours\n\n${BLOCK.replaceAll('\n', ' # why\n\n')}`],
  ['with all of it indented', BLOCK.replace(/^(?=.)/gm, '   ')],
  ['with Windows line ends', BLOCK.replaceAll('\n', '\r\n')],
  [
    'with lists in a block',
    BLOCK.replaceAll('from: [qa-lead, qa-deputy]', 'from: [ qa-lead,\n            qa-deputy ]'),
  ],
  ['quoted', BLOCK.replace('mode: enforce', 'mode: "enforce"').replace('claim: provenance', "claim: 'provenance'")],
  ['as folded text', BLOCK.replace('reason: waits', 'reason: "wai\\u0074s"')],
  ['with an age in other units', BLOCK.replace('maxAge: 180d', 'maxAge: 4320h').replace('within: 48h', 'within: 2d')],
  ['with an attester twice', BLOCK.replace('from: [scanner]', 'from: [scanner, scanner]')],
  ['with an image pattern twice', BLOCK.replace('- quay.io/acme/app', '- quay.io/acme/app\n    - ghcr.io/acme/**')],
  ['with a value twice', BLOCK.replace('[push, 3, true]', '[push, 3, push, true, true]')],
  ['with an element twice', BLOCK.replace('containsAll: [a, b]', 'containsAll: [a, b, a]')],
  ['with a revoked name twice', BLOCK.replace('[old-ci]', '[old-ci, old-ci]')],
  ['with count: 1 written out', BLOCK.replace('maxAge: 180d', 'maxAge: 180d\n      count: 1')],
  [
    'with in of one value for equals',
    BLOCK.replace('{ field: approved, equals: true }', '{ field: approved, in: [true] }'),
  ],
]

describe('the digest of a policy', () => {
  it('is a sha256 digest', () => expect(ORIGINAL).toMatch(/^sha256:[0-9a-f]{64}$/))

  it.each(SAME)('is the same %s', (_, text) => {
    expect(text).not.toBe(BLOCK)
    expect(digest(compiled(text))).toBe(ORIGINAL)
  })
})

type Path = readonly (string | number)[]

/** Every leaf of a value: the facts of a normal form. */
function leaves(at: unknown, path: Path = []): readonly Path[] {
  if (typeof at !== 'object' || at === null) return [path]
  const inner = Array.isArray(at) ? at.map((each, index) => leaves(each, [...path, index])) : []
  const members = Array.isArray(at) ? [] : Object.entries(at).map(([key, each]) => leaves(each, [...path, key]))
  return [...inner, ...members].flat()
}

/** A near value of the same type. */
function other(fact: unknown): unknown {
  if (typeof fact === 'number') return fact + 1
  if (typeof fact === 'boolean') return !fact
  return fact === 'enforce' ? 'warn' : `${String(fact)}x`
}

function changed(policy: CompiledPolicy, path: Path): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(policy))
  const holder = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], copy)
  const key = path.at(-1) ?? ''
  const members = holder as Record<string, unknown>
  members[key] = other(members[key])
  return copy
}

/** Another digest, or no policy at all. */
function outcome(value: unknown): string {
  try {
    return digest(parseCompiledPolicy(value))
  } catch {
    return 'refused'
  }
}

describe('every fact of a normal form', () => {
  const policy = compiled(BLOCK)
  const facts = leaves(JSON.parse(JSON.stringify(policy)))

  it('is looked at: nodes, tests, pairs, revoked, exceptions', () => {
    expect(facts.length).toBeGreaterThan(100)
    const firsts = new Set(facts.map(([first]) => first))
    expect([...firsts].toSorted()).toEqual(Object.keys(policy).toSorted())
  })

  it('changes the digest when it is another, or the policy is refused', () => {
    const outcomes = facts.map((path) => ({ path: path.join('.'), outcome: outcome(changed(policy, path)) }))
    expect(outcomes.filter((each) => each.outcome === ORIGINAL)).toEqual([])
    const digests = outcomes.map((each) => each.outcome).filter((each) => each !== 'refused')
    // No two changes come to one digest, and neither answer is the only one.
    expect(new Set(digests).size).toBe(digests.length)
    expect(digests.length).toBeGreaterThan(40)
    expect(outcomes.length - digests.length).toBeGreaterThan(10)
  })

  it('changes the digest when it is left out, or the policy is refused', () => {
    for (const path of facts) {
      const copy: unknown = JSON.parse(JSON.stringify(policy))
      const holder = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], copy)
      const key = path.at(-1) ?? ''
      if (Array.isArray(holder)) holder.splice(Number(key), 1)
      else delete (holder as Record<string, unknown>)[key]
      expect(outcome(copy), path.join('.')).not.toBe(ORIGINAL)
    }
  })
})
