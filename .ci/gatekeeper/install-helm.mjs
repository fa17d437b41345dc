/**
 * What test/engines/gatekeeper-doctor needs, in the cache folder: helm, and Gatekeeper's own chart, which lies in its Go module. `--env` prints what to
 * export, with what there is. Runs on Node 20.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installModule, pathOfModule } from '../go-binary.mjs'
import { cache, fail } from '../opa/opa-tool.mjs'

const HELM = { name: 'helm', module: 'helm.sh/helm/v4/cmd/helm', version: '4.3.1' }
const GATEKEEPER = 'github.com/open-policy-agent/gatekeeper/v3@v3.23.1'

if (process.argv.includes('--env')) {
  console.log(`PAWL_HELM=${pathOfModule(HELM)}`)
  const chart = chartOf(spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).stdout?.trim() ?? '')
  if (existsSync(chart)) console.log(`PAWL_GATEKEEPER_CHART=${chart}`)
} else {
  await installModule(HELM)
  downloadChart()
}

/** The module is downloaded and verified by its checksum; nothing of it is built. */
function downloadChart() {
  const args = ['mod', 'download', '-json', GATEKEEPER]
  const answer = spawnSync('go', args, { cwd: cache, encoding: 'utf8', maxBuffer: 1 << 20 })
  if (answer.status !== 0) fail(`go mod download of ${GATEKEEPER} failed: is the Go module proxy reachable?`)
  console.log(`the chart of Gatekeeper is there: ${join(JSON.parse(answer.stdout).Dir, 'charts/gatekeeper')}`)
}

function chartOf(modules) {
  return join(modules, GATEKEEPER, 'charts/gatekeeper')
}
