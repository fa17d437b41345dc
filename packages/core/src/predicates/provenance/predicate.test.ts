import { readFileSync } from 'node:fs'
import { canonicalJson } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { sha256Digest } from '../../bytes/sha256.ts'
import { readJson } from '../../bytes/strict-json.ts'
import { isRejection } from '../../rejection-codes.ts'
import type { VerifiedStatement } from '../../verification/check-authority.ts'
import { provenance } from './predicate.ts'

type Json = Record<string, unknown>
const V1 = 'https://slsa.dev/provenance/v1'
const V02 = 'https://slsa.dev/provenance/v0.2'
const COMMIT = '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678'
const SOURCE = 'https://github.com/acme/app'
const vector = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8')) as Json

/** As the steps before would give it: a key, or a certificate with these extensions. */
function read(predicate: unknown, predicateType = V1, extensions?: Json, buildLevel?: number) {
  const signature =
    extensions === undefined
      ? { kind: 'key' }
      : { kind: 'keyless', proof: { extensions: new Map(Object.entries(extensions)) } }
  const verified = { statement: { predicateType, signed: { signature } }, attester: { buildLevel } }
  const value = readJson(Buffer.from(JSON.stringify(predicate) ?? 'null'))
  return provenance.read(value as never, verified as unknown as VerifiedStatement)
}
function fields(...of: Parameters<typeof read>): Json {
  const extract = read(...of)
  return isRejection(extract) ? { refused: extract.code } : { ...extract.summary }
}
const code = (...of: Parameters<typeof read>): unknown => fields(...of)['refused'] ?? 'accepted'

