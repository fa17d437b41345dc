import { isRecord } from '@pawl/document'
import { type Constants, type FieldValue, joinConstants, NO_CONSTANTS } from './policy-words.ts'
import { type Call, callOf, isTerm, nodesBelow, pathOf, scalarsOf, type Term } from './rego-terms.ts'

const FIELD = /^[A-Za-z][A-Za-z0-9]{0,63}$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

/** Members of the document itself: a reference that ends with one of these is no summary field. */
const MEMBERS: ReadonlySet<string> = new Set([
  ...['apiVersion', 'kind', 'now', 'images', 'reference', 'repository', 'name', 'digest', 'verifiedAt', 'validUntil'],
  ...['trust', 'claims', 'type', 'predicateType', 'attester', 'signer', 'moment', 'expiresAt', 'statementDigest'],
  ...['subject', 'summary', '[]'],
])

/**
 * What one Rego file mentions, out of what `opa parse --format json` prints for it. Anything else mentions nothing, and Pawl's own
 * packages do not either: their words are of every policy.
 */
export function regoConstants(tree: unknown): Constants {
  if (packageOf(tree)[1] === 'pawl') return NO_CONSTANTS
  const rules: readonly unknown[] = isRecord(tree) && Array.isArray(tree['rules']) ? tree['rules'] : []
  return joinConstants(rules.map(ruleConstants))
}

/** `["data", "acme", "release"]`. */
function packageOf(tree: unknown): readonly string[] {
  const clause = isRecord(tree) ? tree['package'] : undefined
  return isRecord(clause) ? pathOf({ type: 'ref', value: clause['path'] }) : []
}

function ruleConstants(rule: unknown): Constants {
  const nodes = nodesBelow(rule)
  const terms = nodes.filter(isTerm)
  const calls = nodes.map(callOf).filter((call) => call !== undefined)
  const aliases = new Map(calls.flatMap(aliasOf))
  const compared = calls.flatMap((call) => comparedIn(call, aliases))
  const textsOf = (member: string): readonly string[] =>
    compared.flatMap(({ field, value }) => (field === member && typeof value === 'string' ? [value] : []))
  const named = calls.flatMap(namedTogether)
  const types = [...textsOf('type'), ...named.map(({ type }) => type)]
  const attesters = [...textsOf('attester'), ...named.map(({ attester }) => attester)]
  const scalars = terms.filter(({ type }) => type === 'string' || type === 'number').flatMap(scalarsOf)
  // The name of what is called is a reference too.
  const operators = new Set(nodes.filter((node) => callOf(node) !== undefined).flatMap(operatorOf))
  const fields = terms
    .filter((term) => term.type === 'ref' && !operators.has(term))
    .map(pathOf)
    .filter(([root]) => root !== 'data' && root !== 'internal')
    .flatMap((path) => path.slice(1).slice(-1))
  return {
    ...NO_CONSTANTS,
    types,
    attesters,
    together: [
      ...textsOf('type').flatMap((type) => textsOf('attester').map((attester) => ({ type, attester }))),
      ...named,
    ],
    fields: fields.filter((field) => !MEMBERS.has(field) && FIELD.test(field)),
    values: [...compared, ...calls.flatMap(namedFields)].filter(({ field }) => !MEMBERS.has(field)),
    strings: scalars.filter((each) => typeof each === 'string').filter((each) => !MEMBERS.has(each)),
    numbers: scalars.filter((each) => typeof each === 'number'),
    repositories: textsOf('repository'),
    excepted: scalars.filter((each) => typeof each === 'string').filter((each) => DIGEST.test(each)),
  }
}

function operatorOf(call: unknown): readonly unknown[] {
  const parts: unknown = isTerm(call) ? call.value : call
  return Array.isArray(parts) ? parts.slice(0, 1) : []
}

/** `x := claim.summary.critical`: what is compared with `x` is compared with the field. */
function aliasOf({ name, args: [left, right] }: Call): readonly (readonly [string, string])[] {
  if ((name !== 'assign' && name !== 'eq') || left?.type !== 'var' || right?.type !== 'ref') return []
  return pathOf(right)
    .slice(-1)
    .map((field) => [String(left.value), field] as const)
}

/** Arguments of one call: a field on one side, scalars on the other. */
function comparedIn({ args }: Call, aliases: ReadonlyMap<string, string>): readonly FieldValue[] {
  const fieldOf = (term: Term): string | undefined =>
    term.type === 'var' ? aliases.get(String(term.value)) : pathOf(term).slice(1).at(-1)
  const fields = args.map(fieldOf).filter((field) => field !== undefined && field !== '[]')
  return fields.flatMap((field) => args.flatMap(scalarsOf).map((value) => ({ field: field ?? '', value })))
}

/** `says(claim, "approved", true)`: a name of a field before one scalar. */
function namedFields({ args }: Call): readonly FieldValue[] {
  return args.flatMap((arg, at) => {
    const next = args[at + 1]
    if (arg.type !== 'string' || next === undefined || !FIELD.test(String(arg.value))) return []
    return Array.isArray(next.value) ? [] : scalarsOf(next).map((value) => ({ field: String(arg.value), value }))
  })
}

/** `by(image, "release", ["alice", "bob"])`: a string before strings. */
function namedTogether({ args }: Call): readonly { readonly type: string; readonly attester: string }[] {
  return args.flatMap((arg, at) => {
    const next = args[at + 1]
    if (arg.type !== 'string' || next === undefined) return []
    const attesters = scalarsOf(next).filter((each) => typeof each === 'string')
    return attesters.map((attester) => ({ type: String(arg.value), attester }))
  })
}
