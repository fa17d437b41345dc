import { describe, expect, it } from 'vitest'
import type { CompiledPolicy, Leaf } from '../compiled-policy.ts'
import { identifyAlone } from '../identify-policy.ts'
import { decide } from './decide.ts'

// What the loader refuses and JSON cannot hold must deny all the same: each of these is the second guard behind another.

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const LEAF: Leaf = { level: 0, claim: 't', from: ['a'], maxAge: 'unlimited', where: [], count: 1 }

function policy(change: Partial<CompiledPolicy>): CompiledPolicy {
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledPolicy',
    name: 'p',
    revision: 1,
    mode: 'enforce',
    images: [{ glob: '**', re2: '(?s)^.*$' }],
    nodes: [LEAF],
    requirements: [{ name: 'r', node: 0 }],
    revoked: { digests: [], statements: [], attesters: [], signers: [] },
    exceptions: [],
    ...change,
  }
}

function verdict(compiled: CompiledPolicy, summary: object, entry: object = {}): string {
  const claim = { type: 't', attester: 'a', statementDigest: DIGEST, summary }
  const image = { reference: 'x', repository: 'x', name: 'app', digest: DIGEST, verifiedAt: NOW, validUntil: NOW + 300 }
  const document = {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationInput',
    now: NOW,
    images: [{ ...image, claims: [claim], ...entry }],
  }
  return decide(
    document,
    identifyAlone(compiled, () => DIGEST),
  ).decision
}

describe('decide, where another guard has failed', () => {
  it('allows by the policy that the others differ from', () => expect(verdict(policy({}), {})).toBe('allow'))

  it('denies when the policy requires nothing: every is true of nothing (C110)', () => {
    expect(verdict(policy({ requirements: [] }), {})).toBe('deny')
  })

  it('denies when a group has no members: all of nothing would hold always', () => {
    expect(verdict(policy({ nodes: [LEAF, { level: 1, all: [] }], requirements: [{ name: 'r', node: 1 }] }), {})).toBe(
      'deny',
    )
    expect(verdict(policy({ nodes: [LEAF, { level: 1, all: [0] }], requirements: [{ name: 'r', node: 1 }] }), {})).toBe(
      'allow',
    )
    expect(verdict(policy({ nodes: [LEAF, { level: 1, any: [] }], requirements: [{ name: 'r', node: 1 }] }), {})).toBe(
      'deny',
    )
  })

  it('denies when a requirement points at no node', () => {
    expect(verdict(policy({ requirements: [{ name: 'r', node: 7 }] }), {})).toBe('deny')
  })

  it.each([0, -1, 0.5, Number.NaN, 2])('denies when %d attesters are needed and one is there', (count) => {
    expect(verdict(policy({ nodes: [{ ...LEAF, count }] }), {})).toBe('deny')
    expect(verdict(policy({ nodes: [{ ...LEAF, count: 1 }] }), {})).toBe('allow')
  })

  it('denies when a field is inherited: only what stands there was signed (C70)', () => {
    const tested = policy({ nodes: [{ ...LEAF, where: [{ field: 'f', op: 'in', values: [true] }] }] })
    expect(verdict(tested, { f: true })).toBe('allow')
    expect(verdict(tested, Object.create({ f: true }))).toBe('deny')
  })

  it('denies when a field of a pair is inherited (C70)', () => {
    const second = { claim: 't', from: ['a'], maxAge: 'unlimited', where: [], covers: [], equal: [['f', 'f']] } as const
    const paired = policy({ nodes: [{ ...LEAF, with: second }] })
    expect(verdict(paired, { f: 'x' })).toBe('allow')
    expect(verdict(paired, Object.create({ f: 'x' }))).toBe('deny')
  })

  it('denies when the image has no name and the field ends where the name would stand', () => {
    const parts = ['https://github.com/acme/', { image: 'name' }] as const
    const named = policy({ nodes: [{ ...LEAF, where: [{ field: 'f', op: 'template', parts }] }] })
    expect(verdict(named, { f: 'https://github.com/acme/app' })).toBe('allow')
    expect(verdict(named, { f: 'https://github.com/acme/' }, { name: undefined })).toBe('deny')
    expect(verdict(named, { f: 'https://github.com/acme/undefined' }, { name: undefined })).toBe('deny')
  })

  it('says which claim is missing, when it is: claim-missing', () => {
    const document = {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationInput',
      now: NOW,
      images: [{ reference: 'x', repository: 'x', digest: DIGEST, verifiedAt: NOW, validUntil: NOW + 1, claims: [] }],
    }
    const decision = decide(
      document,
      identifyAlone(policy({}), () => DIGEST),
    )
    expect(decision.images[0]?.policies[0]?.requirements).toStrictEqual([
      { name: 'r', met: false, reasons: [{ code: 'claim-missing', claim: 't' }] },
    ])
  })
})
