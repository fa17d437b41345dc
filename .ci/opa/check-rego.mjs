/**
 * Format, strict check against the Wasm-native builtins and with the schemas, and the Rego tests of the library. The examples are followed by check-examples.mjs.
 */
import { join } from 'node:path'
import { writeCapabilities } from './capabilities.mjs'
import { fail, requireOpa, root, runOpa } from './opa-tool.mjs'
import { checkWithSchemas } from './schema-check.mjs'

const rego = join(root, 'packages/opa/rego')
const tests = join(root, 'packages/opa/rego-tests')
const examples = ['examples/rego', 'examples/conftest'].map((each) => join(root, each))
/** Rules that people copy. They have to run as Wasm too. */
const rules = ['release-gate.rego', 'compiled-policy/gate', 'existing-bundle/team'].map((each) =>
  join(root, 'examples/rego', each),
)
/** Lines that a test reaches, in percent. Every line is; one that is not is a rule that nobody asked. */
const COVERED = '100'

const opa = requireOpa()
const capabilities = ['--capabilities', writeCapabilities(opa)]
for (const folder of [rego, tests, ...examples]) {
  const unformatted = runOpa(opa, ['fmt', '--list', folder]).trim()
  if (unformatted !== '') fail(`not formatted; run \`opa fmt --write\` on: ${unformatted}`)
}
runOpa(opa, ['check', '--strict', ...capabilities, rego])
for (const each of rules) runOpa(opa, ['check', '--strict', ...capabilities, rego, each])
console.log(checkWithSchemas(opa, capabilities))
console.log(runOpa(opa, ['test', ...capabilities, rego, tests]).trim())
runOpa(opa, ['test', ...capabilities, '--coverage', '--threshold', COVERED, rego, tests])
console.log(`coverage of the Rego: ${COVERED} %`)
