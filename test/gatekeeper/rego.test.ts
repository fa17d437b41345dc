import { describe, expect, it } from 'vitest'
import { inRepository, OPA, runOpa } from './gatekeeper-opa.ts'

if (OPA === undefined) console.log('Rego of Gatekeeper: SKIPPED, run .ci/opa/install.mjs and set PAWL_OPA')

const GATEKEEPER = 'packages/gatekeeper'

describe.skipIf(OPA === undefined)('the Rego of the template', () => {
  it.each(['document', 'decision'])('passes its own tests in %s mode', (mode) => {
    const paths = [
      'packages/opa/rego',
      'packages/opa/rego-tests/fixtures.rego',
      ...['gatekeeper', 'template', mode].map((name) => `${GATEKEEPER}/rego/${name}`),
      ...['both', mode].map((name) => `${GATEKEEPER}/rego-tests/${name}`),
    ]
    const results: readonly { readonly fail?: boolean; readonly error?: object }[] = JSON.parse(
      runOpa(['test', '--format', 'json', ...paths.map(inRepository)], {}),
    )
    expect(results.length).toBeGreaterThan(90)
    expect(results.filter(({ fail, error }) => fail === true || error !== undefined)).toStrictEqual([])
  })
})
