/**
 * Installs the real opa from source with Go into the cache folder (PAWL_CACHE, else .cache in the repository).
 * Does nothing when the right version is there. Runs on Node 20.
 */
import { dirname } from 'node:path'
import { runGo } from '../go-binary.mjs'
import { fail, installed, OPA_VERSION, root, versionOf } from './opa-tool.mjs'

const name = `opa ${OPA_VERSION}`
if (versionOf(installed) === OPA_VERSION) {
  console.log(`${name} is there: ${installed}`)
} else {
  await runGo({
    name,
    binary: installed,
    cwd: root,
    args: ['install', `github.com/open-policy-agent/opa@v${OPA_VERSION}`],
    env: { GOBIN: dirname(installed), GOFLAGS: '' },
    without: `Install Go 1.25 or later (https://go.dev/doc/install) and run this again, or set PAWL_OPA to an opa ${OPA_VERSION} of your own.
Nothing else needs it: the committed bundle runs without Go and without opa.`,
  })
  if (versionOf(installed) !== OPA_VERSION) fail(`what was built at ${installed} is not ${name}`)
}
