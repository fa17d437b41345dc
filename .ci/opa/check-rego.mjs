/** Format, strict check against the Wasm-native builtins, and the Rego tests: of the library and of the examples. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { writeCapabilities } from './capabilities.mjs'
import { fail, requireOpa, root, runOpa } from './opa-tool.mjs'

const rego = join(root, 'packages/opa/rego')
const tests = join(root, 'packages/opa/rego-tests')
const examples = join(root, 'examples/rego')

const opa = requireOpa()
const capabilities = ['--capabilities', writeCapabilities(opa)]
for (const folder of [rego, tests, examples]) {
  const unformatted = runOpa(opa, ['fmt', '--list', folder]).trim()
  if (unformatted !== '') fail(`not formatted; run \`opa fmt --write\` on: ${unformatted}`)
}
runOpa(opa, ['check', '--strict', ...capabilities, rego])
console.log(runOpa(opa, ['test', ...capabilities, rego, tests]).trim())
console.log(runOpa(opa, ['test', ...capabilities, rego, examples]).trim())

// The commands of the example's README, as written. The document has two approvals; with one of them taken away the answer is no.
const written = readFileSync(join(examples, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('opa '))
const [, decide] = written
if (written.length !== 2 || decide === undefined) fail('examples/rego/README.md no longer has its two commands')
const env = { ...process.env, PATH: `${dirname(opa)}${delimiter}${process.env.PATH}` }
const run = (command, input) =>
  execFileSync('bash', ['-c', command], { cwd: root, env, encoding: 'utf8', input }).trim()
for (const command of written) console.log(run(command))
if (run(decide) !== 'true') fail('the example no longer allows its document')
const document = JSON.parse(readFileSync(join(examples, 'document.json'), 'utf8'))
document.images[0].claims.pop()
const less = decide.replace('-i examples/rego/document.json', '--stdin-input')
if (run(less, JSON.stringify(document)) !== 'false') fail('the example allows a document with one approval')
