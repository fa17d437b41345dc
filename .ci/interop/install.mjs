/**
 * What test/interop needs, in the cache folder: cosign and a registry with the referrers API, built with Go, and Debian's docker-registry, unpacked from its
 * package and not installed. `--env` prints what to export, with what there is. Runs on Node 20.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildFolder, installModule, pathOf, pathOfModule } from '../go-binary.mjs'
import { cache } from '../opa/opa-tool.mjs'

const COSIGN = { name: 'cosign', module: 'github.com/sigstore/cosign/v3/cmd/cosign', version: '3.1.2' }
const REGISTRY = { name: 'referrers-registry', folder: 'test/interop/registry' }
const unpacked = join(cache, 'docker-registry')
const dockerRegistry = join(unpacked, 'usr/bin/docker-registry')

if (process.argv.includes('--env')) {
  console.log(`PAWL_COSIGN=${pathOfModule(COSIGN)}`)
  console.log(`PAWL_REFERRERS_REGISTRY=${pathOf(REGISTRY)}`)
  if (existsSync(dockerRegistry)) console.log(`PAWL_DOCKER_REGISTRY=${dockerRegistry}`)
} else {
  await installModule(COSIGN)
  await buildFolder(REGISTRY)
  unpackDockerRegistry()
}

/** Where there is no apt, the suite says that it skipped this registry. */
function unpackDockerRegistry() {
  if (existsSync(dockerRegistry)) {
    console.log(`docker-registry is there: ${dockerRegistry}`)
    return
  }
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'apt-'))
  const download = () => spawnSync('apt-get', ['download', '-q', 'docker-registry'], { cwd: folder, encoding: 'utf8' })
  // An empty list of packages is what a new machine has.
  if (download().status !== 0 && spawnSync('apt-get', ['update', '-q']).status === 0) download()
  const [archive] = readdirSync(folder)
  const done = archive === undefined ? 1 : spawnSync('dpkg-deb', ['-x', join(folder, archive), unpacked]).status
  rmSync(folder, { recursive: true })
  console.log(
    done === 0
      ? `docker-registry is unpacked: ${dockerRegistry}`
      : 'docker-registry is not there: no Debian, or no packages',
  )
}
