import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const PAGE = readFileSync(new URL('../../docs/opa.md', import.meta.url), 'utf8')
const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
const OPA = process.env['PAWL_OPA']
const section = PAGE.slice(PAGE.indexOf('\n## Signed bundles\n')).split('\n## ')[1] ?? ''
/** Code of the section in fences of a kind, as it is written. */
const blocks = (kind: string): readonly string[] =>
  [...section.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, of, text]) => (of === kind ? [text ?? ''] : []))
const commands = blocks('').flatMap((block) => block.trimEnd().split('\n'))
// The server is started by test/engines/opa/server.test.ts, as it is written.
const runs = (command: string): boolean =>
  !command.startsWith('opa run ') && (OPA !== undefined || !/^opa |rules-3/.test(command))
if (OPA === undefined) console.log('commands of docs/opa.md left out: there is no real opa; set PAWL_OPA')

const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: app, revision: 1 }
spec:
  mode: enforce
  images: ["ghcr.io/acme/**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
const RULES = `package acme

decision := {"allow": false, "unmet": [[0, "acme", "all"]], "expiresAt": null}
`

/** A folder with what the page names, and the programs that it calls. */
function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-page-'))
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'rules'))
  writeFileSync(join(folder, 'policy.yaml'), POLICY)
  writeFileSync(join(folder, 'rules', 'acme.rego'), RULES)
  const programs = { pawl: `"${process.execPath}" --conditions=@pawl/source "${MAIN}"`, opa: `"${OPA ?? 'false'}"` }
  for (const [name, program] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\nexec ${program} "$@"\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  return folder
}

describe('the section "Signed bundles" of docs/opa.md', () => {
  it('has commands of these kinds, one after the other', () => {
    expect(commands.map((each) => each.split(' ').slice(0, 3).join(' '))).toEqual([
      'openssl genpkey -algorithm',
      'openssl pkey -in',
      'pawl opa bundle',
      'pawl opa bundle',
      'pawl opa verify',
      'opa build -b',
      'opa run --server',
      'opa build -t',
      'pawl opa verify',
    ])
  })

  it('runs as it is written, in one folder', () => {
    const folder = folderOf()
    const PATH = `${join(folder, 'bin')}:${process.env['PATH']}`
    for (const command of commands.filter(runs)) {
      const { status, stderr } = spawnSync('bash', ['--norc', '-c', command], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH },
      })
      expect([command, status, stderr]).toEqual([command, 0, expect.any(String)])
    }
  })

  it('names the key in the configuration of a server as its bundle does', () => {
    const [written = ''] = blocks('yaml')
    const { keys, bundles } = parse(written)
    expect(Object.keys(keys)).toEqual([bundles.pawl.signing.keyid])
    expect(keys.operator.algorithm).toBe('ES256')
  })
})
