import { canonicalBytes } from '@pawl/document'
import { BOUNDS, REQUIREMENT } from '../bounds.ts'
import type { CompiledPolicy, PolicyNode, Requirement } from '../compiled-policy.ts'
import { invalid } from '../policy-invalid.ts'
import { list, members, natural, parseMode, word } from './members.ts'
import { checkExceptions, parseException, parseRevoked } from './parse-exemptions.ts'
import { parseNode } from './parse-node.ts'
import { parsePattern } from './parse-pattern.ts'

/**
 * Reads a normal form that somebody else made or carried. By hand and without dependencies, because engines load it too.
 * Refuses everything that could widen it or mean two things: unknown members, empty lists, forward references, a `re2` that is not its glob.
 */
export function parseCompiledPolicy(value: unknown): CompiledPolicy {
  const from = members(
    value,
    ['apiVersion', 'kind', 'name', 'revision', 'mode', 'images', 'nodes', 'requirements', 'revoked', 'exceptions'],
    'policy',
  )
  if (from['apiVersion'] !== 'pawl.dev/v1') invalid('apiVersion', 'is not pawl.dev/v1')
  if (from['kind'] !== 'CompiledPolicy') invalid('kind', 'is not CompiledPolicy')
  const policy: CompiledPolicy = {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledPolicy',
    name: word(from['name'], 'name'),
    revision: natural(from['revision'], 'revision'),
    mode: parseMode(from['mode'], 'mode'),
    images: list(from['images'], 1, BOUNDS.images, 'images').map((each, index) =>
      parsePattern(each, `images[${index}]`),
    ),
    nodes: parseNodes(from['nodes']),
    requirements: list(from['requirements'], 1, BOUNDS.requirements, 'requirements').map(parseRequirement),
    revoked: parseRevoked(from['revoked']),
    exceptions: list(from['exceptions'], 0, BOUNDS.exceptions, 'exceptions').map(parseException),
  }
  checkRequirements(policy)
  checkExceptions(policy)
  if (!(sizeOf(policy) <= BOUNDS.bytes))
    invalid('policy', 'is larger than 64 KiB in its normal form: make two policies of it, which join by AND')
  return policy
}

/** Bytes in canonical JSON. A normal form is JSON by construction. */
function sizeOf(policy: CompiledPolicy): number {
  return canonicalBytes(JSON.parse(JSON.stringify(policy))).length
}

function parseNodes(value: unknown): readonly PolicyNode[] {
  const nodes: PolicyNode[] = []
  for (const each of list(value, 1, BOUNDS.leaves * 2, 'nodes'))
    nodes.push(parseNode(each, nodes, `nodes[${nodes.length}]`))
  if (!(nodes.filter((node) => node.level === 0).length <= BOUNDS.leaves))
    invalid('nodes', 'have more than 128 leaves (claims that are required, in all): make two policies of it')
  return nodes
}

function parseRequirement(value: unknown, index: number): Requirement {
  const at = `requirements[${index}]`
  const from = members(value, ['name', 'node'], at)
  const name = word(from['name'], `${at}.name`)
  if (!REQUIREMENT.test(name)) invalid(`${at}.name`, 'is not a requirement name')
  return { name, node: natural(from['node'], `${at}.node`) }
}

function checkRequirements(policy: CompiledPolicy): void {
  if (new Set(policy.requirements.map((each) => each.name)).size !== policy.requirements.length) {
    invalid('requirements', 'have a name twice')
  }
  const stray = policy.requirements.findIndex((each) => !(each.node < policy.nodes.length))
  if (stray >= 0) invalid(`requirements[${stray}].node`, 'is not a node')
}
