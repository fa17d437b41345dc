import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { testKey } from '@pawl/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  at,
  check,
  END,
  files,
  key,
  newHouse,
  operator,
  POLICY,
  PROFILES,
  pawl,
  sign,
  state,
  TRUST,
  write,
} from './house.ts'

beforeEach(newHouse)

describe('pawl config sign', () => {
  it.each(['ed25519', 'p256', 'p384', 'p521', 'rsa'] as const)('signs with %s what verify takes', async (kind) => {
    const pair = testKey(kind)
    write('operator.key', pair.privatePem)
    write('operator.pub', pair.publicPem)
    expect(await check(await sign(1), '--min-revision', '1')).toMatchObject({ code: 0 })
  })

  it('opens an encrypted key with the password of a file, and with no other: signing-key-invalid', async () => {
    const sealed = createPrivateKey(operator.privatePem).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'correct',
    })
    write('operator.key', sealed.toString())
    expect(
      await check(await sign(1, '--password-file', write('password', 'correct\n')), '--min-revision', '1'),
    ).toMatchObject({ code: 0 })
    const head = ['--name', 'acme', '--revision', '2', '--valid-until', END, ...files(), '--key', at('operator.key')]
    const wrong = await pawl('config', 'sign', ...head, '--password-file', write('wrong', 'horse\n'))
    expect(wrong).toMatchObject({ code: undefined, refused: 'signing-key-invalid', out: '' })
    expect(await pawl('config', 'sign', ...head)).toMatchObject({ refused: 'signing-key-invalid' })
  })

  it('signs with no public key and no weak one: signing-key-invalid, key-invalid', async () => {
    const head = ['--name', 'acme', '--revision', '1', '--valid-until', END, ...files(), '--key']
    expect(await pawl('config', 'sign', ...head, at('operator.pub'))).toMatchObject({ refused: 'signing-key-invalid' })
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const weak = write('weak.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    expect(await pawl('config', 'sign', ...head, weak)).toMatchObject({ refused: 'key-invalid', out: '' })
  })

  it('signs nothing that would be refused: one that has ended, a policy or trust that is invalid, an unknown attester', async () => {
    const head = ['--name', 'acme', '--revision', '1', '--key', at('operator.key')]
    const ended = await pawl('config', 'sign', ...head, ...files(), '--valid-until', '2026-01-02T00:00:00Z')
    expect(ended).toMatchObject({ code: undefined, refused: 'usage', out: '' })
    write('policy.yaml', POLICY.replace('[security]', '[securty]'))
    const unknown = await pawl('config', 'sign', ...head, ...files(), '--valid-until', END)
    expect(unknown).toMatchObject({ refused: 'policy-invalid', out: '' })
    write('policy.yaml', POLICY)
    write('profiles.yaml', PROFILES.replace('unknownNamespaces: strict', 'unknownNamespaces: lenient'))
    const open = await pawl(
      'config',
      'sign',
      ...head,
      ...files(),
      '--valid-until',
      END,
      '--profiles',
      at('profiles.yaml'),
    )
    expect(open).toMatchObject({ refused: 'policy-invalid', out: '' })
    expect(open.lines).toEqual([
      './profiles.yaml:8:22: spec.unknownNamespaces: is not closed: name a profile in mode enforce with unmatched: deny',
    ])
  })

  it('writes over nothing: output-unwritable', async () => {
    const bundle = await sign(1)
    const before = readFileSync(bundle, 'utf8')
    const head = ['--name', 'acme', '--revision', '2', '--valid-until', END, '--key', at('operator.key')]
    const run = await pawl('config', 'sign', ...head, ...files(), '--out', bundle)
    expect(run).toMatchObject({ code: undefined, refused: 'output-unwritable' })
    expect(readFileSync(bundle, 'utf8')).toBe(before)
  })

  it('prints the bundle where no file is named, and nothing else on that stream', async () => {
    const head = ['--name', 'acme', '--revision', '2', '--valid-until', END, '--key', at('operator.key')]
    const run = await pawl('config', 'sign', ...head, ...files())
    expect(JSON.parse(run.out)).toMatchObject({ payloadType: 'application/vnd.pawl.configuration.v1+json' })
    expect(run.err).toContain('signed acme revision 2, until 2026-02-01T00:00:00Z, by sha256:')
  })
})

