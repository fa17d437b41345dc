import { readFileSync, writeFileSync } from 'node:fs'
import { testKey } from '@pawl/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { at, newHouse, operator, POLICY, PROFILES, pawl, sign, write } from '../../configuration/house.ts'

beforeEach(newHouse)

interface Made {
  readonly policy?: readonly string[]
  readonly key?: string
  readonly name?: string
}
const make = (revision: number, target: string, { policy = ['--policy', at('policy.yaml')], key, name }: Made = {}) =>
  pawl(
    ...['opa', 'bundle', ...policy, '--target', target, '--revision', String(revision)],
    ...['--key', key ?? at('operator.key'), '--out', at(name ?? `b-${revision}.tar.gz`)],
  )
const verify = (bundle: string, ...more: readonly string[]) =>
  pawl('opa', 'verify', at(bundle), '--key', at('operator.pub'), '--state', at('seen.jsonl'), ...more)
const FLOOR = ['--min-revision', '1']
const refused = (code: string) => ({ code: 1, out: expect.stringContaining(`REFUSED ${code}: `) })

describe('pawl opa bundle', () => {
  it.each(['rego', 'wasm'])('makes what verify takes, the same bytes each time: %s', async (target) => {
    expect(await make(8, target)).toMatchObject({ code: 0 })
    expect(await make(8, target, { name: 'again.tar.gz' })).toMatchObject({ code: 0 })
    expect(readFileSync(at('b-8.tar.gz')).equals(readFileSync(at('again.tar.gz')))).toBe(true)
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ code: 0, out: expect.stringContaining('USABLE') })
  })

  it('takes policies, profiles, and signed configuration, whose end it keeps', async () => {
    write('profiles.yaml', PROFILES)
    const profiles = ['--policy', at('policy.yaml'), '--profiles', at('profiles.yaml'), '--namespace', 'prod-1']
    expect(await make(1, 'rego', { policy: profiles })).toMatchObject({
      code: 0,
      out: expect.stringContaining('strict'),
    })
    const config = ['--config', await sign(3), '--config-key', at('operator.pub'), '--min-revision', '3']
    expect(await make(2, 'rego', { policy: config })).toMatchObject({ code: 0 })
    // Stored, not compressed: 2026-02-01T00:00:00Z is in the data of the one and not of the other.
    expect(readFileSync(at('b-2.tar.gz'), 'latin1')).toContain('"validUntil":1769904000')
    expect(readFileSync(at('b-1.tar.gz'), 'latin1')).toContain('"validUntil":"unlimited"')
  })

  it('makes nothing of an old configuration: configuration-stale', async () => {
    const config = ['--config', await sign(3), '--config-key', at('operator.pub'), '--min-revision', '4']
    expect(await make(2, 'rego', { policy: config })).toMatchObject({ code: undefined, refused: 'configuration-stale' })
  })

  it('makes nothing without a policy, and writes over nothing: usage, output-unwritable', async () => {
    expect(await make(8, 'rego', { policy: [] })).toMatchObject({ refused: 'usage' })
    expect(await make(8, 'rego')).toMatchObject({ code: 0 })
    expect(await make(8, 'wasm')).toMatchObject({ refused: 'output-unwritable' })
  })

  it('makes nothing of a policy that cannot be read: policy-invalid', async () => {
    write('policy.yaml', POLICY.replace('maxAge: 14d', 'maxAge: soon'))
    expect(await make(8, 'rego')).toMatchObject({ code: undefined, refused: 'policy-invalid' })
  })

  it('signs with an RSA key by the algorithm that is named, and not without one: usage', async () => {
    const rsa = testKey('rsa')
    write('rsa.key', rsa.privatePem)
    write('operator.pub', rsa.publicPem)
    expect(await make(8, 'rego', { key: at('rsa.key') })).toMatchObject({ refused: 'usage' })
    for (const [index, algorithm] of ['RS256', 'PS256'].entries()) {
      const revision = index + 1
      const named = ['--policy', at('policy.yaml'), '--algorithm', algorithm]
      expect(await make(revision, 'rego', { key: at('rsa.key'), policy: named })).toMatchObject({ code: 0 })
      const bundle = `b-${revision}.tar.gz`
      expect(await verify(bundle, ...FLOOR)).toMatchObject({ refused: 'usage' })
      expect(await verify(bundle, ...FLOOR, '--algorithm', algorithm)).toMatchObject({ code: 0 })
      const other = algorithm === 'RS256' ? 'PS256' : 'RS256'
      expect(await verify(bundle, ...FLOOR, '--algorithm', other)).toMatchObject(refused('bundle-signature-invalid'))
    }
  })

  it('signs with no key that OPA does not take, and with none that is none: usage, signing-key-invalid', async () => {
    write('p521.key', testKey('p521').privatePem)
    expect(await make(8, 'rego', { key: at('p521.key') })).toMatchObject({ refused: 'usage' })
    write('no.key', operator.publicPem)
    expect(await make(8, 'rego', { key: at('no.key') })).toMatchObject({ refused: 'signing-key-invalid' })
  })
})

