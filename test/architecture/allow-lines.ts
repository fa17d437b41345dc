/** A line of production code that names `allow` or `admit`, outside comments. */
export interface AllowLine {
  readonly path: string
  readonly line: string
}

export type Role = 'says allow' | 'type' | 'asks' | 'carries' | 'says deny'

export type ListedLine = AllowLine & { readonly role: Role; readonly reason: string }

/** The lines of the evaluator and its language. */
export const POLICY_LINES: readonly ListedLine[] = [
  {
    path: 'packages/policy/src/evaluation/verdict.ts',
    line: "return parts.length >= 1 && parts.every((part) => part === true) ? ALLOW : 'deny'",
    role: 'says allow',
    reason: 'the one verdict of the evaluator',
  },
  {
    path: 'packages/policy/src/evaluation/verdict.ts',
    line: "export const ALLOW = 'allow'",
    role: 'carries',
    reason: 'the word, once, so that no second literal is needed to compare',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: "import { ALLOW, verdict } from './verdict.ts'",
    role: 'carries',
    reason: 'the word',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: 'const decision = verdict(images.map((each) => each.decision === ALLOW))',
    role: 'asks',
    reason: 'every image',
  },
  {
    path: 'packages/policy/src/evaluation/image-decision.ts',
    line: 'return { ...aboutImage(index, value), decision: verdict(policies.map((each) => each.decision === ALLOW)), policies }',
    role: 'asks',
    reason: 'every governing policy',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: 'return profile.compiled.unmatched === ALLOW',
    role: 'asks',
    reason: 'what the profile says of images that nothing governs',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: "const enforced = policies.some(({ decision, mode }) => decision !== ALLOW && mode === 'enforce')",
    role: 'asks',
    reason: 'whether a denial comes from a policy that enforces',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: 'admit: decision === ALLOW || !judged.some((each) => each.enforced),',
    role: 'asks',
    reason: 'what an admission controller answers; the decision stays deny',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: '...(decision === ALLOW ? endOf(images, compiled.validUntil) : {}),',
    role: 'asks',
    reason: 'a deny has no end',
  },
  {
    path: 'packages/policy/src/evaluation/image-decision.ts',
    line: "import { ALLOW, verdict } from './verdict.ts'",
    role: 'carries',
    reason: 'the word',
  },
  {
    path: 'packages/policy/src/request/decide-request.ts',
    line: "return { ...rest, decision: 'deny', admit: decision.admit && compiled.mode !== 'enforce', images }",
    role: 'says deny',
    reason: 'what is not covered: admitted at most where it was, and never by a profile that enforces',
  },
  {
    path: 'packages/policy/src/request/covered-outcome.ts',
    line: 'return { allow: false, unmet, expiresAt: null }',
    role: 'says deny',
    reason: 'what is not covered, whatever the engine said',
  },
  {
    path: 'packages/policy/src/request/allow-span.ts',
    line: "import { ALLOW } from '../evaluation/verdict.ts'",
    role: 'carries',
    reason: 'the word',
  },
  {
    path: 'packages/policy/src/request/allow-span.ts',
    line: 'return unmatched === ALLOW ? Number.POSITIVE_INFINITY : undefined',
    role: 'asks',
    reason: 'an image that the profile lets by has no end',
  },
  {
    path: 'packages/policy/src/outcome-of.ts',
    line: "return { allow: decision.decision === 'allow', unmet, expiresAt: decision.expiresAt ?? null }",
    role: 'carries',
    reason: 'the evaluator’s verdict, in the words that engines share',
  },
  {
    path: 'packages/policy/src/decision.ts',
    line: "export type Verdict = 'allow' | 'deny'",
    role: 'type',
    reason: 'the verdict',
  },
  {
    path: 'packages/policy/src/decision.ts',
    line: 'readonly admit: boolean',
    role: 'type',
    reason: 'the decision',
  },
  {
    path: 'packages/policy/src/outcome.ts',
    line: 'readonly allow: boolean',
    role: 'type',
    reason: 'the outcome',
  },
  {
    path: 'packages/policy/src/compiled-profile.ts',
    line: "readonly unmatched: 'deny' | 'allow'",
    role: 'type',
    reason: 'the operator’s choice for images that nothing governs',
  },
  {
    path: 'packages/policy/src/language/profile-configuration.ts',
    line: "readonly unmatched?: 'deny' | 'allow'",
    role: 'type',
    reason: 'the same, as written',
  },
  {
    path: 'packages/policy/src/language/profile-schema.ts',
    line: "(each) => each.unmatched !== 'allow' || each.mode !== 'enforce' || each.governedElsewhere !== undefined,",
    role: 'asks',
    reason: 'refused in mode enforce unless another control is named',
  },
  {
    path: 'packages/policy/src/language/profile-schema.ts',
    line: ".enum(['deny', 'allow'], 'is not deny or allow: write one of these')",
    role: 'asks',
    reason: 'the choice, as written',
  },
  {
    path: 'packages/policy/src/language/profile-schema.ts',
    line: "if: { required: ['unmatched'], properties: { unmatched: { const: 'allow' }, mode: { const: 'enforce' } } },",
    role: 'asks',
    reason: 'the same refusal, as JSON Schema says it',
  },
  {
    path: 'packages/policy/src/schemas/compiled-policy-schema.ts',
    line: "unmatched: z.enum(['deny', 'allow']).describe('What becomes of an image that no policy governs.'),",
    role: 'asks',
    reason: 'the choice, as the JSON Schema of the normal form says it; no engine loads that',
  },
  {
    path: 'packages/policy/src/load/parse-compiled-profile.ts',
    line: "if (unmatched !== 'deny' && unmatched !== 'allow') return invalid('unmatched', 'is not deny or allow')",
    role: 'asks',
    reason: 'the choice, as compiled',
  },
  {
    path: 'packages/policy/src/denial-mode.ts',
    line: 'const { admit } = decision',
    role: 'carries',
    reason: 'what the evaluator said',
  },
  {
    path: 'packages/policy/src/denial-mode.ts',
    line: "if (!admit) return 'enforce'",
    role: 'asks',
    reason: 'a denial that holds up, whatever else denies',
  },
]

