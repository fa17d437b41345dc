/** Programs of tests that are built with Go into the cache folder. Runs on Node 20. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cache, fail, root } from './opa/opa-tool.mjs'
import { sourceDigest } from './opa/source-digest.mjs'

const suffix = process.platform === 'win32' ? '.exe' : ''

/** Where the program of a folder of ours is to be: its name holds the digest of its source, so that a binary of other source is never taken for it. */
export function pathOf({ name, folder }) {
  const digest = sourceDigest(join(root, folder)).slice('sha256:'.length, 'sha256:'.length + 16)
  return join(cache, 'bin', `${name}-${digest}${suffix}`)
}

/** Where a module of others is to be: its name holds the version. */
export function pathOfModule({ name, version }) {
  return join(cache, 'bin', `${name}-${version}${suffix}`)
}

/** Builds a folder of ours, if it is not there. */
export async function buildFolder({ name, folder }) {
  const binary = pathOf({ name, folder })
  // Built beside its name and moved there: half a binary is none.
  const built = `${binary}.${process.pid}`
  await build({
    name,
    binary,
    cwd: join(root, folder),
    args: ['build', '-trimpath', '-ldflags=-s -w', '-o', built, '.'],
    env: { GOFLAGS: '-mod=readonly' },
  })
  if (existsSync(built)) renameSync(built, binary)
  return binary
}

/** Builds a program of others that a module of ours names as its tool, in the version that stands there, if it is not there. */
export async function buildTool({ name, version, folder, tool }) {
  const binary = pathOfModule({ name, version })
  const built = `${binary}.${process.pid}`
  await build({
    name,
    binary,
    cwd: join(root, folder),
    args: ['build', '-trimpath', '-ldflags=-s -w', '-o', built, tool],
    env: { GOFLAGS: '-mod=readonly' },
  })
  if (existsSync(built)) renameSync(built, binary)
  return binary
}

/** Installs a program of others in one version, if it is not there. `module` is the path of its main package. */
export async function installModule({ name, module, version }) {
  const binary = pathOfModule({ name, version })
  const folder = join(cache, 'bin', `.${name}-${process.pid}`)
  await build({
    name,
    binary,
    cwd: root,
    args: ['install', `${module}@v${version}`],
    env: { GOBIN: folder, GOFLAGS: '' },
  })
  const built = join(folder, `${module.slice(module.lastIndexOf('/') + 1)}${suffix}`)
  if (existsSync(built)) renameSync(built, binary)
  rmSync(folder, { recursive: true, force: true })
  return binary
}

async function build({ name, binary, cwd, args, env }) {
  if (existsSync(binary)) console.log(`${name} is there: ${binary}`)
  else await runGo({ name, binary, cwd, args, env, without: WITHOUT })
}

const WITHOUT = `Install Go 1.26 or later (https://go.dev/doc/install) and run this again. Only tests need it, and they say so where it is absent.`

/** Runs go until it has built what is to be at `binary`, and says every quarter of a minute that it still does. `without`: what to do where there is no Go. */
export async function runGo({ name, binary, cwd, args, env, without }) {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' })
  if (go.status !== 0) fail(`${name} is built from source and Go is not on the PATH.\n${without}`)
  mkdirSync(dirname(binary), { recursive: true })
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  console.log(`building ${name} with ${go.stdout.trim()}; the first time takes half a minute to ten`)
  const progress = setInterval(() => console.log(`still building ${name}: ${seconds()} s`), 15_000)
  const code = await new Promise((resolve) => {
    const child = spawn('go', args, { cwd, env: { ...process.env, CGO_ENABLED: '0', ...env }, stdio: 'inherit' })
    child.on('error', (error) => fail(`go could not be started: ${error.message}`))
    child.on('exit', resolve)
  })
  clearInterval(progress)
  if (code !== 0)
    fail(`go ${args[0]} of ${name} ended with ${code}: is the Go module proxy reachable, and is the disk full?`)
  console.log(`${name} is built in ${seconds()} s: ${binary}`)
}
