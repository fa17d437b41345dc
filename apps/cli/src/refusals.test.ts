import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Fault } from '@pawl/core'
import { ConfigurationInvalid } from '@pawl/document'
import { asRefusal, printable } from '@pawl/setup'
import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pawl-refusals-'))
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}
const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** The real program in a process of its own, in a folder of its own: exit code and both streams are what a person gets. */
function pawl(...args: readonly string[]): {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=@pawl/source', main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

const TRUST = (attester: string): string =>
  `apiVersion: pawl.dev/v1\nkind: TrustConfiguration\nmetadata: { name: t, revision: 1 }\nspec:\n  attesters:\n    - ${attester}\n`
const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: p, revision: 1 }
spec:
  mode: enforce
  images: ["**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
write('key.pub', testKey('ed25519').publicPem)
write('policy.yaml', POLICY)
write('trust.yaml', TRUST('{ name: security, keys: [{ file: key.pub }], claims: [review] }'))
const DIGEST = `sha256:${'a'.repeat(64)}`
const check = (subject: string, trust: string, policy: string) =>
  pawl('check', subject, '--trust', trust, '--policy', policy)

describe('pawl, when it could not decide', () => {
  it.each([
    ['usage', [], 'see pawl --help'],
    ['usage', ['check', DIGEST], 'see pawl --help'],
    [
      'usage',
      ['check', DIGEST, '--trust', 'trust.yaml', '--policy', 'policy.yaml', '--at', 'yesterday'],
      'see pawl --help',
    ],
    ['source-unreadable', ['check', DIGEST, '--trust', 'nothing.yaml', '--policy', 'policy.yaml'], 'nothing.yaml'],
    ['source-unreadable', ['check', 'file:nothing', '--trust', 'trust.yaml', '--policy', 'policy.yaml'], 'nothing'],
    [
      'source-unreadable',
      ['inspect', DIGEST, '--trust', 'trust.yaml', '--evidence', 'nothing'],
      'there is no such file or folder',
    ],
    [
      'reference-invalid',
      ['input', 'ghcr.io/acme/app:1', '--trust', 'trust.yaml', '--offline'],
      'a tag can point to something else',
    ],
    ['registry-not-allowed', ['input', 'ghcr.io/acme/app:1', '--trust', 'trust.yaml'], 'name it with --registry'],
    ['reference-invalid', ['input', 'ghcr.io/ACME/app@sha256:00', '--trust', 'trust.yaml'], 'digest'],
    ['reference-invalid', ['input', `sha256:${'A'.repeat(64)}`, '--trust', 'trust.yaml'], 'sha256'],
  ])('exits with 2 and says what to do: %s', (code, args, words) => {
    const { status, stdout, stderr } = pawl(...args)
    expect(stderr + stdout).toContain(words)
    expect(status).toBe(2)
    expect(stderr).toContain(`${code}: `)
    expect(stderr).toContain('what to do: ')
  })

  it.each([
    ['policy-invalid', POLICY.replace('maxAge: 14d', 'maxAge: 14'), 'policy.yaml:8:66: spec.require[0].maxAge: '],
    ['policy-invalid', POLICY.replace('mode: enforce', 'mode: maybe'), 'policy.yaml:5:9: spec.mode: '],
    [
      'policy-invalid',
      POLICY.replace('claim: review,', 'claim: review, wher: [],'),
      'spec.require[0].wher: is not a member',
    ],
    [
      'policy-invalid',
      POLICY.replace('from: [security]', 'from: [securty]'),
      'policy.yaml:8:47: spec.require[0].from[0]: is no attester of the trust configuration, did you mean security?',
    ],
    [
      'policy-invalid',
      POLICY.replace('maxAge: 14d', 'max_age: 14d'),
      'is not a member that is known here, did you mean maxAge?',
    ],
    ['configuration-invalid', `${POLICY}  mode: warn\n`, 'policy.yaml:9:3: '],
    ['configuration-invalid', POLICY.replace('["**"]', '&a ["**"]').replace('[security]', '*a'), 'aliases'],
    ['configuration-invalid', 'a: [', 'policy.yaml:'],
  ])('names the place in a policy that cannot be used: %s', (code, text, words) => {
    write('policy.yaml', text)
    const { status, stderr } = check(DIGEST, 'trust.yaml', 'policy.yaml')
    write('policy.yaml', POLICY)
    expect(stderr).toContain(words)
    expect(stderr).toContain(`${code}: `)
    expect(status).toBe(2)
  })

  it.each([
    ['trust-invalid', '{ name: security, claims: [review] }', 'has neither keys nor keyless identities'],
    ['trust-invalid', '{ name: security, keys: [{ file: key.pub }], claims: [] }', 'is empty'],
    [
      'trust-invalid',
      '{ name: security, keys: [{ file: key.pub }], claims: [magic] }',
      'bad-trust.yaml:6:61: spec.attesters[0].claims[0]: is no claim type that is known',
    ],
    [
      'source-unreadable',
      '{ name: security, keys: [{ file: gone.pub }], claims: [review] }',
      'bad-trust.yaml:6:40: spec.attesters[0].keys[0].file: gone.pub',
    ],
    [
      'key-invalid',
      '{ name: security, keys: [{ file: trust.yaml }], claims: [review] }',
      'bad-trust.yaml:6:40: spec.attesters[0].keys[0].file: trust.yaml',
    ],
  ])('names the fault of a trust configuration: %s', (code, attester, words) => {
    write('bad-trust.yaml', TRUST(attester))
    const { status, stderr } = check(DIGEST, 'bad-trust.yaml', 'policy.yaml')
    expect(stderr).toContain(words)
    expect(stderr).toContain(`${code}: `)
    expect(status).toBe(2)
  })

  it('names the fault of a trusted root: trusted-root-invalid', () => {
    write('root.json', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}')
    const trust = TRUST('{ name: security, keys: [{ file: key.pub }], claims: [review] }').replace(
      'spec:\n',
      'spec:\n  roots: [{ name: internal, trustedRoot: root.json }]\n',
    )
    write('root-trust.yaml', trust)
    expect(check(DIGEST, 'root-trust.yaml', 'policy.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('trusted-root-invalid: '),
    })
  })

  it('reads key files beside the trust configuration, never from the working folder (C78)', () => {
    mkdirSync(join(folder, 'elsewhere'), { recursive: true })
    write('elsewhere/trust.yaml', TRUST('{ name: security, keys: [{ file: key.pub }], claims: [review] }'))
    expect(check(DIGEST, 'elsewhere/trust.yaml', 'policy.yaml')).toMatchObject({ status: 2 })
  })

  it('keeps the code and the places of what has no lines: a signed bundle', () => {
    const problems = [{ at: 'spec.require', message: 'is empty' }]
    expect(asRefusal(new ConfigurationInvalid('policy-invalid', problems))).toMatchObject({
      code: 'policy-invalid',
      lines: problems,
    })
    expect(asRefusal(new Fault('key-invalid', 'it is none', 'a.pub', 'spec.attesters[0].keys[0].file'))).toMatchObject({
      code: 'key-invalid',
      lines: [{ at: 'spec.attesters[0].keys[0].file: a.pub', message: '' }],
    })
  })

  it.each([undefined, null, 'text', 0, new TypeError('of our own'), { code: 'trust-invalid' }])(
    'turns any throw into a defect, never into an answer: %s',
    (thrown) => {
      expect(asRefusal(thrown).code).toBe('defect')
    },
  )
})

describe('pawl, when it could', () => {
  it('denies a digest that nobody says anything about: 1', () => {
    expect(check(DIGEST, 'trust.yaml', 'policy.yaml')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('DENY'),
    })
  })

  it('prints its help: 0', () => {
    expect(pawl('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Only 0 is a yes') })
  })

  it('prints nothing that could drive a terminal (C96)', () => {
    expect(printable('a\u001b[2Jb\n\u202e\u2028c')).toBe('a\\u{1b}[2Jb\\u{a}\\u{202e}\\u{2028}c')
  })
})
