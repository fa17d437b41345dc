import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { tlsAuthority } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SOUND } from './one-fact-away.ts'

// Doctor over what compile really prints for examples/gatekeeper, by the command line of both, beside the chart with the values of the example.
const { PAWL_HELM = '', PAWL_GATEKEEPER_CHART = '' } = process.env
const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url))
const example = (name: string): string => path(`examples/gatekeeper/${name}`)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pawl-doctor-'))
  writeFileSync(join(folder, 'ca.crt'), tlsAuthority('gateway', Math.floor(Date.now() / 1000)).authority)
  writeFileSync(join(folder, 'chart.yaml'), chart())
})
afterAll(() => rmSync(folder, { recursive: true }))

function chart(): string {
  if (PAWL_HELM === '' || PAWL_GATEKEEPER_CHART === '')
    return SOUND.slice(0, SOUND.indexOf('apiVersion: externaldata.gatekeeper.sh'))
  return run(PAWL_HELM, [
    ...['template', 'gatekeeper', PAWL_GATEKEEPER_CHART, '--namespace', 'gatekeeper-system'],
    ...['-f', example('values.yaml')],
  ]).out
}

function run(command: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 24 })
  return { code: status, out: stdout, err: stderr }
}

const pawl = (...args: readonly string[]) =>
  run(process.execPath, ['--conditions=@pawl/source', path('apps/cli/src/main.ts'), ...args])

function compiled(mode: string): string {
  const { code, out, err } = pawl(
    ...['gatekeeper', 'compile', '--mode', mode, '--policy', example('policy.yaml')],
    ...['--profiles', example('profiles.yaml'), '--trust', example('trust.yaml')],
    ...['--gateway-url', 'https://pawl-gateway.pawl-system:8443', '--gateway-ca', join(folder, 'ca.crt')],
  )
  if (code !== 0) throw new Error(err)
  return out
}

/** The exit code, and the codes of what was found, each once. */
function examined(manifests: string) {
  writeFileSync(join(folder, 'pawl.yaml'), manifests)
  const { code, out } = pawl(
    ...['doctor', 'gatekeeper', join(folder, 'chart.yaml'), join(folder, 'pawl.yaml')],
    ...['--absent', 'Config', 'Namespace', '--strict', '-o', 'json'],
  )
  const { findings, notSeen } = JSON.parse(out) as { findings: { code: string }[]; notSeen: { part: string }[] }
  const codes = [...findings.map((each) => each.code), ...notSeen.map((each) => `not-seen ${each.part}`)]
  return { code, found: [...new Set(codes)] }
}

/** Throws where the text is not there: such a row would ask something else than it says. */
function edited(text: string, find: string | RegExp, replace: string): string {
  const made = text.replace(find, replace)
  if (made === text) throw new Error(`not in what was compiled: ${find}`)
  return made
}

function withoutDocument(text: string, name: string): string {
  const documents = text.split('---\n')
  const kept = documents.filter((each) => !each.includes(`  name: ${name}\n`))
  if (kept.length !== documents.length - 1) throw new Error(`not one document: ${name}`)
  return kept.join('---\n')
}

describe.each(['document', 'decision'])('of what compile prints in %s mode, doctor', { timeout: 120_000 }, (mode) => {
  let manifests: string
  beforeAll(() => {
    manifests = compiled(mode)
  })

  it('finds nothing: 0', () => {
    expect(examined(manifests)).toStrictEqual({ code: 0, found: [] })
  })

  // Without it the Assigns are left alone as well: they replace tags, and nothing denies what they could not replace.
  it('finds that the constraint that denies is missing: 1', () => {
    expect(examined(withoutDocument(manifests, 'pawl-enforce'))).toStrictEqual({
      code: 1,
      found: ['doctor-constraint-missing', 'doctor-pin-unvalidated'],
    })
  })

  it('finds that the constraint that denies only warns: 1', () => {
    expect(examined(edited(manifests, 'enforcementAction: deny', 'enforcementAction: warn'))).toStrictEqual({
      code: 1,
      found: ['doctor-constraint-action'],
    })
  })

  it('finds that a Provider has no time: 1', () => {
    expect(examined(edited(manifests, 'timeout: 2', 'timeout: 0'))).toStrictEqual({
      code: 1,
      found: ['doctor-provider-timeout'],
    })
  })

  it('finds that the Rego of the template was changed by hand: 1', () => {
    expect(examined(edited(manifests, /(\n *)(package pawlattestations\n)/, '$1$2$1# changed$1'))).toStrictEqual({
      code: 1,
      found: ['doctor-template-changed'],
    })
  })
})
