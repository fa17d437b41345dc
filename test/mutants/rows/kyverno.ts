import type { Mutant } from '../mutant.ts'

const CEL = 'packages/kyverno/src/cel'
const COMPILE = 'packages/kyverno/src/compile'
/** Runs Kyverno's own webhook: PAWL_KYVERNO_HARNESS. */
const SITUATIONS = ['test/engines/kyverno/situations']

/** What would let an image by that a policy of Kyverno asks about. What a document means is asked by seeded faults: test/engines/kyverno/agreement. */
export const KYVERNO_POLICIES: readonly Mutant[] = [
  {
    name: 'an answer with any status is one',
    file: `${CEL}/answer-variables.ts`,
    find: "    'variables.answer.statusCode==200',\n",
    replace: '',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'the answer to another request is one',
    file: `${CEL}/answer-variables.ts`,
    find: "    says('nonce', 'variables.nonce'),\n",
    replace: '',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'an answer about other images is one',
    file: `${CEL}/answer-variables.ts`,
    find: "    says('images', images),\n",
    replace: '',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'whatever stands for accepted is a yes',
    file: `${CEL}/verdict-variables.ts`,
    find: '==bool&&variables',
    replace: '==bool||variables',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'a tag is fixed in decision mode',
    file: `${CEL}/verdict-variables.ts`,
    find: 'allOf([yes, ...tagsOf(mode)])',
    replace: 'allOf([yes])',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'an image volume is no image',
    file: `${CEL}/request-variables.ts`,
    find: "return [...containers, volumes].join('+')",
    replace: "return [...containers, volumes].slice(0, 3).join('+')",
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'an update carries forward what stood anywhere',
    file: `${CEL}/request-variables.ts`,
    find: '!(p in variables.stood)',
    replace: '!variables.stood.exists(s,s[2]==p[2])',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'a member that is named after an image is not seen',
    file: `${CEL}/request-variables.ts`,
    find: "'(size(variables.unseen)==0||variables.spec==variables.oldSpec)'",
    replace: "'size(variables.unseen)>=0'",
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'a namespace that nobody knows has no profile',
    file: `${CEL}/namespace-variable.ts`,
    find: 'profile === table.unknown.name',
    replace: 'table.unknown.name === ""',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'an object of which nothing can be seen is nobody’s to deny',
    file: `${COMPILE}/validating-policy.ts`,
    find: '!isOfProfile(profile, mode)}):true',
    replace: 'true}):true',
    caughtBy: 'tests',
    suites: SITUATIONS,
  },
  {
    name: 'ephemeral containers are not matched',
    file: `${COMPILE}/match-constraints.ts`,
    find: "  rule('', ['pods/ephemeralcontainers'], ['UPDATE']),\n",
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/kyverno/src/compile'],
  },
  {
    name: 'a policy that enforces admits where Kyverno is not reached',
    file: `${COMPILE}/validating-policy.ts`,
    find: "enforce: { action: 'Deny', failure: 'Fail' }",
    replace: "enforce: { action: 'Deny', failure: 'Ignore' }",
    caughtBy: 'tests',
    suites: ['packages/kyverno/src/compile'],
  },
  {
    name: 'the older kind of policy skips updates of what violates already',
    file: `${COMPILE}/cluster-policy.ts`,
    find: '      allowExistingViolations: false,\n',
    replace: '',
    caughtBy: 'tests',
    suites: ['packages/kyverno/src/compile'],
  },
  {
    name: 'a summary for another cluster counts',
    file: `${CEL}/summary-variables.ts`,
    find: "    present(predicate, 'audience', is(audience)),\n",
    replace: '',
    caughtBy: 'tests',
    suites: ['test/engines/kyverno/resource.test.ts'],
  },
]
