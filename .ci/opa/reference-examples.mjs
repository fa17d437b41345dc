import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, runOpa } from './opa-tool.mjs'

const PREAMBLE = `package reference_test

import data.pawl.claims
import data.pawl.engine
import data.pawl.input as wellformed
import data.pawl_fixtures as fix

claim := fix.claim("review", "security", {
	"approved": true, "level": 3, "tools": ["scanner"], "accepted": ["scanner", "linter"], "at": fix.now - 60,
})
image := fix.image([claim])
profile := fix.profile([fix.policy([fix.leaf("review", ["security"], [])], {"r": 0})])
`

/** Runs the two examples of every rule as tests, with the fixtures of packages/opa/rego-tests, and gives what opa says of them. */
export function runExamples(opa, rules) {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-reference-'))
  try {
    const file = join(folder, 'reference_test.rego')
    writeFileSync(file, `${PREAMBLE}${rules.map(testsOf).join('')}`)
    const fixtures = join(root, 'packages/opa/rego-tests/fixtures.rego')
    return runOpa(opa, ['test', join(root, 'packages/opa/rego'), fixtures, file]).trim()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function testsOf({ holds, fails }, n) {
  const asked = 'with input as fix.document([image]) with data.pawl.profile as profile'
  return `
holds_${n} if { ${holds} }
fails_${n} if { ${fails} }
test_holds_${n} if { holds_${n} ${asked} }
test_fails_${n} if { not fails_${n} ${asked} }
`
}