describe('pawl opa verify', () => {
  it('refuses another key, and keeps nothing of it: bundle-signature-invalid', async () => {
    await make(8, 'rego')
    const other = ['opa', 'verify', at('b-8.tar.gz'), '--key', at('stranger.pub'), '--state', at('seen.jsonl')]
    expect(await pawl(...other, ...FLOOR)).toMatchObject(refused('bundle-signature-invalid'))
    expect(() => readFileSync(at('seen.jsonl'))).toThrow('ENOENT')
    expect(await verify('b-8.tar.gz', '--key', at('stranger.pub'), ...FLOOR)).toMatchObject({ code: 0 })
  })

  it('refuses what is older than the floor, or than what it took before: bundle-revision-lower', async () => {
    await make(7, 'rego')
    await make(8, 'rego')
    expect(await verify('b-7.tar.gz', '--min-revision', '8')).toMatchObject(refused('bundle-revision-lower'))
    expect(await verify('b-7.tar.gz', ...FLOOR)).toMatchObject({ code: 0 })
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ code: 0 })
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ code: 0 })
    expect(await verify('b-7.tar.gz', ...FLOOR)).toMatchObject(refused('bundle-revision-lower'))
  })

  it('refuses another content of a revision that it took before: bundle-revision-forked', async () => {
    await make(8, 'rego')
    await make(8, 'wasm', { name: 'other.tar.gz' })
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ code: 0 })
    expect(await verify('other.tar.gz', ...FLOOR)).toMatchObject(refused('bundle-revision-forked'))
  })

  it('names the code and the file as JSON, for a pipeline', async () => {
    await make(8, 'rego')
    writeFileSync(at('b-8.tar.gz'), readFileSync(at('b-8.tar.gz')).subarray(0, -1))
    const { code, out } = await verify('b-8.tar.gz', ...FLOOR, '-o', 'json')
    expect([code, JSON.parse(out)]).toEqual([1, { usable: false, refused: { code: 'bundle-unreadable' } }])
  })

  it('takes a damaged record for no first run, nor that of a configuration: configuration-stale', async () => {
    await make(8, 'rego')
    write('seen.jsonl', 'damaged\n')
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ code: undefined, refused: 'configuration-stale' })
    write('seen.jsonl', '{"name":"acme","revision":1,"digest":"sha256:a"}\n')
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ code: undefined, refused: 'configuration-stale' })
  })

  it('looks at nothing without a floor, a state, and a public key: usage, key-invalid, source-unreadable', async () => {
    await make(8, 'rego')
    expect(await verify('b-8.tar.gz')).toMatchObject({ refused: 'usage' })
    const key = ['--key', at('operator.pub')]
    expect(await pawl('opa', 'verify', at('b-8.tar.gz'), ...key, ...FLOOR)).toMatchObject({ refused: 'usage' })
    write('operator.pub', operator.privatePem)
    expect(await verify('b-8.tar.gz', ...FLOOR)).toMatchObject({ refused: 'key-invalid' })
    write('operator.pub', operator.publicPem)
    expect(await verify('gone.tar.gz', ...FLOOR)).toMatchObject({ refused: 'source-unreadable' })
  })
})
