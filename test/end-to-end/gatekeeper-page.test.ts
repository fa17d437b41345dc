import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { tlsAuthority } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'

const url = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const PAGE = readFileSync(url('docs/gatekeeper.md'), 'utf8')
const MAIN = fileURLToPath(url('apps/cli/src/main.ts'))
const SOUND = readFileSync(url('test/engines/gatekeeper-doctor/sound-installation.yaml'), 'utf8')
const fences = [...PAGE.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
/** What a reader runs; `console` is for a cluster and a network alone. */
const blocks = fences.flatMap(([, kind, text]) => (kind === '' ? [text ?? ''] : []))
const { PAWL_HELM = '', PAWL_GATEKEEPER_CHART = '' } = process.env

/** The kinds that the page asks kubectl for, by the names that a cluster has for them. */
const RESOURCES = new Map([
  ['ValidatingWebhookConfiguration', 'validatingwebhookconfigurations'],
  ['MutatingWebhookConfiguration', 'mutatingwebhookconfigurations'],
  ['Deployment', 'deployments'],
  ['Config', 'configs.config.gatekeeper.sh'],
  ['Provider', 'providers.externaldata.gatekeeper.sh'],
  ['ConstraintTemplate', 'constrainttemplates'],
  ['PawlAttestations', 'pawlattestations.constraints.gatekeeper.sh'],
  ['Assign', 'assign.mutations.gatekeeper.sh'],
  ['AssignImage', 'assignimage.mutations.gatekeeper.sh'],
  ['ModifySet', 'modifyset.mutations.gatekeeper.sh'],
  ['Namespace', 'namespaces'],
])

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'pawl-gatekeeper-page-'))
  mkdirSync(join(path, 'bin'))
  cpSync(url('examples/gatekeeper'), join(path, 'examples/gatekeeper'), { recursive: true })
  writeFileSync(
    join(path, 'pawl.yaml'),
    SOUND.slice(SOUND.indexOf('apiVersion: externaldata.gatekeeper.sh'), SOUND.indexOf('apiVersion: config.')),
  )
  writeFileSync(join(path, 'chart.yaml'), SOUND.slice(0, SOUND.indexOf('apiVersion: externaldata.gatekeeper.sh')))
  // No cluster runs here: what kubectl prints is the sound installation, of the kinds that it was asked for.
  for (const [kind, resource] of RESOURCES) writeFileSync(join(path, `bin/${resource}.yaml`), documentsOf(kind))
  script(path, 'pawl', `exec '${process.execPath}' --conditions=@pawl/source '${MAIN}' "$@"`)
  script(
    path,
    'kubectl',
    `[ "$1 $2 $3" = 'get --namespace gatekeeper-system' ] || exit 1; for each in \${4//,/ }; do cat "$(dirname "$0")/$each.yaml" || exit 1; done`,
  )
  script(
    path,
    'helm',
    PAWL_HELM === ''
      ? 'cat chart.yaml'
      : `exec '${PAWL_HELM}' "\${@/#gatekeeper\\/gatekeeper/${PAWL_GATEKEEPER_CHART}}"`,
  )
  return path
}

function script(path: string, name: string, text: string): void {
  writeFileSync(join(path, 'bin', name), `#!/bin/bash\n${text}\n`)
  chmodSync(join(path, 'bin', name), 0o755)
}

function documentsOf(kind: string): string {
  const values = parseAllDocuments(SOUND).flatMap(
    (each) => [each.toJS()] as { kind: string; items: { kind: string }[] }[],
  )
  const all = values.filter((each) => each !== null).flatMap((each) => (each.kind === 'List' ? each.items : [each]))
  return `---\n${stringify({ apiVersion: 'v1', kind: 'List', items: all.filter((each) => each.kind === kind) })}`
}

function run(command: string) {
  const cwd = folder()
  const env = { PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`, HOME: cwd }
  return spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', command], { cwd, env, encoding: 'utf8' })
}

describe('the commands of docs/gatekeeper.md', () => {
  it('are two pairs', () => {
    expect(blocks.map((each) => each.split('\n').map((line) => line.split(' ')[0]))).toEqual([
      ['helm', 'pawl', ''],
      ['kubectl', 'pawl', ''],
    ])
  })

  it.each(blocks)('end with 0 where the installation is sound: %#', (block) => {
    expect(run(block)).toMatchObject({ status: 0, stderr: '' })
  })

  it.each(blocks)('end with 1 where Pawl was left out: %#', (block) => {
    const parted = block.replace(' pawl.yaml', '').replace(/providers[^,]*,/, '')
    expect(parted).not.toBe(block)
    expect(run(parted).status).toBe(1)
  })

  it('print the manifests of the example: what is installed', () => {
    const [, command = ''] = /^\$ (pawl gatekeeper compile .* > pawl\.yaml)$/m.exec(PAGE) ?? []
    const authority = tlsAuthority('gateway', Math.floor(Date.now() / 1000)).authority
    const { status, stdout } = run(`cd examples/gatekeeper; echo '${authority}' > ca.crt; ${command}; cat pawl.yaml`)
    const kinds = parseAllDocuments(stdout).map((each) => each.toJS().kind)
    expect(status).toBe(0)
    expect([...new Set(kinds)]).toEqual(['Provider', 'ConstraintTemplate', 'PawlAttestations', 'Assign'])
  })

  it('ask kubectl for each kind that doctor asks about', () => {
    const [, list = ''] = /kubectl get --namespace gatekeeper-system (\S+)/.exec(PAGE) ?? []
    expect(list.split(',').toSorted()).toEqual([...RESOURCES.values()].toSorted())
  })
})

describe('the values of examples/gatekeeper', () => {
  it('are those of the table of the page', () => {
    const [written] = parseAllDocuments(readFileSync(url('examples/gatekeeper/values.yaml'), 'utf8')).map((each) =>
      each.toJS(),
    )
    const rows = [...PAGE.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|/gm)].map(([, name, value]) => [name, value])
    // Not in the table: it only says what the default is.
    const { enableExternalData, ...others } = written
    expect(enableExternalData).toBe(true)
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
    )
  })
})
