/**
 * Builds test/oracles/sigstore-go into the cache folder (PAWL_CACHE, else .cache in the repository), under a name that says which source it is of:
 * a binary of other source is never taken for this one. Does nothing when it is there. `--path` prints where it is to be. Runs on Node 20.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cache, fail, root } from '../opa/opa-tool.mjs'
import { sourceDigest } from '../opa/source-digest.mjs'

const source = join(root, 'test/oracles/sigstore-go')
const digest = sourceDigest(source).slice('sha256:'.length, 'sha256:'.length + 16)
const suffix = process.platform === 'win32' ? '.exe' : ''
const binary = join(cache, 'bin', `sigstore-go-oracle-${digest}${suffix}`)

if (process.argv.includes('--path')) {
  console.log(binary)
  process.exit(0)
}
if (existsSync(binary)) {
  console.log(`the sigstore-go oracle is there: ${binary}`)
  process.exit(0)
}
const go = spawnSync('go', ['version'], { encoding: 'utf8' })
if (go.status !== 0) {
  fail(`the sigstore-go oracle is built from source and Go is not on the PATH.
Install Go 1.26 or later (https://go.dev/doc/install) and run this again. Only tests that compare verifiers need it, and they say so where it is absent.`)
}
mkdirSync(dirname(binary), { recursive: true })
const started = Date.now()
const seconds = () => Math.round((Date.now() - started) / 1000)
console.log(`building the sigstore-go oracle with ${go.stdout.trim()}; the first time takes half a minute to five`)
const progress = setInterval(() => console.log(`still building the sigstore-go oracle: ${seconds()} s`), 15_000)
// Built beside its name and moved there: half a binary is none.
const built = `${binary}.${process.pid}`
const build = spawn('go', ['build', '-trimpath', '-o', built, '.'], {
  cwd: source,
  env: { ...process.env, GOFLAGS: '-mod=readonly', CGO_ENABLED: '0' },
  stdio: 'inherit',
})
build.on('error', (error) => fail(`go could not be started: ${error.message}`))
build.on('exit', (code) => {
  clearInterval(progress)
  if (code !== 0) fail(`go build ended with ${code}: is the Go module proxy reachable, and is the disk full?`)
  renameSync(built, binary)
  console.log(`the sigstore-go oracle is built in ${seconds()} s: ${binary}`)
})
