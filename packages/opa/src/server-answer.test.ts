import { type CompiledPolicy, profileOf } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { decodeServerAnswer } from './server-answer.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const REQUEST = ['ghcr.io/acme/app:1']
const POLICY: CompiledPolicy = {
  apiVersion: 'pawl.dev/v1',
  kind: 'CompiledPolicy',
  name: 'production',
  revision: 1,
  mode: 'enforce',
  images: [{ glob: '**', re2: '(?s)^.*$' }],
  nodes: [{ level: 0, claim: 'review', from: ['security'], count: 1, maxAge: 3600, where: [] }],
  requirements: [{ name: 'reviewed', node: 0 }],
  revoked: { digests: [], statements: [], attesters: [], signers: [] },
  exceptions: [],
}
const PROFILE = profileOf([POLICY])
const IMAGE = {
  reference: REQUEST[0],
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  trust: { name: 'acme', digest: DIGEST, revision: 1 },
  claims: [],
}
const DOCUMENT = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [IMAGE] }
const YES = { allow: true, unmet: [], expiresAt: NOW + 60 }

const read = (body: unknown, request: readonly string[] = REQUEST) =>
  decodeServerAnswer(body, request, DOCUMENT, PROFILE)

describe('the answer of a server', () => {
  it('allows when it is a result that is a yes, with the id of the decision or without', () => {
    expect(read({ result: YES })).toStrictEqual(YES)
    expect(read({ decision_id: 'x', result: YES })).toStrictEqual(YES)
  })

  it('denies when there is no result: engine-undefined', () => {
    expect(read({})).toStrictEqual({ allow: false, code: 'engine-undefined' })
    expect(read(Object.create({ result: YES }))).toStrictEqual({ allow: false, code: 'engine-undefined' })
  })

  it.each([
    [undefined],
    [null],
    [true],
    [YES],
    [[{ result: YES }]],
    [{ result: [YES] }],
    [{ result: { ...YES, expiresAt: NOW + 301 } }],
    [{ result: YES, warning: {} }],
    [{ result: YES, decision_id: 1 }],
    [{ result: YES, decision_id: 'x', explanation: [] }],
    [{ result: YES, code: 'internal_error' }],
  ])('denies when it is %j: engine-answer-invalid', (body) => {
    expect(read(body)).toStrictEqual({ allow: false, code: 'engine-answer-invalid' })
  })

  it('denies when the request has another image too, whatever the server says: law L7', () => {
    const unmet = [[-1, 'production', 'reviewed']]
    expect(read({ result: YES }, [...REQUEST, 'ghcr.io/acme/app:2'])).toStrictEqual({
      allow: false,
      unmet,
      expiresAt: null,
    })
  })
})
