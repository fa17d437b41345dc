import { ConfigurationInvalid, type ConfigurationProblem } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from './parse-policy.ts'

const NOW = 1_763_812_800 // 2025-11-22T12:00:00Z
const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

const written = (spec: Json): Json => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationPolicy',
  metadata: { name: 'p', revision: 1 },
  spec: {
    mode: 'enforce',
    images: ['**'],
    require: [
      { name: 'r', claim: 't', from: ['a'], maxAge: '1h' },
      { name: 's', claim: 't', from: ['a'], maxAge: '1h' },
    ],
    ...spec,
  },
})
const exception = (change: Json): Json => {
  const whole = {
    digest: DIGEST,
    requirement: 'r',
    until: '2025-11-23T12:00:00Z',
    reason: 'x',
    ticket: 'T-1',
    ...change,
  }
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined))
}
const anyDigest = (change: Json = {}): Json =>
  exception({ digest: undefined, repository: 'ghcr.io/acme/app', anyDigest: true, ...change })

function problemsOf(spec: Json): readonly ConfigurationProblem[] {
  try {
    parsePolicy(written(spec), NOW)
    return []
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems
    throw error
  }
}

const AT = 'spec.exceptions[0]'

describe('exceptions as written', () => {
  it('accepts one of a digest, one of a repository, and an end of 90 days', () => {
    const ninety = exception({ until: '2026-02-20T12:00:00Z' })
    expect(problemsOf({ exceptions: [exception({}), anyDigest(), ninety] })).toStrictEqual([])
  })

  it.each([
    ['an end 90 days and a second ahead', exception({ until: '2026-02-20T12:00:01Z' }), `${AT}.until`],
    ['no end', exception({ until: undefined }), `${AT}.until`],
    ['an end with an offset', exception({ until: '2025-11-23T12:00:00+01:00' }), `${AT}.until`],
    ['no reason', exception({ reason: undefined }), `${AT}.reason`],
    ['an empty ticket', exception({ ticket: '' }), `${AT}.ticket`],
    ['no image', exception({ digest: undefined }), AT],
    ['a digest and a repository', anyDigest({ digest: DIGEST }), AT],
    ['a repository without anyDigest', anyDigest({ anyDigest: undefined }), `${AT}.anyDigest`],
    ['a digest with anyDigest', exception({ anyDigest: true }), AT],
    ['anyDigest: false', anyDigest({ anyDigest: false }), `${AT}.anyDigest`],
    ['a repository with a tag', anyDigest({ repository: 'ghcr.io/acme/app:1' }), `${AT}.repository`],
    ['a repository of every image', anyDigest({ repository: '**' }), `${AT}.repository`],
    ['a repository that core would spell otherwise', anyDigest({ repository: 'docker.io/app' }), `${AT}.repository`],
    ['a requirement that is none', exception({ requirement: 'q' }), `${AT}.requirement`],
    ['a digest in upper case', exception({ digest: DIGEST.toUpperCase() }), `${AT}.digest`],
  ])('rejects %s: policy-invalid', (_, each, at) => {
    expect(problemsOf({ exceptions: [each] }).map((problem) => problem.at)).toStrictEqual([at])
  })

  it('rejects that every requirement of a repository is excepted: policy-invalid', () => {
    expect(problemsOf({ exceptions: [anyDigest(), anyDigest({ requirement: 's' })] })).toHaveLength(1)
    expect(problemsOf({ exceptions: [anyDigest(), exception({ requirement: 's' })] })).toStrictEqual([])
  })

  it('rejects more than 64: policy-invalid', () => {
    expect(problemsOf({ exceptions: Array.from({ length: 65 }, () => exception({})) })).toHaveLength(1)
    expect(problemsOf({ exceptions: Array.from({ length: 64 }, () => exception({})) })).toStrictEqual([])
  })
})

describe('revoked as written', () => {
  it('accepts empty lists, and duplicates, which are one', () => {
    const { revoked } = parsePolicy(written({ revoked: { digests: [DIGEST, DIGEST], attesters: [] } }), NOW)
    expect(revoked).toStrictEqual({ digests: [DIGEST], statements: [], attesters: [], signers: [] })
  })

  it.each([
    ['a digest without its algorithm', { digests: ['a'.repeat(64)] }, 'spec.revoked.digests[0]'],
    ['a statement that is no digest', { statements: ['x'] }, 'spec.revoked.statements[0]'],
    ['a signer that is no digest', { signers: ['x'] }, 'spec.revoked.signers[0]'],
    ['an empty attester', { attesters: [''] }, 'spec.revoked.attesters[0]'],
    ['a list that is not known', { images: [] }, 'spec.revoked.images'],
  ])('rejects %s: policy-invalid', (_, revoked, at) => {
    expect(problemsOf({ revoked }).map((problem) => problem.at)).toStrictEqual([at])
  })
})
