/**
 * Installs the real opa from source with Go into the cache folder (PAWL_CACHE, else .cache in the repository).
 * Does nothing when the right version is there. Runs on Node 20.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, installed, OPA_VERSION, versionOf } from './opa-tool.mjs'

if (versionOf(installed) === OPA_VERSION) {
  console.log(`opa ${OPA_VERSION} is there: ${installed}`)
  process.exit(0)
}
const go = spawnSync('go', ['version'], { encoding: 'utf8' })
if (go.status !== 0) {
  fail(`opa ${OPA_VERSION} is built from source and Go is not on the PATH.
Install Go 1.25 or later (https://go.dev/doc/install) and run this again, or set PAWL_OPA to an opa ${OPA_VERSION} of your own.
Nothing else needs it: the committed bundle runs without Go and without opa.`)
}
mkdirSync(dirname(installed), { recursive: true })
const started = Date.now()
const seconds = () => Math.round((Date.now() - started) / 1000)
console.log(`building opa ${OPA_VERSION} with ${go.stdout.trim()}; the first time takes one to ten minutes`)
const progress = setInterval(() => console.log(`still building opa: ${seconds()} s`), 15_000)
const build = spawn('go', ['install', `github.com/open-policy-agent/opa@v${OPA_VERSION}`], {
  env: { ...process.env, GOBIN: dirname(installed), GOFLAGS: '', CGO_ENABLED: '0' },
  stdio: 'inherit',
})
build.on('error', (error) => fail(`go could not be started: ${error.message}`))
build.on('exit', (code) => {
  clearInterval(progress)
  if (code !== 0) fail(`go install ended with ${code}: is the Go module proxy reachable, and is the disk full?`)
  if (versionOf(installed) !== OPA_VERSION) fail(`what was built at ${installed} is not opa ${OPA_VERSION}`)
  console.log(`opa ${OPA_VERSION} is built in ${seconds()} s: ${installed}`)
})
