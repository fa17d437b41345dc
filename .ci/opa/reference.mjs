/**
 * Writes docs/rego.md from the annotations of packages/opa/rego. `--check` writes nothing and compares. Either way the two examples of
 * every rule are run: one that holds, and one that is a fact away and does not.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentedPackages } from './annotations.mjs'
import { fail, requireOpa, root } from './opa-tool.mjs'
import { runExamples } from './reference-examples.mjs'

const rego = join(root, 'packages/opa/rego')
const page = join(root, 'docs/rego.md')

const HEAD = `# The Rego library

Three packages, one for each way of use. This page is written by \`node .ci/opa/reference.mjs\` from the annotations in
packages/opa/rego, and the two examples of every rule are run: over an image with one claim, of the type \`review\` by \`security\`,
100 seconds old, with the summary \`{"approved": true, "level": 3, "tools": ["scanner"], "accepted": ["scanner", "linter"], "at": now - 60}\`.

| you want | import | example |
| --- | --- | --- |
| a policy of Pawl decided by OPA | nothing: ask \`data.pawl.engine.decision\` | [compiled-policy](../examples/rego/compiled-policy/README.md) |
| rules of your own over claims | \`data.pawl.claims\`, \`data.pawl.input\` | [release gate](../examples/rego/README.md) |
| both, in a bundle that you have | \`data.pawl.engine\` | [existing-bundle](../examples/rego/existing-bundle/README.md) |
| a server | nothing | [opa-server](../examples/opa-server/README.md) |
| conftest | \`data.pawl.engine\` | [conftest](../examples/conftest/README.md) |

A test is true or undefined. It is never false, so \`not\` in front of it asks whether evidence is absent, and whoever can delete
evidence then decides: write rules that ask for some claim. The roots \`pawl/engine\`, \`pawl/input\` and \`pawl/claims\` are the
library's; \`data.pawl.profile\` is yours.

Typos are found by OPA where it knows the schema: \`opa check --strict -s\` with the schemas of packages/document and packages/policy
knows \`input\` and \`data.pawl.profile\`. It does not know what a function is given, nor the variables of \`some\`.
`

const opa = requireOpa()
const packages = documentedPackages(opa, rego)
const text = `${HEAD}${packages.map(sectionOf).join('')}`
console.log(
  runExamples(
    opa,
    packages.flatMap(({ rules }) => rules),
  ),
)
if (!process.argv.includes('--check')) {
  writeFileSync(page, text)
} else if (readFileSync(page, 'utf8') !== text) {
  fail('docs/rego.md is not what the annotations say: run `node .ci/opa/reference.mjs` and commit')
}

function sectionOf({ name, title, description, rules }) {
  const note = name === 'pawl.engine' ? '\nThe entrypoint is the one rule that is for others to use.\n' : ''
  return `\n## ${name}\n\n${title}. ${description}\n${note}${rules.map(ruleText).join('')}`
}

function ruleText({ signature, description, takes, gives, refuses, holds, fails }) {
  return `\n### ${signature}\n
${description}\n
- takes: ${takes}
- gives: ${gives}
- refuses: ${refuses}\n
\`\`\`rego
${holds} # holds
${fails} # does not
\`\`\`
`
}
