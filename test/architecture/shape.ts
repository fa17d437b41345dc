import type { SourceFile } from './source-tree.ts'
import { child, nodesOf, type SyntaxNode } from './syntax.ts'

const MAX_LINES = 200

/** If it has no name it has no idea. */
const NAMELESS = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'misc', 'shared', 'constants']

/** Files written by a program, with the program. */
export const GENERATED: ReadonlyMap<string, string> = new Map([
  ['packages/opa/src/wasm-digest.ts', '.ci/opa/build.mjs'],
])

/** Tests that some machines cannot run: with the reason, and only these. Anything else that is left out is a hole. */
const OPTIONAL: ReadonlyMap<string, string> = new Map([
  ['packages/core/src/sigstore/corpus.test.ts', 'reads bundles of other projects, which are not kept here'],
  ['test/fuzz/single-fault.test.ts', 'has one test that only the long run, with every bit, can fulfil'],
  ['test/interop/interop.test.ts', 'asks the real cosign and real registries, which are installed for it'],
  ...['compiled', 'example', 'states'].map(
    (name) =>
      [
        `test/engines/kyverno/verify-images/${name}.test.ts`,
        'runs the real Kyverno and cosign, which are installed for it',
      ] as const,
  ),
  ['test/engines/gatekeeper-doctor/chart.test.ts', 'renders a chart, for which there have to be helm and the chart'],
  ['test/cross-engine/engines.ts', 'leaves out, and says so, an engine whose binary is not there'],
  ['test/cross-engine/same-decision.test.ts', 'leaves the engines of this process to the run before, where told'],
  ...['bundles.test.ts', 'decisions.test.ts', 'foreign.test.ts', 'server.test.ts'].map(
    (name) => [`test/engines/opa/${name}`, 'asks the real opa, for which there has to be a binary'] as const,
  ),
  ['test/prove/kyverno.test.ts', 'asks the real Kyverno, which is built for it'],
  ...['classics.test.ts', 'sound.test.ts', 'readme.test.ts', 'targets.test.ts', 'mutants/mutants.test.ts'].map(
    (name) => [`test/prove/${name}`, 'builds Rego, for which there has to be an OPA binary'] as const,
  ),
  ...[
    'harness',
    'client-certificate',
    'mutation',
    'naive/naive',
    'situations/situations',
    'agreement/agreement',
    'gateway',
  ].map(
    (name) => [`test/engines/gatekeeper/${name}.test.ts`, 'runs the real Gatekeeper, which is built for it'] as const,
  ),
  ['test/fuzz/kyverno/pods.test.ts', 'runs the real Kyverno, which is built for it'],
  ...[
    'agreement/agreement',
    'command-line/agreement',
    'command-line/legacy',
    'command-line/situations',
    'example/example',
    'gateway',
    'resource',
    'situations/situations',
  ].map((name) => [`test/engines/kyverno/${name}.test.ts`, 'runs the real Kyverno, which is built for it'] as const),
  ['test/engines/gatekeeper/example.test.ts', 'runs the real Gatekeeper after the README, which needs none'],
  ...['admission', 'cached', 'data', 'fail-open', 'printed', 'tenants'].map(
    (name) => [`test/attacks/${name}.test.ts`, 'runs the real Gatekeeper, which is built for it'] as const,
  ),
  ['test/fuzz/gatekeeper/pods.test.ts', 'runs the real Gatekeeper, which is built for it'],
  ...['rego.test.ts', 'same-verdict.test.ts'].map(
    (name) => [`test/gatekeeper/${name}`, 'runs Rego, for which there has to be an OPA binary'] as const,
  ),
])

/** Tools that look for a default export in their configuration. */
const DEFAULT_EXPORTS = /\.config\.ts$/

export function fileProblems(file: SourceFile): readonly string[] {
  const { path, text } = file
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(\.test|\.d)?\.ts$/, '')
  const lines = text.split('\n').length - 1
  const isSource = /^(packages|apps)\/[^/]+\/src\//.test(path)
  return [
    ...(isSource && lines > MAX_LINES && !GENERATED.has(path) ? [`${path} has ${lines} lines`] : []),
    ...(NAMELESS.includes(name) ? [`${path} has a name that says nothing`] : []),
    ...(name === 'index' && !/^(packages|apps)\/[^/]+\/src\/index\.ts$/.test(path)
      ? [`${path} is a nested barrel`]
      : []),
    ...(/\b(TO[D]O|FIX[M]E|XX[X])\b/.test(text) ? [`${path} has a note to self`] : []),
    ...(machinePath(text) ? [`${path} names a place on a machine`] : []),
    ...nodesOf(file).flatMap((node) => nodeProblem(node, path)),
  ]
}

/** An absolute path of somebody's machine: nobody else has it. */
export function machinePath(text: string): boolean {
  return /(?<![\w.:/~*-])\/(?:home|Users|root|work|workspace|mnt|private|var\/folders)\/\w|\b[A-Z]:\\\\?(?:Users|home)\b/.test(
    text,
  )
}

function nodeProblem(node: SyntaxNode, path: string): readonly string[] {
  if (node.type === 'ExportDefaultDeclaration')
    return DEFAULT_EXPORTS.test(path) ? [] : [`${path} has a default export`]
  if (node.type === 'ExportAllDeclaration') return [`${path} exports everything of another file`]
  const skips = node.type === 'MemberExpression' && isTestWord(child(node, 'object'))
  const word = String(child(node, 'property')?.['name'])
  if (!skips || !/^(only|skip|todo|skipIf|runIf)$/.test(word)) return []
  return word !== 'only' && OPTIONAL.has(path) ? [] : [`${path} has .${word}`]
}

/** `it`, `test`, `describe`, and what hangs on them: `it.concurrent.only`. */
function isTestWord(node: SyntaxNode | undefined): boolean {
  if (node?.type === 'Identifier') return ['it', 'test', 'describe', 'suite', 'bench'].includes(String(node['name']))
  return node?.type === 'MemberExpression' && isTestWord(child(node, 'object'))
}
