import type { Fault } from '../engine.ts'

/** Faults that would open a door, or hang it wrong, in the evaluator. The comparison must notice each. */
export const TYPESCRIPT_FAULTS: readonly Fault[] = [
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
  { file: 'evaluation/claim-table.ts', find: '|| !Object.hasOwn(claim, member)', replace: '|| claim[member] == null' },
  { file: 'evaluation/claim-bound.ts', find: 'claim.moment + test.maxAge + 1', replace: 'claim.moment + test.maxAge' },
  {
    file: 'evaluation/claim-bound.ts',
    find: "if (typeof each !== 'string') return undefined",
    replace: "if (typeof each !== 'string') continue",
  },
  { file: 'evaluation/field-test.ts', find: 'value <= entry.latest ?', replace: 'value <= entry.latest + 1 ?' },
  { file: 'evaluation/field-test.ts', find: 'value + test.value + 1', replace: 'value + test.value' },
  {
    file: 'evaluation/field-test.ts',
    find: 'test.values.every((each) => value.includes(each))',
    replace: 'test.values.some((each) => value.includes(each))',
  },
  {
    file: 'evaluation/decide-policy.ts',
    find: 'least(greatest(claimed, bound), entry.validUntil)',
    replace: 'greatest(claimed, bound)',
  },
  { file: 'evaluation/bound.ts', find: 'reaching(bounds, bound) >= n', replace: 'reaching(bounds, bound) >= 1' },
  { file: 'evaluation/revocation.ts', find: 'statements.has(claim.statementDigest) || ', replace: '' },
  { file: 'evaluation/revocation.ts', find: ' || attesters.has(claim.attester)', replace: '' },
  {
    file: 'evaluation/revocation.ts',
    find: "typeof id !== 'string' || signers.has(id)",
    replace: "typeof id !== 'string'",
  },
  {
    file: 'evaluation/exception-bound.ts',
    find: 'exceptions.map((each) => each.until)',
    replace: 'exceptions.slice(-1).map((each) => each.until)',
  },
  { file: 'evaluation/decide.ts', find: '|| now < validUntil', replace: '|| now <= validUntil' },
  { file: 'evaluation/decide.ts', find: 'governing.length === 0', replace: 'governing.length <= 1' },
  // Law L7: one good image would cover another, or somebody would be asked about what is not in the request.
  { file: 'request/cover.ts', find: 'missing.length === 0 && foreign.length === 0', replace: 'missing.length === 0' },
  { file: 'request/cover.ts', find: 'missing.length === 0 && foreign.length === 0', replace: 'foreign.length === 0' },
  { file: 'request/cover.ts', find: 'references.length >= 1 && references.every', replace: 'references.every' },
  { file: 'request/cover.ts', find: "typeof value === 'string' && value !== ''", replace: "typeof value === 'string'" },
  {
    file: 'request/cover.ts',
    find: 'asked.has(reference)',
    replace: '[...asked].some((each) => each.toLowerCase() === reference.toLowerCase())',
  },
  {
    file: 'request/cover.ts',
    find: '!entries.includes(reference)',
    replace: '!entries.some((each) => String(each).normalize() === reference.normalize())',
  },
  {
    file: 'request/decide-request.ts',
    find: 'cover.missing.length === 0 ? judged',
    replace: 'cover.missing.length <= 1 ? judged',
  },
]
