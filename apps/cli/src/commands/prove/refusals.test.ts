import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-refusals-'))
const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
/** A module of OPA that is there without an opa: the one that @pawl/opa ships. */
const MODULE = join(createRequire(import.meta.url).resolve('@pawl/opa'), '../../bundle/policy.wasm')

const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: p, revision: 1 }
spec:
  mode: enforce
  images: ["**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
writeFileSync(join(folder, 'policy.yaml'), POLICY)
/** Of Kyverno, with what it calls. */
const validating = (call: string): string => `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: own }
spec:
  validations:
    - expression: ${call} == true
`
writeFileSync(join(folder, 'literal.yaml'), validating('http.Get("https://gw.test/x").body.document'))
writeFileSync(join(folder, 'computed.yml'), validating('http.Get("https://gw.test/" + request.name).body.document'))
writeFileSync(join(folder, 'gate.rego'), 'package gate\n\ndefault allow := false\n')
writeFileSync(join(folder, 'text.wasm'), 'no module at all')
writeFileSync(join(folder, 'text.tar.gz'), 'no archive at all')
writeFileSync(join(folder, 'empty.tar.gz'), gzipSync(Buffer.alloc(1024)))
writeFileSync(
  join(folder, 'half.tar.gz'),
  gzipSync(Buffer.from(`policy.wasm${'\0'.repeat(113)}77777777777`.padEnd(512, '\0'))),
)
writeFileSync(join(folder, 'documents.json'), '{"kind":"AttestationInput"}')

function pawl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@pawl/source', main, 'prove', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    },
  )
  return { status, stdout, stderr }
}

const ALLOW = ['--allow', 'data.gate.allow']

describe('pawl prove, when it could not run', () => {
  it.each([
    ['usage', [], 'give Rego files'],
    ['usage', ['gate.rego'], 'one of --allow and --deny'],
    ['usage', ['gate.rego', ...ALLOW, '--deny', 'data.gate.deny'], 'one of --allow and --deny'],
    ['usage', ['gate.rego', '--allow', 'gate.allow'], 'one of --allow and --deny'],
    ['usage', ['--url', 'http://127.0.0.1:1/'], 'where in the answer'],
    ['usage', ['--policy', 'policy.yaml', '--cases', '0'], 'whole number'],
    ['source-unreadable', ['gone.wasm', ...ALLOW], 'gone.wasm'],
    ['source-unreadable', ['--policy', 'gone.yaml'], 'gone.yaml'],
    ['configuration-invalid', ['--policy', 'policy.yaml', '--documents', 'documents.json'], 'document 1'],
    ['opa-unavailable', ['gate.rego', ...ALLOW, '--opa', './no-opa-here'], './no-opa-here'],
    ['opa-failed', ['gate.rego', ...ALLOW, '--opa', 'false'], 'opa cannot build'],
    ['module-unusable', ['text.wasm', ...ALLOW], 'text.wasm'],
    ['module-unusable', ['text.tar.gz', ...ALLOW], 'it is not gzip'],
    ['module-unusable', ['empty.tar.gz', ...ALLOW], 'no policy.wasm'],
    ['module-unusable', ['half.tar.gz', ...ALLOW], 'not a tar archive'],
    ['module-unusable', [MODULE, ...ALLOW], 'entrypoint'],
    ['usage', ['literal.yaml', ...ALLOW], 'leave out --allow'],
    ['usage', ['literal.yaml', '--namespace', 'Not/one'], 'name of a namespace'],
    ['kyverno-policy-unusable', ['policy.yaml'], '--policy'],
    ['kyverno-policy-unusable', ['computed.yml'], 'absolute URL as a literal'],
    ['kyverno-unavailable', ['literal.yaml', '--kyverno', './no-kyverno-here'], './no-kyverno-here'],
    ['kyverno-failed', ['literal.yaml', '--kyverno', 'false'], 'nothing was said'],
    ['nothing-allowed', [MODULE, '--allow', 'data.pawl.engine.decision', '--cases', '300'], '--documents'],
    ['nothing-allowed', ['--url', 'http://127.0.0.1:1/', '--allow', 'result', '--cases', '300'], '--documents'],
  ])('exits with 2 and says what to do: %s', (code, args, words) => {
    const { status, stdout, stderr } = pawl(...args)
    expect(stderr).toContain(words)
    expect(stderr).toContain(`${code}: `)
    expect(stderr).toContain('what to do: ')
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})

describe('pawl prove, when it could', () => {
  it('finds nothing in a policy of ours, and does not call that a proof: 0', () => {
    const { status, stdout } = pawl('--policy', 'policy.yaml', '--cases', '2000', '--seed', '7')
    expect(stdout).toMatch(/no counterexample in 2\d\d\d cases \(seed 7, \d+ distinct shapes\)/)
    expect(stdout).toContain('docs/monotone.md')
    expect(stdout).not.toMatch(/proved|proven|safe/)
    expect(status).toBe(0)
  })

  it('prints the same again for the same seed', () => {
    const again = ['--policy', 'policy.yaml', '--cases', '1000', '--seed', '3', '-o', 'json']
    expect(pawl(...again).stdout).toBe(pawl(...again).stdout)
  })

  it('prints its help: 0', () => {
    expect(pawl('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Exit codes: 0 no counterexample'),
    })
  })
})
