/** Format, strict check against the Wasm-native builtins, and the Rego tests: of the library and of the examples. */
import { join } from 'node:path'
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