describe('pawl config verify', () => {
  it('says that a bundle may be used, and what is in it: 0', async () => {
    const run = await pawl('config', 'verify', await sign(7, '--profiles', at('profiles.yaml')), ...key(), ...state())
    expect(run.code).toBe(0)
    for (const words of ['acme revision 7  USABLE', operator.id, 'security (review)', 'app revision 1 (enforce)']) {
      expect(run.out).toContain(words)
    }
    expect(run.out).toMatch(/strict \(enforce\): app in prod-\*, every other\s+namespace/)
  })

  it('says that it may not, and why: 1', async () => {
    const bundle = await sign(7)
    const other = ['--config-key', at('stranger.pub'), '--min-revision', '0']
    const run = await pawl('config', 'verify', bundle, ...other)
    expect(run.code).toBe(1)
    expect(run.out).toContain('REFUSED configuration-stale')
    const json = await pawl('config', 'verify', bundle, ...other, '-o', 'json')
    expect(JSON.parse(json.out)).toEqual({
      usable: false,
      refused: { code: 'unsigned', cause: 'signature-unverified' },
    })
  })
})

describe('pawl config diff', () => {
  it('finds nothing between a bundle and its files: 0', async () => {
    const run = await pawl('config', 'diff', await sign(7), ...key(), ...files())
    expect(run).toMatchObject({ code: 0 })
    expect(run.out).toContain('nothing that decides is different')
  })

  it('says what opens and what closes, and that the revision does not rise: 1', async () => {
    const old = await sign(7)
    write('policy.yaml', POLICY.replace('14d', '30d').replace('enforce', 'warn'))
    const next = await sign(6)
    const run = await pawl('config', 'diff', old, next, ...key())
    expect(run.code).toBe(1)
    expect(run.out).toContain('opens  policies app mode              enforce -> warn')
    expect(run.out).toMatch(/review by security, at most 14d old -> review by security,\s+at most 30d old/)
    expect(run.out).toContain('changes: 2 opens, 0 either, 0 closes')
    expect(run.out).toContain('no later revision')
    expect((await pawl('config', 'diff', next, old, ...key())).out).toContain('changes: 0 opens, 0 either, 2 closes')
  })

  it('describes an attester that is named like a member of policies as what it is', async () => {
    const old = await sign(7)
    write('trust.yaml', `${TRUST}    - { name: require, keys: [{ file: operator.pub }], claims: [vex] }\n`)
    const run = await pawl('config', 'diff', old, ...key(), ...files())
    expect(run).toMatchObject({ code: 1, refused: undefined })
    expect(run.out).toContain('opens  trust attesters require keys    + file operator.pub')
  })

  it('compares nothing that somebody else signed: configuration-stale', async () => {
    const bundle = await sign(7)
    const run = await pawl('config', 'diff', bundle, '--config-key', at('stranger.pub'), ...files())
    expect(run).toMatchObject({ code: undefined, refused: 'configuration-stale' })
  })
})

describe('pawl policy compile', () => {
  it('prints one normal form and one digest for two ways of writing a policy, and others for another policy', async () => {
    const written = await pawl('policy', 'compile', at('policy.yaml'))
    expect(written.code).toBe(0)
    const turned = `# the same
kind: "AttestationPolicy"
apiVersion: 'pawl.dev/v1'
spec: {require: [{maxAge: 14d, from: [security, security], claim: review, name: reviewed}], images: ["ghcr.io/acme/**"], mode: enforce}
metadata: {revision: 1, name: app}
`
    const other = await pawl('policy', 'compile', write('turned.yaml', turned))
    expect(JSON.parse(other.out)).toEqual(JSON.parse(written.out))
    expect(other.err).toBe(written.err)
    expect(written.err).toMatch(/^sha256:[0-9a-f]{64}$/)
    const changed = await pawl('policy', 'compile', write('changed.yaml', turned.replace('14d', '13d')))
    expect(changed.err).not.toBe(written.err)
  })
})
