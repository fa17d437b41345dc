/**
 * Kyverno for test/engines/kyverno, in the cache folder (PAWL_CACHE, else .cache in the repository): its command line, and the harness that runs its webhooks. Both are built in the module of
 * the harness, because Kyverno's own go.mod has a `replace`, with which nothing can be installed by name. `--env` prints what to export. Runs on Node 20.
 */
import { buildFolder, buildTool, pathOf, pathOfModule } from '../go-binary.mjs'

const HARNESS = { name: 'kyverno-harness', folder: 'test/engines/kyverno/harness' }
const CLI = {
  name: 'kyverno',
  version: '1.19.1',
  folder: HARNESS.folder,
  tool: 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno',
}

if (process.argv.includes('--env')) {
  console.log(`PAWL_KYVERNO=${pathOfModule(CLI)}`)
  console.log(`PAWL_KYVERNO_HARNESS=${pathOf(HARNESS)}`)
} else {
  await buildTool(CLI)
  await buildFolder(HARNESS)
}
