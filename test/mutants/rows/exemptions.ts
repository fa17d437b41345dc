import { EVALUATION, LANGUAGE, LOAD, type Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'file' | 'find' | 'replace' | 'code'>

const row = (change: Change, suite: string): Mutant => ({
  ...change,
  file: `packages/policy/src/${change.file}`,
  caughtBy: 'tests',
  suites: [suite],
})

const IN_EVALUATION: readonly Change[] = [
  {
    name: 'a revoked digest runs',
    file: 'evaluation/entry.ts',
    find: "  if (revoked.digests.includes(digest)) return { code: 'digest-revoked' }\n",
    replace: '',
    code: 'digest-revoked',
  },
  {
    name: 'a revoked statement counts',
    file: 'evaluation/revocation.ts',
    find: 'statements.has(claim.statementDigest) || ',
    replace: '',
    code: 'claim-revoked',
  },
  {
    name: 'a revoked attester counts',
    file: 'evaluation/revocation.ts',
    find: ' || attesters.has(claim.attester)',
    replace: '',
  },
  {
    name: 'a revoked signer counts when it does not say who it is',
    file: 'evaluation/revocation.ts',
    find: "typeof id !== 'string' || ",
    replace: "typeof id === 'string' && ",
  },
  {
    name: 'an exception outlasts its end',
    file: 'evaluation/requirement-reasons.ts',
    find: 'exceptions.filter((each) => !(entry.now < each.until))',
    replace: 'exceptions.filter((each) => entry.now > each.until)',
    code: 'exception-ended',
  },
  {
    name: 'the longest of two exceptions counts (C91)',
    file: 'evaluation/exception-bound.ts',
    find: 'exceptions.map((each) => each.until)',
    replace: 'exceptions.slice(-1).map((each) => each.until)',
  },
  {
    name: 'an exception is for every image',
    file: 'evaluation/exception-bound.ts',
    find: 'each.requirement === requirement && names(each, entry)',
    replace: 'each.requirement === requirement',
  },
  {
    name: 'an exception is for every requirement',
    file: 'evaluation/exception-bound.ts',
    find: 'each.requirement === requirement && names(each, entry)',
    replace: 'names(each, entry)',
  },
  {
    name: 'a configuration counts in the second it ends (C113)',
    file: 'evaluation/decide.ts',
    find: '|| now < validUntil',
    replace: '|| now <= validUntil',
    code: 'configuration-stale',
  },
  {
    name: 'an allow outlasts its configuration',
    file: 'evaluation/decide.ts',
    find: "validUntil === 'unlimited' ? ALWAYS : validUntil",
    replace: 'ALWAYS',
  },
  {
    name: 'one of two governing policies is enough',
    file: 'evaluation/image-decision.ts',
    find: 'verdict(policies.map((each) => each.decision === ALLOW)), policies }',
    replace: 'verdict([policies.some((each) => each.decision === ALLOW)]), policies }',
  },
  {
    name: 'a profile admits what nothing governs',
    file: 'evaluation/decide.ts',
    find: "enforced: profile.compiled.mode === 'enforce'",
    replace: 'enforced: false',
  },
  {
    name: 'a policy works in a stricter mode than its profile',
    file: 'compiled-profile.ts',
    find: 'ORDER.indexOf(policy.mode) < ORDER.indexOf(profile.mode) ? policy.mode : profile.mode',
    replace: 'policy.mode',
  },
]

const IN_LANGUAGE: readonly Change[] = [
  {
    name: 'an exception may last for ever',
    file: 'language/compile-exemptions.ts',
    find: 'if (!(end <= now + BOUNDS.exception))',
    replace: 'if (!(end > 0))',
  },
  {
    name: 'an exception without anyDigest is for a repository',
    file: 'language/exemption-schema.ts',
    find: 'else if (one === undefined && anyDigest === undefined)',
    replace: "else if (all === '')",
  },
  {
    name: 'two profiles may match one namespace',
    file: 'language/parse-profiles.ts',
    find: 'each.profile !== profile && ',
    replace: 'each.profile === undefined && ',
  },
  {
    name: 'an unknown namespace may be open',
    file: 'language/parse-profiles.ts',
    find: "profile.mode !== 'enforce' || profile.unmatched !== 'deny'",
    replace: 'profile.name === undefined',
  },
  {
    name: 'mode enforce lets by what nothing governs',
    file: 'language/profile-schema.ts',
    find: "each.mode !== 'enforce' || ",
    replace: "each.mode === 'enforce' || ",
  },
]

const IN_LOAD: readonly Change[] = [
  {
    name: 'a misspelt digest revokes nothing',
    file: 'load/parse-exemptions.ts',
    find: "typeof value === 'string' && DIGEST.test(value)",
    replace: "typeof value === 'string'",
  },
  {
    name: 'a repository may be excepted from everything',
    file: 'load/parse-exemptions.ts',
    find: 'excepted.size >= requirements.length',
    replace: 'excepted.size > requirements.length',
  },
  {
    name: 'an exception for no requirement is taken',
    file: 'load/parse-exemptions.ts',
    find: 'name === each.requirement',
    replace: "name !== ''",
  },
  {
    name: 'a profile holds a policy twice',
    file: 'load/parse-compiled-profile.ts',
    find: 'new Set(policies.map((each) => each.name)).size !== policies.length',
    replace: 'policies.length === 0',
  },
]

/** What the operator takes back or lets by, and profiles. */
export const EXEMPTIONS: readonly Mutant[] = [
  ...IN_EVALUATION.map((each) => row(each, EVALUATION)),
  ...IN_LANGUAGE.map((each) => row(each, LANGUAGE)),
  ...IN_LOAD.map((each) => row(each, LOAD)),
]
