import type { CompiledPolicy, PolicyException, PolicyNode } from '@pawl/policy'
import { leafTest } from './claim-test.ts'
import { allOf, anyOf, double, lookup, text } from './text.ts'
import { isMap, isString, present } from './values.ts'
import type { Variable } from './variable.ts'

/** What one policy needs, and for each of its requirements a variable: for each entry whether the requirement keeps nobody out. */
export interface PolicyVariables {
  readonly variables: readonly Variable[]
  /** `policy/requirement`, and the variable that says of every entry whether it is met, or not asked for. */
  readonly requirements: readonly { readonly name: string; readonly variable: string }[]
}

/** `at` is the place of the policy in the profile: that of its scope in the entries, and part of the names of its variables. */
export function policyVariables(policy: CompiledPolicy, at: number): PolicyVariables {
  const name = `p${at}`
  const entries = revokesClaims(policy) ? `variables.${name}e` : 'variables.entries'
  const rows = policy.requirements.map((requirement, r) => ({
    name: `${policy.name}/${requirement.name}`,
    variable: `${name}m${r}`,
    expression: requirementRow(policy, at, requirement),
  }))
  return {
    variables: [
      ...revoked(policy, name),
      ...leaves(policy.nodes, name, entries),
      ...rows.map(({ variable, expression }) => ({ name: variable, expression })),
    ],
    requirements: rows.map(({ name: shown, variable }) => ({ name: shown, variable })),
  }
}

/** For every entry: refused as a whole is `refusedRow`'s business, and so is what is let by; an entry that the policy does not govern asks nothing of it. */
function requirementRow(policy: CompiledPolicy, at: number, requirement: { name: string; node: number }): string {
  const entry = 'variables.entries[k]'
  const judged = [
    `${entry}.judge`,
    ...(policy.revoked.digests.length > 0 ? [`!(${entry}.digest in variables.p${at}rd)`] : []),
    anyOf([...exceptions(policy, requirement.name), nodeTest(requirement.node, policy.nodes, `p${at}`)]),
  ]
  const holds = `${entry}.whole||${entry}.free||!${entry}.governs[${at}]||${allOf(judged)}`
  return `variables.ix.map(k,${holds})`
}

function leaves(nodes: readonly PolicyNode[], name: string, entries: string): readonly Variable[] {
  return nodes.flatMap((node, n) =>
    'claim' in node ? [{ name: `${name}l${n}`, expression: `${entries}.map(e,${leafTest(node)})` }] : [],
  )
}

function nodeTest(index: number, nodes: readonly PolicyNode[], name: string): string {
  const node = nodes[index]
  if (node === undefined) throw new RangeError('a requirement names a node that is not there')
  if ('claim' in node) return `variables.${name}l${index}[k]`
  return 'any' in node
    ? anyOf(node.any.map((each) => nodeTest(each, nodes, name)))
    : allOf(node.all.map((each) => nodeTest(each, nodes, name)))
}

/** At least one exception names the image, and all that do are live: of two that differ, the stricter counts (C91). */
function exceptions(policy: CompiledPolicy, requirement: string): readonly string[] {
  const all = policy.exceptions.filter((each) => each.requirement === requirement)
  if (all.length === 0) return []
  const live = all.map((each) => `(!${names(each)}||variables.now<${double(each.until)})`)
  return [allOf([anyOf(all.map(names)), ...live])]
}

function names(exception: PolicyException): string {
  return 'digest' in exception
    ? `(variables.entries[k].digest==${text(exception.digest)})`
    : `(variables.entries[k].repository==${text(exception.repository)})`
}

function revokesClaims({ revoked: { statements, attesters, signers } }: CompiledPolicy): boolean {
  return statements.length + attesters.length + signers.length > 0
}

/** Retraction is configuration: lists that are looked up, and the entries without what they name. */
function revoked(policy: CompiledPolicy, name: string): readonly Variable[] {
  const { digests, statements, attesters, signers } = policy.revoked
  const lists = [
    [`${name}rd`, digests],
    [`${name}rs`, statements],
    [`${name}ra`, attesters],
    [`${name}rg`, signers],
  ] as const
  const counts = [
    ...(statements.length > 0 ? [`!(c.statementDigest in variables.${name}rs)`] : []),
    ...(attesters.length > 0 ? [`!(c.attester in variables.${name}ra)`] : []),
    // Who does not say by whom it is signed could be the one that was revoked.
    ...(signers.length > 0
      ? [present('c', 'signer', isMap), present('c.signer', 'id', isString), `!(c.signer.id in variables.${name}rg)`]
      : []),
  ]
  const kept = `{"name":e.name,"repository":e.repository,"verifiedAt":e.verifiedAt,"claims":dyn(e.claims.filter(c,${allOf(counts)}))}`
  return [
    ...lists.flatMap(([list, values]) => (values.length > 0 ? [{ name: list, expression: lookup(values) }] : [])),
    ...(revokesClaims(policy) ? [{ name: `${name}e`, expression: `variables.entries.map(e,${kept})` }] : []),
  ]
}
