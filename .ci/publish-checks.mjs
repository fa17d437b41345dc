// Runs publint or attw over every package that is published. Each packs the package as a registry would get it.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tools = {
  publint: (folder) => ['publint', ['run', folder, '--strict']],
  attw: (folder) => [
    'attw',
    ['--pack', folder, '--profile', 'esm-only', '--format', 'ascii', '--exclude-entrypoints', './schema.json'],
  ],
}
const tool = tools[process.argv[2]]
if (tool === undefined) throw new Error('say publint or attw')

const published = ['packages', 'apps']
  .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)))
  .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
  .filter(({ manifest }) => manifest.private !== true)

let failed = 0
for (const { folder, manifest } of published) {
  // What has no entry point has no types that could be wrong: a command.
  if (process.argv[2] === 'attw' && manifest.exports === undefined) continue
  const [command, args] = tool(join(root, folder))
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    encoding: 'utf8',
  })
  process.stdout.write(`${status === 0 ? 'ok    ' : 'failed'} ${process.argv[2]} ${manifest.name}\n`)
  if (status !== 0) {
    failed += 1
    process.stdout.write(`${stdout}${stderr}`)
  }
}
process.exit(failed === 0 ? 0 : 1)