describe('provenance', () => {
  it('reads SLSA v1 when it is as GitHub writes it', () => {
    const parameters = {
      workflow: { ref: 'refs/heads/main', repository: SOURCE, path: '.github/workflows/release.yml' },
    }
    expect(read(vector('accepted-v1'))).toStrictEqual({
      summary: {
        slsaVersion: '1',
        builderId: 'https://github.com/actions/runner/github-hosted',
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        claimedSourceRepository: SOURCE,
        claimedSourceRef: 'refs/heads/main',
        claimedSourceCommit: COMMIT,
        entryPoint: '.github/workflows/release.yml',
        externalParametersDigest: sha256Digest(Buffer.from(canonicalJson(parameters))),
        externalParameterKeys: ['workflow'],
        materialsCount: 1,
        startedAt: 1_767_225_600,
        finishedAt: 1_767_225_900,
      },
      moment: 1_767_225_900,
      expiresAt: undefined,
    })
  })

  it('reads SLSA v0.2 when it is as the generator writes it', () => {
    expect(fields(vector('accepted-v02'), V02)).toMatchObject({
      slsaVersion: '0.2',
      claimedSourceRepository: SOURCE,
      claimedSourceRef: 'refs/heads/main',
      claimedSourceCommit: COMMIT,
      materialsCount: 1,
      finishedAt: 1_767_225_900,
      externalParameterKeys: [],
    })
  })

  it('gives no digest of parameters with a number that is read as another, and one of every other (C71)', () => {
    const build = vector('accepted-v1')
    const digestOf = (value: unknown): unknown => {
      const externalParameters = { inputs: [{ value }] }
      const { buildDefinition } = build as { readonly buildDefinition: object }
      return fields({ ...build, buildDefinition: { ...buildDefinition, externalParameters } })[
        'externalParametersDigest'
      ]
    }
    const [least, greatest] = [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
    for (const value of [0, least, greatest, '9007199254740993', true, null]) {
      expect(digestOf(value)).toMatch(/^sha256:[0-9a-f]{64}$/)
    }
    for (const value of [greatest + 1, least - 1, 0.1, 1e300]) expect(digestOf(value)).toBeUndefined()
  })

  it('grants the level that the configuration grants, and none that the statement claims (C49)', () => {
    expect(fields({ ...vector('accepted-v1'), buildLevel: 4 })).not.toHaveProperty('buildLevel')
    expect(fields({ ...vector('accepted-v1'), buildLevel: 4 }, V1, undefined, 3)).toMatchObject({ buildLevel: 3 })
  })

  it('gives what the certificate proves under other names than what the workload wrote (C48)', () => {
    const proven = { sourceRepository: SOURCE, sourceDigest: COMMIT, trigger: 'push', sourceRepositoryOwnerId: '2002' }
    expect(fields(vector('accepted-v1'), V1, proven)).toMatchObject({
      sourceRepository: SOURCE,
      sourceCommit: COMMIT,
      trigger: 'push',
      sourceRepositoryOwnerId: '2002',
      claimedSourceRepository: SOURCE,
    })
    // A key proves nothing of the kind.
    expect(
      Object.keys(fields(vector('accepted-v1'))).filter((name) => /^(source|trigger|runner)/.test(name)),
    ).toStrictEqual([])
  })

  it.each([
    ['repository', { sourceRepository: 'https://github.com/acme/other' }],
    ['repository by a prefix', { sourceRepository: `${SOURCE}-evil` }],
    ['commit', { sourceDigest: 'f'.repeat(40) }],
  ])('rejects a certificate of another %s: certificate-disagrees (C48)', (_, proven) => {
    expect(code(vector('accepted-v1'), V1, { sourceRepository: SOURCE, sourceDigest: COMMIT })).toBe('accepted')
    expect(code(vector('accepted-v1'), V1, proven)).toBe('certificate-disagrees')
    expect(code(vector('accepted-v02'), V02, proven)).toBe('certificate-disagrees')
  })

  // C48 names the ref beside the repository; it is not compared today.
  it('rejects a certificate of another ref: certificate-disagrees (C48)', () => {
    expect(code(vector('accepted-v1'), V1, { sourceRef: 'refs/heads/fork' })).toBe('certificate-disagrees')
  })

  it.each([null, 'text', 3, [], {}, vector('refused-without-builder')])(
    'rejects %j: predicate-malformed (C75)',
    (predicate) => {
      expect(code(predicate)).toBe('predicate-malformed')
      expect(code(predicate, V02)).toBe('predicate-malformed')
    },
  )

  it('leaves out what the predicate does not carry: absent is not 0 and not empty (C106)', () => {
    const bare = { buildDefinition: { buildType: 'x' }, runDetails: { builder: { id: 'y' } } }
    expect(read(bare)).toStrictEqual({
      summary: { slsaVersion: '1', builderId: 'y', buildType: 'x' },
      moment: undefined,
      expiresAt: undefined,
    })
    const odd = {
      buildDefinition: { buildType: 'x', resolvedDependencies: {}, externalParameters: [] },
      runDetails: { builder: { id: 'y' }, metadata: 3 },
    }
    expect(fields(odd)).toStrictEqual({ slsaVersion: '1', builderId: 'y', buildType: 'x' })
  })

  it('takes the commit from the dependency that is the source, wherever it stands', () => {
    const predicate = vector('accepted-v1') as { buildDefinition: { resolvedDependencies: unknown[] } }
    predicate.buildDefinition.resolvedDependencies.unshift({
      uri: 'git+https://github.com/evil/x@main',
      digest: { gitCommit: 'e'.repeat(40) },
    })
    expect(fields(predicate)).toMatchObject({ claimedSourceCommit: COMMIT, materialsCount: 2 })
  })

  it('shows up to 16 names of parameters, and none when there are 17', () => {
    const named = (count: number): Json =>
      fields({
        buildDefinition: {
          buildType: 'x',
          externalParameters: Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, 'secret'])),
        },
        runDetails: { builder: { id: 'y' } },
      })
    expect(named(16)['externalParameterKeys']).toHaveLength(16)
    expect(named(17)).not.toHaveProperty('externalParameterKeys')
    expect(JSON.stringify(named(16))).not.toContain('secret')
  })
})
