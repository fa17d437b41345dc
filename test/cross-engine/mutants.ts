import type { Mutation } from './opa-eval.ts'

/**
 * Faults that would open a door, or hang it wrong, in the Rego. The comparison must notice each. (`validUntil`
 * is asked for twice, by the entry and by the cap of every bound, so that weakening one of them alone changes nothing.)
 */
export const REGO_MUTANTS: readonly Mutation[] = [
  {
    file: 'nodes.rego',
    find: 'lesser(image.validUntil, object.get(candidate, "expiresAt", image.validUntil))',
    replace: 'object.get(candidate, "expiresAt", image.validUntil + 9)',
  },
  {
    file: 'input.rego',
    find: 'image.verifiedAt <= input.now + skew',
    replace: 'image.verifiedAt <= (input.now + skew) + 1',
  },
  { file: 'input.rego', find: 'moment <= image.verifiedAt + skew', replace: 'moment <= (image.verifiedAt + skew) + 1' },
  { file: 'input.rego', find: '\tis_time(object.get(candidate, "expiresAt", image.validUntil))\n', replace: '' },
  { file: 'input.rego', find: '\tx == floor(x)\n', replace: '' },
  { file: 'decision.rego', find: '\tgoverned(image)\n', replace: '' },
  { file: 'nodes.rego', find: 'count(bounds) == count(node.all)', replace: 'count(bounds) > 0' },
  { file: 'nodes.rego', find: 'ranked[count(ranked) - leaf.count]', replace: 'ranked[count(ranked) - 1]' },
  { file: 'nodes.rego', find: '(claim.moment + test.maxAge) + 1', replace: 'claim.moment + test.maxAge' },
  { file: 'nodes.rego', find: 'lesser(lasts, least)', replace: 'lasts' },
  { file: 'pairs.rego', find: 'first == second', replace: 'is_string(second)' },
  { file: 'pairs.rego', find: 'lesser(own, best)', replace: 'own' },
  {
    file: 'field-tests.rego',
    find: 'every name in test.values { name in value }',
    replace: 'some name in test.values\n\tname in value',
  },
  {
    file: 'field-tests.rego',
    find: 'value <= image.verifiedAt + wellformed.skew',
    replace: 'value <= image.verifiedAt * 2',
  },
]

/** The same for the TypeScript evaluator. */
export const TYPESCRIPT_MUTANTS: readonly Mutation[] = [
  {
    file: 'evaluation/entry.ts',
    find: '!(verifiedAt <= now + LIMITS.skew)',
    replace: '!(verifiedAt <= now + LIMITS.skew + 1)',
  },
  {
    file: 'evaluation/entry.ts',
    find: 'const latest = verifiedAt + LIMITS.skew',
    replace: 'const latest = now + LIMITS.skew',
  },
  { file: 'evaluation/claim-table.ts', find: '!Object.hasOwn(claim, member) ||', replace: 'claim[member] == null ||' },
  { file: 'evaluation/claim-bound.ts', find: 'claim.moment + test.maxAge + 1', replace: 'claim.moment + test.maxAge' },
  { file: 'evaluation/claim-bound.ts', find: 'if (strings.length !== found.length) return undefined', replace: '' },
  { file: 'evaluation/field-test.ts', find: 'value <= entry.latest ?', replace: 'value <= entry.latest + 1 ?' },
  { file: 'evaluation/field-test.ts', find: 'value + test.value + 1', replace: 'value + test.value' },
  {
    file: 'evaluation/field-test.ts',
    find: 'test.values.every((each) => value.includes(each))',
    replace: 'test.values.some((each) => value.includes(each))',
  },
  {
    file: 'evaluation/decide.ts',
    find: 'Math.min(bounds[node] ?? NEVER, entry.validUntil)',
    replace: 'bounds[node] ?? NEVER',
  },
  { file: 'evaluation/bound.ts', find: '[n - 1]', replace: '[0]' },
]
