import { ConfigurationInvalid } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { parseCompiledPolicy } from './parse-compiled-policy.ts'
import { parseCompiledProfile } from './parse-compiled-profile.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
type Json = Record<string, unknown>

const LISTS = { digests: [], statements: [], attesters: [], signers: [] }
const policy = (change: Json = {}): Json => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'CompiledPolicy',
  name: 'p',
  revision: 1,
  mode: 'enforce',
  images: [{ glob: '**', re2: '(?s)^.*$' }],
  nodes: [{ level: 0, claim: 't', from: ['a'], count: 1, maxAge: 60, where: [] }],
  requirements: [
    { name: 'r', node: 0 },
    { name: 's', node: 0 },
  ],
  revoked: LISTS,
  exceptions: [],
  ...change,
})
const exception = (change: Json = {}): Json => ({
  digest: DIGEST,
  requirement: 'r',
  until: 1_763_812_800,
  reason: 'x',
  ticket: 'T-1',
  ...change,
})
const ofRepository = (requirement: string): Json => {
  const { digest: _, ...rest } = exception({ requirement })
  return { ...rest, repository: 'ghcr.io/acme/app' }
}
const profile = (change: Json = {}): Json => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'CompiledProfile',
  name: 'p',
  mode: 'enforce',
  unmatched: 'deny',
  validUntil: 'unlimited',
  policies: [policy()],
  ...change,
})

describe('parseCompiledPolicy, of what is revoked and excepted', () => {
  it.each([
    policy({ revoked: { digests: [DIGEST], statements: [DIGEST], attesters: ['a'], signers: [DIGEST] } }),
    policy({ exceptions: [exception(), ofRepository('r'), exception({ requirement: 's' })] }),
  ])('accepts a normal form as it is', (value) => {
    expect(parseCompiledPolicy(value)).toStrictEqual(value)
  })

  it.each([
    ['no lists', { revoked: undefined }],
    ['one list too few', { revoked: { digests: [], statements: [], attesters: [] } }],
    ['a list that is not known', { revoked: { ...LISTS, images: [] } }],
    ['a digest that is none', { revoked: { ...LISTS, digests: ['sha256:a'] } }],
    ['a digest twice', { revoked: { ...LISTS, digests: [DIGEST, DIGEST] } }],
    ['no exceptions', { exceptions: undefined }],
    ['an exception for no requirement', { exceptions: [exception({ requirement: 'q' })] }],
    ['an exception without an end', { exceptions: [exception({ until: 'never' })] }],
    ['an exception of a digest and a repository', { exceptions: [exception({ repository: 'ghcr.io/acme/app' })] }],
    ['an exception of nothing', { exceptions: [exception({ digest: undefined })] }],
    ['exceptions of a repository from everything', { exceptions: [ofRepository('r'), ofRepository('s')] }],
  ])('rejects %s: policy-invalid', (_, change) => {
    expect(() => parseCompiledPolicy(policy(change))).toThrow(ConfigurationInvalid)
  })
})

describe('parseCompiledProfile', () => {
  it('accepts a normal form as it is', () => {
    const value = profile({
      policies: [policy(), policy({ name: 'q' })],
      validUntil: 1_763_812_800,
      unmatched: 'allow',
    })
    expect(parseCompiledProfile(value)).toStrictEqual(value)
  })

  it.each([
    ['no policies', { policies: [] }],
    ['a policy twice', { policies: [policy(), policy()] }],
    ['17 policies', { policies: Array.from({ length: 17 }, (_, n) => policy({ name: `p${n}` })) }],
    ['a policy that is none', { policies: [policy({ nodes: [] })] }],
    ['no word for what is not governed', { unmatched: undefined }],
    ['an end that is no time', { validUntil: '2026-01-01' }],
    ['no end', { validUntil: undefined }],
    ['another mode', { mode: 'off' }],
    ['another kind', { kind: 'CompiledPolicy' }],
    ['a member that is not known', { governedElsewhere: 'x' }],
  ])('rejects %s: policy-invalid', (_, change) => {
    expect(() => parseCompiledProfile(profile(change))).toThrow(ConfigurationInvalid)
  })
})
