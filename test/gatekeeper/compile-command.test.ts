import { readFileSync } from 'node:fs'
import { compileGatekeeper } from '@pawl/gatekeeper'
import { parsePolicy, profileOf } from '@pawl/policy'
import { serverCertificate } from '@pawl/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { at, files, key, newHouse, POLICY, pawl, type Run, sign, state, write } from '../configuration/house.ts'

const NOW = 1_767_312_000
const { authority, key: privateKey } = serverCertificate(['gateway.pawl'], NOW)
const CRD = 'crd/pawlattestations.constraints.gatekeeper.sh'

beforeEach(() => {
  newHouse()
  write('ca.pem', `a comment of somebody\n${authority}${privateKey}`)
})

const GATEWAY = 'https://gateway.pawl:8443'
const compile = (...args: readonly string[]): Promise<Run> =>
  pawl('gatekeeper', 'compile', '--gateway-url', GATEWAY, '--gateway-ca', at('ca.pem'), ...args)
const byHand = (...args: readonly string[]): Promise<Run> =>
  compile('--policy', at('policy.yaml'), '--mode', 'document', ...args)
const profiles = (): readonly string[] => ['--profiles', at('profiles.yaml')]

/** The documents of a run, as Kubernetes reads them: YAML 1.1. */
const read = (run: Run): readonly unknown[] =>
  parseAllDocuments(run.out, { version: '1.1' }).map((each) => each.toJS() as unknown)

const nameOf = (manifest: unknown): unknown =>
  manifest !== null && typeof manifest === 'object' && 'metadata' in manifest ? manifest.metadata : undefined

describe('pawl gatekeeper compile', () => {
  it('prints what the package compiles, in its order: 0', async () => {
    const profile = profileOf([parsePolicy(parse(POLICY), NOW)])
    const table = { profiles: new Map([[profile.name, profile]]), namespaces: [], unknown: profile }
    const expected = compileGatekeeper(table, {
      asks: 'document',
      gateway: { url: GATEWAY, authorities: authority, timeout: 2 },
      pins: true,
    })
    const run = await byHand()
    expect(run).toMatchObject({ code: 0, refused: undefined })
    expect(read(run)).toStrictEqual(JSON.parse(JSON.stringify(expected)))
  })

  it('prints the same in YAML and in JSON, and the same again: 0', async () => {
    const [yaml, json, again] = [await byHand(), await byHand('-o', 'json'), await byHand()]
    expect(JSON.parse(json.out)).toStrictEqual({ apiVersion: 'v1', kind: 'List', items: read(yaml) })
    expect(again.out).toBe(yaml.out)
  })

  it('prints Rego line by line', async () => {
    const { out } = await byHand()
    expect(out).toContain('            rego: |\n              package pawlattestations\n')
    expect(out).toContain('              - |\n                package lib.pawl.configuration\n')
  })

  it('gives Gatekeeper the authorities alone, whatever else is in their file', async () => {
    const { out } = await byHand()
    const bundles = [...out.matchAll(/caBundle: (\S+)/g)].map(([, text]) =>
      Buffer.from(text ?? '', 'base64').toString(),
    )
    expect(bundles).toStrictEqual([authority, authority])
  })

  it('leaves out what pins, and says so: --no-pin', async () => {
    const run = await byHand('--no-pin')
    expect(run.out).not.toContain('kind: Assign')
    expect(run.err).toContain('nothing replaces tags by digests')
    const pinning = await byHand()
    expect(pinning.out).toContain('kind: Assign')
    expect(pinning.err).not.toContain('nothing replaces tags')
  })

  it('judges by the profiles of a file', async () => {
    const run = await byHand(...profiles())
    expect(run.out).toContain('unknown := "strict"')
    expect(run.err).toContain('constraints: pawl-enforce denies, pawl-audit only reports')
    expect(read(run).map(nameOf)).toContainEqual(expect.objectContaining({ name: 'pawl-audit' }))
    expect((await byHand()).err).toContain('constraints: pawl-enforce denies\n')
  })

  it('keeps the policies out of a template that relays', async () => {
    const run = await compile('--policy', at('policy.yaml'), '--mode', 'decision')
    expect(run.out).not.toContain('ghcr.io/acme')
    expect(run.err).toContain('the gateway holds the policies')
    expect((await byHand()).out).toContain('ghcr.io/acme')
  })

  it('says what has to be true of the cluster', async () => {
    const { err } = await byHand('--timeout', '3')
    for (const words of [CRD, 'failurePolicy: Fail', 'longer than 3 s', 'response-cache-ttl', 'ExpansionTemplates']) {
      expect(err).toContain(words)
    }
    expect(err.split('\n').every((line) => line.startsWith('note: '))).toBe(true)
  })
})

