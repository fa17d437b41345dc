import { globToRe2, parseDuration } from '@pawl/document'
import { BOUNDS } from '../bounds.ts'
import type { ClaimTest, CompiledPolicy, FieldPair, FieldTest, Pattern, PolicyNode } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import {
  type AttestationPolicy,
  OPERATORS,
  type WrittenClaimTest,
  type WrittenFieldTest,
  type WrittenNode,
} from './attestation-policy.ts'
import { compileException, compileRevoked } from './compile-exemptions.ts'
import { compileEquals } from './template.ts'

/** From the written policy to the normal form: nodes flat and children first, durations in seconds, patterns in both spellings. */
export function compilePolicy(policy: AttestationPolicy, now: number): CompiledPolicy {
  const nodes: PolicyNode[] = []
  const names = new Set<string>()
  const requirements = policy.spec.require.map((requirement, index) => {
    const at = `spec.require[${index}]`
    if (names.has(requirement.name))
      invalid(`${at}.name`, 'stands twice: a requirement is known by its name, give each its own')
    names.add(requirement.name)
    return { name: requirement.name, node: addNode(requirement, nodes, at) }
  })
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledPolicy',
    name: policy.metadata.name,
    revision: policy.metadata.revision,
    mode: policy.spec.mode,
    images: unique(policy.spec.images).map(pattern),
    nodes,
    requirements,
    revoked: compileRevoked(policy.spec.revoked ?? {}),
    exceptions: (policy.spec.exceptions ?? []).map((each, index) =>
      compileException(each, [...names], now, `spec.exceptions[${index}]`),
    ),
  }
}

function addNode(written: WrittenNode, nodes: PolicyNode[], at: string): number {
  const node = compileNode(written, nodes, at)
  if (node.level > BOUNDS.level)
    invalid(at, 'is nested deeper than four groups: make several requirements of it, which are all required')
  nodes.push(node)
  return nodes.length - 1
}

function compileNode(written: WrittenNode, nodes: PolicyNode[], at: string): PolicyNode {
  if (written.anyOf !== undefined) {
    const any = addMembers(written.anyOf, nodes, `${at}.anyOf`)
    return { level: levelAbove(any, nodes), any }
  }
  if (written.allOf !== undefined) {
    const all = addMembers(written.allOf, nodes, `${at}.allOf`)
    return { level: levelAbove(all, nodes), all }
  }
  const { claim, from, maxAge, where } = written
  // The schema has already asked for these; said again because a leaf without them would accept more, not less.
  if (claim === undefined || from === undefined || maxAge === undefined) invalid(at, 'needs claim, from and maxAge')
  const leaf = {
    level: 0 as const,
    ...claimTest({ claim, from, maxAge, ...(where === undefined ? {} : { where }) }, at),
    count: written.count ?? 1,
  }
  if (written.with === undefined) return leaf
  const { covers = {}, equal = {} } = written.with
  return {
    ...leaf,
    with: { ...claimTest(written.with, `${at}.with`), covers: fieldPairs(covers), equal: fieldPairs(equal) },
  }
}

function addMembers(members: readonly WrittenNode[], nodes: PolicyNode[], at: string): readonly number[] {
  return members.map((member, index) => addNode(member, nodes, `${at}[${index}]`))
}

/** One more than the deepest member. */
function levelAbove(indices: readonly number[], nodes: readonly PolicyNode[]): number {
  return 1 + Math.max(...indices.map((index) => nodes[index]?.level ?? BOUNDS.level))
}

function claimTest(written: WrittenClaimTest, at: string): ClaimTest {
  return {
    claim: written.claim,
    from: unique(written.from),
    maxAge: written.maxAge === 'unlimited' ? 'unlimited' : seconds(written.maxAge, `${at}.maxAge`),
    where: (written.where ?? []).map((test, index) => fieldTest(test, `${at}.where[${index}]`)),
  }
}

function fieldTest(written: WrittenFieldTest, at: string): FieldTest {
  const { field } = written
  if (written.equals !== undefined) return compileEquals(field, written.equals, `${at}.equals`)
  if (written.in !== undefined) return { field, op: 'in', values: unique(written.in) }
  if (written.glob !== undefined) return { field, op: 'glob', ...pattern(written.glob) }
  if (written.contains !== undefined) return { field, op: 'has', values: [written.contains] }
  if (written.containsAll !== undefined) return { field, op: 'has', values: unique(written.containsAll) }
  if (written.atLeast !== undefined) return { field, op: 'min', value: written.atLeast }
  if (written.atMost !== undefined) return { field, op: 'max', value: written.atMost }
  if (written.within !== undefined) return { field, op: 'within', value: seconds(written.within, `${at}.within`) }
  if (written.exists === true) return { field, op: 'exists' }
  return invalid(at, `needs an operator: ${OPERATORS.join(', ')}`)
}

function seconds(duration: string, at: string): number {
  return parseDuration(duration) ?? invalid(at, 'is not a duration: write a number and s, m, h, d or w')
}

function pattern(glob: string): Pattern {
  return { glob, re2: globToRe2(glob) }
}

function fieldPairs(written: Readonly<Record<string, string>>): readonly FieldPair[] {
  return Object.entries(written)
    .map(([first, second]): FieldPair => [first, second])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
