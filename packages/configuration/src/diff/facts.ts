import { sha256Digest } from '@pawl/core'
import { canonicalJson, encodeUtf8, isRecord } from '@pawl/document'
import { type CompiledPolicy, type NodeTree, nodeTree } from '@pawl/policy'
import type { ConfigurationBundle } from '../bundle.ts'

/** Everything that a configuration says, as values under paths: what stands in a list has no order, and what has a name is known by it. */
export type Facts = ReadonlyMap<string, Fact>

export interface Fact {
  readonly path: readonly string[]
  /** Canonical JSON. Of a list, one for each element. */
  readonly values: ReadonlySet<string>
}

export function factsOf({ name, revision, validUntil, trust, policies, profiles }: ConfigurationBundle): Facts {
  const { files, publicGood } = trust
  const digests = Object.entries(files).map(([file, text]) => [file, digestOf(text)])
  const facts = new Map<string, { path: readonly string[]; values: Set<string> }>()
  const add = (path: readonly string[], value: unknown): void => {
    if (isRecord(value)) for (const [member, inner] of Object.entries(value)) add([...path, member], inner)
    else if (Array.isArray(value)) for (const each of value) addElement(path, each)
    else if (value !== undefined) addValue(path, value)
  }
  const addElement = (path: readonly string[], element: unknown): void => {
    const { name: known, ...others } = isRecord(element) ? element : {}
    if (typeof known === 'string') add([...path, known], others)
    else addValue(path, element)
  }
  const addValue = (path: readonly string[], value: unknown): void => {
    const key = JSON.stringify(path)
    const fact = facts.get(key) ?? { path, values: new Set() }
    fact.values.add(canonicalJson(JSON.parse(JSON.stringify(value))))
    facts.set(key, fact)
  }
  add([], { name, revision, validUntil })
  add(['trust'], specOf(trust.configuration))
  add(['trust', 'files'], Object.fromEntries(digests))
  add(['trust', 'publicGood'], publicGood === undefined ? undefined : digestOf(publicGood))
  add(['policies'], policies.map(written))
  const spec = specOf(profiles)
  add(['profiles'], spec['profiles'])
  add(['unknownNamespaces'], spec['unknownNamespaces'])
  return facts
}

/** The names of policies, so that one that comes or goes as a whole is seen as that. */
export function policyNames({ policies }: ConfigurationBundle): ReadonlySet<string> {
  return new Set(policies.map((policy) => policy.name))
}

function digestOf(text: string): string {
  return sha256Digest(encodeUtf8(text))
}

/** Revisions and names of the parts change with every edit and decide nothing. */
function specOf(value: unknown): Readonly<Record<string, unknown>> {
  const spec = isRecord(value) ? value['spec'] : undefined
  return isRecord(spec) ? spec : {}
}

function written(policy: CompiledPolicy): object {
  const { name, mode, images, requirements, revoked, exceptions } = policy
  return {
    name,
    mode,
    images: images.map((pattern) => pattern.glob),
    // As a list of one, so that a requirement is one value and not many.
    require: Object.fromEntries(requirements.map((each) => [each.name, [nodeTree(policy, each.node)]])),
    revoked,
    exceptions,
  }
}

/** A requirement as `factsOf` wrote it, read again. */
export function requirementOf(value: string): NodeTree | undefined {
  const tree: unknown = JSON.parse(value)
  return isTree(tree) ? tree : undefined
}

/** Nothing but `nodeTree` writes there. */
function isTree(value: unknown): value is NodeTree {
  return isRecord(value)
}
