import {
  type AllowLine,
  GATEKEEPER_LINES,
  KYVERNO_LINES,
  type ListedLine,
  POLICY_LINES,
  PROVE_LINES,
} from './allow-lines.ts'
import type { SourceFile } from './source-tree.ts'
import { lineOf, nodesOf, type SyntaxNode, stringOf } from './syntax.ts'

/**
 * Every such line. Two of them say allow: one in the evaluator, one in the engine's decoder. The others declare, compare or pass on what
 * those two said. Any line that is not here fails, so a third door cannot be built without opening this file.
 */
export const ALLOW_LINES: readonly ListedLine[] = [
  ...POLICY_LINES,
  ...PROVE_LINES,
  ...GATEKEEPER_LINES,
  ...KYVERNO_LINES,
  {
    path: 'packages/opa/src/decode-answer.ts',
    line: 'return { allow: true, unmet: [], expiresAt: end }',
    role: 'says allow',
    reason: 'the one allow of the adapter, after the whole answer was read',
  },
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
    line: "if (result['allow'] === true && unmet.length === 0 && isEnd(end, allowSpanOf(document, profile))) {",
    role: 'asks',
    reason: 'a literal yes with nothing unmet, and an end that the document and the profile can carry',
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
    path: 'apps/cli/src/commands/policy/propose/check-proposal.ts',
    line: "if (decision.decision === 'allow' && images.length >= 1) return",
    role: 'asks',
    reason: 'whether a proposed policy allows what it was made from; else nothing is written',
  },
  {
    path: 'apps/cli/src/commands/policy/propose/check-proposal.ts',
    line: "const denied = decision.images.filter((image) => image.decision !== 'allow')",
    role: 'asks',
    reason: 'which image the refusal names',
  },
  {
    path: 'apps/cli/src/commands/policy/test/policy-test-schema.ts',
    line: "const verdict = z.enum(['allow', 'deny'], {",
    role: 'type',
    reason: 'what the author of a case expects',
  },
  {
    path: 'apps/cli/src/commands/policy/test/judge-case.ts',
    line: "return outcomes.length >= 1 && outcomes.every((outcome) => outcome.allow) ? 'allow' : 'deny'",
    role: 'asks',
    reason: 'the word that a test case compares with what is expected; it admits nothing',
  },
  {
    path: 'apps/cli/src/judge.ts',
    line: "const lines = [...outcomes].map(([name, outcome]) => ({ at: name, message: outcome.allow ? 'allows' : 'denies' }))",
    role: 'asks',
    reason: 'words about engines that disagree, on the way to a refusal',
  },
  {
    path: 'apps/cli/src/judge.ts',
    line: 'export function comparable({ allow, unmet, expiresAt }: Outcome): string {',
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
    path: 'apps/cli/src/opa-server/agreeing.ts',
    line: 'function describe({ allow, expiresAt }: Outcome): string {',
    role: 'carries',
    reason: 'words about a server that disagrees, on the way to a refusal',
  },
  {
    path: 'apps/cli/src/opa-server/agreeing.ts',
    line: "if (!allow) return 'denies'",
    role: 'asks',
    reason: 'words about a server that disagrees, on the way to a refusal',
  },
  {
    path: 'apps/cli/src/output/render-check.ts',
    line: "judgement.decision.admit && decision === 'deny' ? ' (admitted all the same: the policy only warns or audits)' : ''",
    role: 'asks',
    reason: 'words for people',
  },
  {
    path: 'apps/cli/src/output/paint-verdict.ts',
    line: "export function paintVerdict(verdict: 'allow' | 'deny', out: Terminal): string {",
    role: 'type',
    reason: 'the verdict',
  },
  {
    path: 'apps/cli/src/output/paint-verdict.ts',
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
