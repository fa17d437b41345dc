import type { SourceFile } from './source-tree.ts'
import { lineOf, nodesOf, type SyntaxNode, stringOf } from './syntax.ts'

/** A line of production code that names `allow` or `admit`, outside comments. */
export interface AllowLine {
  readonly path: string
  readonly line: string
}

export type Role = 'says allow' | 'type' | 'asks' | 'carries' | 'says deny'

/**
 * Every such line. Two of them say allow: one in the evaluator, one in the engine's decoder. The others declare, compare or pass on what
 * those two said. Any line that is not here fails, so a third door cannot be built without opening this file.
 */
export const ALLOW_LINES: readonly (AllowLine & { readonly role: Role; readonly reason: string })[] = [
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: "return parts.length >= 1 && parts.every((part) => part === true) ? ALLOW : 'deny'",
    role: 'says allow',
    reason: 'the one verdict of the evaluator',
  },
  {
    path: 'packages/opa/src/decode-answer.ts',
    line: "return { allow: true, unmet: [], expiresAt: result['expiresAt'] }",
    role: 'says allow',
    reason: 'the one allow of the adapter, after the whole answer was read',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: "const ALLOW = 'allow'",
    role: 'carries',
    reason: 'the word, once, so that no second literal is needed to compare',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: 'const decision = verdict(images.map((each) => each.decision === ALLOW))',
    role: 'asks',
    reason: 'every image',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: "admit: decision === ALLOW || policy.compiled.mode !== 'enforce',",
    role: 'asks',
    reason: 'what an admission controller answers; the decision stays deny',
  },
  {
    path: 'packages/policy/src/evaluation/decide.ts',
    line: '...(decision === ALLOW ? { expiresAt: Math.min(...ends) } : {}),',
    role: 'asks',
    reason: 'a deny has no end',
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
  { path: 'packages/policy/src/decision.ts', line: 'readonly admit: boolean', role: 'type', reason: 'the decision' },
  { path: 'packages/policy/src/outcome.ts', line: 'readonly allow: boolean', role: 'type', reason: 'the outcome' },
  { path: 'packages/opa/src/engine-failure.ts', line: 'readonly allow: false', role: 'type', reason: 'never an allow' },
  {
    path: 'packages/opa/src/engine-failure.ts',
    line: 'return { allow: false, code }',
    role: 'says deny',
    reason: 'a failure',
  },
  {
    path: 'packages/opa/src/decode-answer.ts',
    line: "const result = exactly(first?.['result'], ['allow', 'unmet', 'expiresAt'])",
    role: 'asks',
    reason: 'the members of an answer',
  },
  {
    path: 'packages/opa/src/decode-answer.ts',
    line: "if (result['allow'] === false && result['expiresAt'] === null) return deny(unmet)",
    role: 'asks',
    reason: 'a literal no',
  },
  {
    path: 'packages/opa/src/decode-answer.ts',
    line: "if (result['allow'] === true && unmet.length === 0 && isTime(result['expiresAt'])) {",
    role: 'asks',
    reason: 'a literal yes with nothing unmet and an end',
  },
  {
    path: 'packages/opa/src/decode-answer.ts',
    line: "return unmet.every(isUnmet) ? { allow: false, unmet, expiresAt: null } : failure('engine-answer-invalid')",
    role: 'says deny',
    reason: 'what was unmet, carried on',
  },
  {
    path: 'apps/cli/src/commands/check.ts',
    line: 'return outcomes.length >= 1 && outcomes.every((outcome) => outcome.allow) ? 0 : 1',
    role: 'asks',
    reason: 'the exit code: 0 only when some engine was asked and every one of them allows',
  },
  {
    path: 'apps/cli/src/judge.ts',
    line: "const lines = [...outcomes].map(([name, outcome]) => ({ at: name, message: outcome.allow ? 'allows' : 'denies' }))",
    role: 'asks',
    reason: 'words about engines that disagree, on the way to a refusal',
  },
  {
    path: 'apps/cli/src/judge.ts',
    line: 'function comparable({ allow, unmet, expiresAt }: Outcome): string {',
    role: 'carries',
    reason: 'outcomes are compared as text',
  },
  {
    path: 'apps/cli/src/judge.ts',
    line: 'return JSON.stringify([allow, unmet.map((each) => JSON.stringify(each)).sort(), expiresAt])',
    role: 'carries',
    reason: 'outcomes are compared as text',
  },
  {
    path: 'apps/cli/src/output/render-check.ts',
    line: "judgement.decision.admit && decision === 'deny' ? ' (admitted all the same: the policy only warns or audits)' : ''",
    role: 'asks',
    reason: 'words for people',
  },
  {
    path: 'apps/cli/src/output/render-check.ts',
    line: "function paintVerdict(verdict: 'allow' | 'deny', out: Terminal): string {",
    role: 'type',
    reason: 'the verdict',
  },
  {
    path: 'apps/cli/src/output/render-check.ts',
    line: "return verdict === 'allow' ? out.paint('green', 'ALLOW') : out.paint('red', 'DENY')",
    role: 'asks',
    reason: 'words for people',
  },
]

/** Lines with the word as a name or as a whole string; a line once for every time it stands in the file. */
export function allowLinesOf(file: SourceFile): readonly AllowLine[] {
  const lines = new Map(
    nodesOf(file)
      .filter(namesIt)
      .map((node) => [file.text.lastIndexOf('\n', node.start - 1), lineOf(file, node)] as const),
  )
  return [...lines.values()].map((line) => ({ path: file.path, line }))
}

const WORD = /^(allow|admit)$/i

function namesIt(node: SyntaxNode): boolean {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return WORD.test(String(node['name']))
  return WORD.test(stringOf(node) ?? '')
}