const RESPONSE = 'packages/gatekeeper/src/provider/validation-response.ts'

/** The lines of what Gatekeeper is answered: the verdict of the evaluator for one image, for each constraint. */
export const GATEKEEPER_LINES: readonly ListedLine[] = [
  {
    path: RESPONSE,
    line: "return { enforce: decision.admit, warn: mode === undefined || mode === 'audit', audit: mode === undefined }",
    role: 'carries',
    reason: 'what the evaluator said, and the mode of who denies',
  },
  {
    path: RESPONSE,
    line: "return decision === 'allow' && images.length >= 1 && images.every(({ policies }) => policies.length === 0)",
    role: 'asks',
    reason: 'whether nothing governs the image, so that its tag is the business of another control',
  },
  {
    path: 'packages/kyverno/src/cel/document-variables.ts',
    line: "const free = profile.unmatched === 'allow' ? '!g.exists(x,x)' : 'false'",
    role: 'asks',
    reason: 'whether the profile lets by what no policy governs, in the text of a policy',
  },
]

const DECISION_ANSWER = 'packages/kyverno/src/answer/decision-answer.ts'

/** The lines of what Kyverno is answered. */
export const KYVERNO_LINES: readonly ListedLine[] = [
  {
    path: DECISION_ANSWER,
    line: "if (decision.decision !== 'allow' && denying.size === 0) return NO_MODE",
    role: 'asks',
    reason: 'a no that no mode owns is one in every mode',
  },
  {
    path: DECISION_ANSWER,
    line: "const free = judged.filter(({ decision, policies }) => decision === 'allow' && policies.length === 0)",
    role: 'asks',
    reason: 'whether nothing governs the image, so that its tag is the business of another control',
  },
]

const PROVE = 'apps/cli/src/commands/prove'

/** The lines of `pawl prove`, which decides about policies and never about images. */
export const PROVE_LINES: readonly ListedLine[] = [
  {
    path: `${PROVE}/register.ts`,
    line: 'const { allow, deny, ...others } = options',
    role: 'carries',
    reason: 'an option',
  },
  {
    path: `${PROVE}/register.ts`,
    line: 'done(await prove({ ...others, files, yesAt: allow, violationsAt: deny, environment, readAt: clock() }, out))',
    role: 'carries',
    reason: 'an option: where the answer of a foreign policy stands',
  },
  { path: `${PROVE}/register.ts`, line: 'readonly allow: string | undefined', role: 'type', reason: 'an option' },
  {
    path: `${PROVE}/targets/policy.ts`,
    line: "ask: (document) => decide(document, profile).decision === 'allow',",
    role: 'asks',
    reason: 'the answer that is searched for a flaw',
  },
]
