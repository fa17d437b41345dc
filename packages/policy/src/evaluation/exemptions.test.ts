import { describe, expect, it } from 'vitest'
import { identifyAlone } from '../identify-policy.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import { decide } from './decide.ts'

const NOW = 1_763_812_800 // 2025-11-22T12:00:00Z
const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`
const [IMAGE, STATEMENT, SIGNER, OTHER] = [digestOf('a'), digestOf('b'), digestOf('c'), digestOf('d')]
type Json = Record<string, unknown>

const ENDS = { at: '2025-11-22T12:00:01Z', past: '2025-11-22T12:00:00Z', later: '2025-11-22T13:00:00Z' }
const exception = (change: Json = {}): Json => ({
  digest: IMAGE,
  requirement: 'tested',
  until: ENDS.later,
  reason: 'the suite is being mended',
  ticket: 'SEC-1',
  ...change,
})

const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

function decisionOf(spec: Json, claims: readonly Json[], entry: Json = {}) {
  const policy = parsePolicy(
    withoutUndefined({
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['ghcr.io/acme/**'],
        require: [
          { name: 'built', claim: 'provenance', from: ['ci'], maxAge: '1h' },
          { name: 'tested', claim: 'test-result', from: ['ci', 'qa'], maxAge: '1h' },
        ],
        ...spec,
      },
    }),
    NOW,
  )
  const image = {
    reference: 'ghcr.io/acme/app:1',
    repository: 'ghcr.io/acme/app',
    digest: IMAGE,
    verifiedAt: NOW,
    validUntil: NOW + 7200,
    claims,
    ...entry,
  }
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image] }
  return decide(
    withoutUndefined(document),
    identifyAlone(policy, () => OTHER),
  )
}

const claim = (type: string, change: Json = {}): Json => ({
  type,
  attester: 'ci',
  signer: { kind: 'key', id: SIGNER },
  statementDigest: STATEMENT,
  moment: NOW,
  summary: {},
  ...change,
})
const BUILT = claim('provenance')
const BOTH = [BUILT, claim('test-result')]
const codes = (decision: ReturnType<typeof decisionOf>): readonly string[] =>
  decision.images.flatMap((image) =>
    image.policies.flatMap((policy) =>
      policy.requirements.flatMap((each) => (each.met ? [] : each.reasons.map(({ code }) => code))),
    ),
  )

describe('revoked', () => {
  it.each([
    ['digests', [IMAGE], 'digest-revoked'],
    ['statements', [STATEMENT], 'claim-revoked'],
    ['attesters', ['ci'], 'claim-revoked'],
    ['signers', [SIGNER], 'claim-revoked'],
  ])('denies what it names under %s and allows what it does not', (list, entries, code) => {
    const denied = decisionOf({ revoked: { [list]: entries } }, BOTH)
    expect(denied.decision).toBe('deny')
    expect(codes(denied)).toStrictEqual([code, code])
    const other = entries[0] === 'ci' ? 'CI' : OTHER
    expect(decisionOf({ revoked: { [list]: [other] } }, BOTH).decision).toBe('allow')
  })

  it.each([
    ['no signer', { signer: undefined }],
    ['a signer without an id', { signer: { kind: 'key' } }],
    ['an id that is a list', { signer: { kind: 'key', id: [OTHER] } }],
  ])('denies a claim with %s where signers are revoked: claim-revoked', (_, change) => {
    const claims = [BUILT, claim('test-result', change)]
    expect(codes(decisionOf({ revoked: { signers: [OTHER] } }, claims))).toStrictEqual(['claim-revoked'])
    expect(decisionOf({ revoked: { signers: [] } }, claims).decision).toBe('allow')
  })

  it('allows by another attester when one is revoked', () => {
    const claims = [claim('provenance', { attester: 'ci' }), claim('test-result', { attester: 'qa' })]
    expect(codes(decisionOf({ revoked: { attesters: ['qa'] } }, claims))).toStrictEqual(['claim-revoked'])
    const more = [...claims, claim('test-result')]
    expect(decisionOf({ revoked: { attesters: ['qa'] } }, more).decision).toBe('allow')
  })
})

describe('exceptions', () => {
  it('allows without the claim until the exception ends, and says so', () => {
    const decision = decisionOf({ exceptions: [exception({ until: ENDS.at })] }, [BUILT])
    expect(decision).toMatchObject({ decision: 'allow', expiresAt: NOW + 1 })
    expect(decision.images[0]?.policies[0]?.requirements[1]).toStrictEqual({
      name: 'tested',
      met: true,
      by: [],
      byException: [{ until: NOW + 1, reason: 'the suite is being mended', ticket: 'SEC-1' }],
      expiresAt: NOW + 1,
    })
  })

  it('denies from the second of its end on: exception-ended', () => {
    const denied = decisionOf({ exceptions: [exception({ until: ENDS.past })] }, [BUILT])
    expect(codes(denied)).toStrictEqual(['claim-missing', 'exception-ended'])
  })

  it.each([
    ['another digest', { digest: OTHER }],
    ['another requirement', { requirement: 'built' }],
    ['another repository', { digest: undefined, repository: 'ghcr.io/acme/other', anyDigest: true }],
  ])('denies when it names %s: claim-missing', (_, change) => {
    expect(codes(decisionOf({ exceptions: [exception(change)] }, [BUILT]))).toStrictEqual(['claim-missing'])
  })

  it('allows any digest of the repository that it names', () => {
    const anyDigest = exception({ digest: undefined, repository: 'ghcr.io/acme/app', anyDigest: true })
    expect(decisionOf({ exceptions: [anyDigest] }, [BUILT], { digest: OTHER }).decision).toBe('allow')
  })

  it('denies when one of two that name it is over, in either order (C91): exception-ended', () => {
    const two = [exception(), exception({ until: ENDS.past })]
    expect(codes(decisionOf({ exceptions: two }, [BUILT]))).toContain('exception-ended')
    expect(codes(decisionOf({ exceptions: two.toReversed() }, [BUILT]))).toContain('exception-ended')
    const live = [exception(), exception({ until: ENDS.at })]
    expect(decisionOf({ exceptions: live }, [BUILT])).toMatchObject({ decision: 'allow', expiresAt: NOW + 1 })
  })

  it('denies a revoked digest that has an exception: digest-revoked', () => {
    const spec = { exceptions: [exception()], revoked: { digests: [IMAGE] } }
    expect(codes(decisionOf(spec, [BUILT]))).toStrictEqual(['digest-revoked', 'digest-revoked'])
  })

  it('allows by the claim, not by the exception, where there is both; the later end counts', () => {
    const decision = decisionOf({ exceptions: [exception({ until: ENDS.at })] }, BOTH)
    expect(decision).toMatchObject({ decision: 'allow', expiresAt: NOW + 3601 })
    expect(decision.images[0]?.policies[0]?.requirements[1]).not.toHaveProperty('byException')
  })

  it('denies an excepted image past the end of its entry: entry-expired', () => {
    const spec = { exceptions: [exception()] }
    expect(codes(decisionOf(spec, [BUILT], { validUntil: NOW }))).toContain('entry-expired')
    expect(decisionOf(spec, [BUILT], { validUntil: NOW + 1 })).toMatchObject({ decision: 'allow', expiresAt: NOW + 1 })
  })
})
