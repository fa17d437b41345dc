import { compileKyverno, LENGTH } from '@pawl/kyverno'
import { parsePolicy, profileOf } from '@pawl/policy'
import { serverCertificate } from '@pawl/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { at, newHouse, POLICY, pawl, type Run, write } from '../configuration/house.ts'

const NOW = 1_767_312_000
const { authority } = serverCertificate(['gateway.pawl'], NOW)

beforeEach(() => {
  newHouse()
  write('ca.pem', authority)
})

const GATEWAY = 'https://gateway.pawl:8444'
const compile = (...args: readonly string[]): Promise<Run> =>
  pawl('kyverno', 'compile', '--policy', at('policy.yaml'), ...args)
const called = (mode: string, ...args: readonly string[]): Promise<Run> =>
  compile('--mode', mode, '--gateway-url', GATEWAY, ...args)
const SUMMARIES = ['--mode', 'resource', '--audience', 'cluster-1', '--summary-trust', 'acme']

/** The documents of a run, as Kubernetes reads them: YAML 1.1. */
const read = (run: Run): readonly Readonly<Record<string, unknown>>[] =>
  parseAllDocuments(run.out, { version: '1.1' }).map((each) => each.toJS())

const kinds = (run: Run): readonly unknown[] => read(run).map(({ kind }) => kind)

describe('pawl kyverno compile', () => {
  it.each(['decision', 'document'] as const)('prints what the package compiles, in its order: %s, 0', async (asks) => {
    const profile = profileOf([parsePolicy(parse(POLICY), NOW)])
    const table = { profiles: new Map([[profile.name, profile]]), namespaces: [], unknown: profile }
    const rest = { pins: true, excluded: [], timeout: 10, background: true, length: LENGTH }
    const expected = compileKyverno(table, { judged: { asks, gateway: { url: GATEWAY } }, ...rest })
    const run = await called(asks)
    expect(run).toMatchObject({ code: 0, refused: undefined })
    expect(read(run)).toStrictEqual(JSON.parse(JSON.stringify(expected)))
  })

  it('prints the same in YAML and in JSON, and the same again: 0', async () => {
    const [yaml, json, again] = [
      await called('document'),
      await called('document', '-o', 'json'),
      await called('document'),
    ]
    expect(JSON.parse(json.out)).toStrictEqual({ apiVersion: 'v1', kind: 'List', items: read(yaml) })
    expect(again.out).toBe(yaml.out)
  })

  it('keeps the policies out of what relays', async () => {
    expect((await called('decision')).out).not.toContain('ghcr')
    expect((await called('document')).out).toContain('ghcr')
  })

  it('warns of summaries, whose seal nobody verifies, and calls nobody', async () => {
    const run = await compile(...SUMMARIES)
    expect(run.err).toContain('WARNING: CEL cannot verify the seal of a summary')
    expect(kinds(run)).toStrictEqual(['ClusterRole', 'ValidatingPolicy'])
    expect(run.out).not.toContain('http.Post')
  })

  it('says of the older kind that it goes', async () => {
    const run = await called('legacy', '--gateway-ca', at('ca.pem'))
    expect(kinds(run)).toStrictEqual(['MutatingPolicy', 'ClusterPolicy'])
    expect(run.err).toContain('ClusterPolicy is deprecated')
  })

  it('leaves out what pins, scans and namespaces, and says so', async () => {
    const run = await called(
      'decision',
      '--no-pin',
      '--no-background',
      '--exclude-namespace',
      'ci',
      '--exclude-namespace',
      'tools',
    )
    expect(kinds(run)).toStrictEqual(['ValidatingPolicy'])
    expect(run.err).toContain('nothing replaces tags by digests')
    expect(run.err).toContain('not judged, because you said so: ci, tools')
    expect(run.err).not.toContain('every hour')
    expect((await called('decision')).err).toContain('every hour')
  })

  it.each([
    ['nobody says where the gateway is', ['--mode', 'decision']],
    ['the gateway is plain http', ['--mode', 'decision', '--gateway-url', 'http://gateway.pawl']],
    ['its address has a path', ['--mode', 'decision', '--gateway-url', 'https://gateway.pawl/x']],
    ['CEL is to name authorities', ['--mode', 'document', '--gateway-url', GATEWAY, '--gateway-ca', 'ca.pem']],
    ['a ClusterPolicy has none', ['--mode', 'legacy', '--gateway-url', GATEWAY]],
    ['a summary is for nobody', ['--mode', 'resource', '--summary-trust', 'acme']],
    ['a summary is by nobody', ['--mode', 'resource', '--audience', 'cluster-1']],
    ['somebody is to be called beside summaries', [...SUMMARIES, '--gateway-url', GATEWAY]],
    ['a summary counts for a week', [...SUMMARIES, '--summary-max-age', '1w']],
    ['the API server waits for a minute', ['--mode', 'decision', '--gateway-url', GATEWAY, '--timeout', '60']],
    ['a namespace has a wildcard', ['--mode', 'decision', '--gateway-url', GATEWAY, '--exclude-namespace', 'kube-*']],
    ['there is no such mode', ['--mode', 'both', '--gateway-url', GATEWAY]],
  ])('prints nothing when %s: usage, 2', async (_, args) => {
    const run = await compile(...args)
    expect(run.out).toBe('')
    expect(run.code).not.toBe(0)
  })
})