describe('the command in the pages', () => {
  const written = /^ *pawl gatekeeper compile (--policy policy\.yaml (?:.|\\\n)*?) > pawl\.yaml$/m
  const wordsIn = (text: string): readonly string[] =>
    written
      .exec(text)?.[1]
      ?.split(/[\s\\]+/)
      .map((word) => (/^[a-z]+\.(yaml|pem)$/.test(word) ? at(word) : word)) ?? []

  it('runs as the README of the command line has it: 0', async () => {
    const page = readFileSync(new URL('../../apps/cli/README.md', import.meta.url), 'utf8')
    const run = await pawl('gatekeeper', 'compile', ...wordsIn(page))
    expect(run).toMatchObject({ code: 0, refused: undefined })
    expect(run.out).toContain('kind: ConstraintTemplate')
  })

  it('runs as its help has it: 0', async () => {
    const help = await pawl('gatekeeper', 'compile', '--help')
    const run = await pawl('gatekeeper', 'compile', ...wordsIn(help.out))
    expect(run).toMatchObject({ code: 0, refused: undefined })
    expect(run.out).toContain('kind: ConstraintTemplate')
  })
})

describe('pawl gatekeeper compile --config', () => {
  it('compiles a signed bundle, and says when it ends: 0', async () => {
    const bundle = await sign(7, ...profiles())
    const run = await compile('--config', bundle, ...key(), ...state(), '--mode', 'document')
    expect(run).toMatchObject({ code: 0, refused: undefined })
    expect(run.out).toContain('"validUntil":1769904000')
    expect(run.out).toContain('unknown := "strict"')
    expect(run.err).toContain('the bundle ends at 2026-02-01T00:00:00Z')
  })

  it('calls the one profile of a bundle without profiles by the name of the bundle', async () => {
    const run = await compile('--config', await sign(7), ...key(), ...state(), '--mode', 'document')
    expect(run.out).toContain('unknown := "acme"')
    expect(run.out).toContain('"validUntil":1769904000')
  })

  it('refuses a bundle of somebody else, and one without a pin: configuration-stale, usage', async () => {
    const bundle = await sign(7)
    const stranger = ['--config-key', at('stranger.pub')]
    const run = await compile('--config', bundle, ...stranger, ...state(), '--mode', 'decision')
    expect(run).toMatchObject({ code: undefined, refused: 'configuration-stale', out: '' })
    expect(await compile('--config', bundle, ...key(), '--mode', 'decision')).toMatchObject({
      refused: 'usage',
      out: '',
    })
    expect(await compile('--config', bundle, ...state(), '--mode', 'decision')).toMatchObject({ refused: 'usage' })
  })

  it('refuses files beside it: usage', async () => {
    const run = await compile('--config', await sign(7), ...key(), ...state(), ...files(), '--mode', 'decision')
    expect(run).toMatchObject({ code: undefined, refused: 'usage', out: '' })
  })
})

describe('what pawl gatekeeper compile refuses', () => {
  it.each([
    'http://gateway.pawl:8443',
    'gateway.pawl:8443',
    'https://',
    'https://gateway.pawl/path',
    'https://gateway.pawl/?a=b',
    'https://gateway.pawl/#a',
    'https://user:password@gateway.pawl',
    'file:///etc/hosts',
    '',
  ])('the address %j: usage', async (url) => {
    const run = await byHand('--gateway-url', url)
    expect(run).toMatchObject({ code: undefined, refused: 'usage', out: '' })
    expect(run.err).not.toContain('note:')
  })

  it.each(['0', '11', '1.5', '-1', '2s', '', '1e0', ' 2'])('the time %j: usage', async (timeout) => {
    expect(await byHand('--timeout', timeout)).toMatchObject({ code: undefined, refused: 'usage', out: '' })
  })

  it.each(['1', '10'])('and takes the time %s: 0', async (timeout) => {
    const run = await byHand('--timeout', timeout)
    expect(run.code).toBe(0)
    expect(run.out).toContain(`timeout: ${timeout}\n`)
  })

  it('authorities that are none: configuration-invalid, source-unreadable', async () => {
    for (const text of [
      '',
      privateKey,
      authority.replace(/\n[A-Za-z0-9+/]{20}/, '\n'),
      `${authority}${authority.slice(0, 60)}\nAAAA\n-----END CERTIFICATE-----\n`,
    ]) {
      const run = await byHand('--gateway-ca', write('other.pem', text))
      expect(run).toMatchObject({ code: undefined, refused: 'configuration-invalid', out: '' })
    }
    expect(await byHand('--gateway-ca', at('gone.pem'))).toMatchObject({ refused: 'source-unreadable', out: '' })
  })

  it('no policy, no mode, another mode: usage', async () => {
    expect(await compile('--mode', 'document')).toMatchObject({ code: undefined, refused: 'usage', out: '' })
    expect(await compile('--policy', at('policy.yaml'))).toMatchObject({ refused: 'usage', out: '' })
    expect(await byHand('--mode', 'both')).toMatchObject({ refused: 'usage', out: '' })
  })

  it('an attester that nobody has, where a trust configuration is beside it: policy-invalid', async () => {
    const policy = write('other.yaml', POLICY.replace('[security]', '[secruity]'))
    const args = ['--policy', policy, '--mode', 'decision']
    expect(await compile(...args, '--trust', at('trust.yaml'))).toMatchObject({ refused: 'policy-invalid', out: '' })
    expect(await compile(...args)).toMatchObject({ code: 0 })
  })
})
