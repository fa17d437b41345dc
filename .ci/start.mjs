// The door for a machine that has Node 20 or later and npm, and nothing else: sets up what is missing, builds, and runs one task.
// Plain JavaScript on purpose: nothing is installed yet when this starts, and Node 20 cannot run TypeScript.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')
const stamp = join(root, 'node_modules', '.cache', 'pawl-installed')
const started = Date.now()
const [task = 'test', ...rest] = process.argv.slice(2)
// `pawl` prints what a program may read: its set-up speaks on the other stream, and only when there is something to do.
const say = (text) => process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}\n`)

function fail(what, todo) {
  say(`could not ${what}`)
  process.stderr.write(`  what to do: ${todo}\n`)
  process.exit(2)
}

const environment = {
  ...process.env,
  PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment, ...options })
}

/** What decides whether an install is needed: the lock file and every package.json. */
function wanted() {
  const folders = ['packages', 'apps', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((each) => join(folder, each)),
  )
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...[...folders, 'test'].map((each) => join(each, 'package.json')),
  ]
  const hash = createHash('sha256')
  for (const file of files.filter((each) => existsSync(join(root, each))))
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function install() {
  const digest = wanted()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && existsSync(join(bin, 'tsc'))) return
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const args = ['install', '--frozen-lockfile']
  say('installing what the lock file names (pnpm, the toolchain, Node 24 where this machine has an older one)')
  const local = join(bin, 'pnpm')
  const done = existsSync(local)
    ? run(local, args)
    : run('npx', ['--yes', manifest.packageManager, ...args], { shell: process.platform === 'win32' })
  if (done.status !== 0)
    fail(
      'install the dependencies',
      'see the lines above; the npm registry must be reachable. Then run the same command again: it goes on where it stopped',
    )
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
}

/** Node 24: the one that the lock file pins where there is one for this platform, else this machine's own. */
function node24() {
  const pinned = join(bin, 'node')
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail('find Node 24', 'install Node 24 or later: no pinned build of it exists for this platform')
}

function build(node) {
  const done = run(
    node,
    [
      join(root, 'node_modules', 'turbo', 'bin', 'turbo'),
      'run',
      '//#build',
      '--output-logs=new-only',
      '--log-prefix=none',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  )
  if (done.status === 0) return
  process.stderr.write(`${done.stdout}${done.stderr}`)
  fail('build', 'see the lines above; a clean clone builds, so look at what was changed last')
}

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts']
const tasks = {
  demo: (node) => run(node, ['examples/demo/dist/main.js', ...rest]),
  pawl: (node) => run(node, ['apps/cli/dist/main.js', ...rest]),
  gateway: (node) => run(node, ['apps/gateway/dist/main.js', ...rest]),
  test: (node) => run(node, [...vitest, ...reporters(), ...rest]),
  long: (node) => run(node, [...vitest, ...rest], { env: { ...environment, PAWL_SIZE: 'long' } }),
  // Garbage is collected in the thread that made it, and so on its account.
  bench: (node) =>
    run(node, ['--expose-gc', '--single-threaded-gc', '--conditions=@pawl/source', 'test/bench/run.ts', ...rest]),
  'bench:kyverno': (node) =>
    run(node, ['--conditions=@pawl/source', 'test/engines/kyverno/verify-images/cost.ts', ...rest]),
  mutants: (node) => run(node, ['--conditions=@pawl/source', 'test/mutants/run.ts', ...rest]),
}
const titles = {
  demo: 'the demo',
  test: 'the tests: some six minutes on two cores',
  long: 'the long size of a suite',
  bench: 'the benchmark: some three minutes, on a machine that does nothing else',
  'bench:kyverno': 'what Kyverno costs: half a minute, on a machine that does nothing else',
  mutants: 'the mutants',
}

/** CI reads the counts from a file; people read the terminal. */
function reporters() {
  const folder = process.env.PAWL_RESULTS
  return folder ? ['--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'test.json')}`] : []
}

if (!Object.hasOwn(tasks, task)) fail(`run ${JSON.stringify(task)}`, `it is one of ${Object.keys(tasks).join(', ')}`)
install()
const node = node24()
// Programs of ours speak for themselves.
const quiet = task === 'pawl' || task === 'gateway'
if (!quiet) say('building')
build(node)
if (!quiet) say(titles[task])
const { status } = tasks[task](node)
if (!quiet) say(status === 0 ? 'done' : 'failed')
process.exit(status ?? 2)
