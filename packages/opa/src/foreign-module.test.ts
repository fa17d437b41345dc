import { readFileSync } from 'node:fs'
import { profileOf } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { BuiltinMissing, loadForeignModule } from './foreign-module.ts'

// A module of OPA is a module of OPA: the one of this package, as if somebody else had built it.
const WASM = Uint8Array.from(readFileSync(new URL('../bundle/policy.wasm', import.meta.url)))
const ENTRYPOINT = 'pawl/engine/decision'
const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`

const PROFILE = profileOf([
  {
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
  },
])
const DATA = { pawl: { profile: PROFILE } }

const CLAIM = { type: 'review', attester: 'security', moment: NOW, statementDigest: DIGEST, summary: {} }
const document = (claims: readonly unknown[]): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: [
    { reference: 'a', repository: 'a', name: 'a', digest: DIGEST, verifiedAt: NOW, validUntil: NOW + 300, claims },
  ],
})

const module = () => loadForeignModule(WASM, ENTRYPOINT, DATA)

describe('a module of somebody else', () => {
  it('gives the value of its entrypoint, with its own data', () => {
    expect(module().evaluate(document([CLAIM]))).toStrictEqual({ allow: true, unmet: [], expiresAt: NOW + 300 })
  })

  it('gives another value for another input: one claim less is a deny', () => {
    expect(module().evaluate(document([]))).toMatchObject({ allow: false, unmet: [[0, 'production', 'reviewed']] })
  })

  it('gives another value without its data: there is nothing to judge by', () => {
    expect(loadForeignModule(WASM, ENTRYPOINT, {}).evaluate(document([CLAIM]))).toStrictEqual({
      allow: false,
      unmet: [],
      expiresAt: null,
    })
  })

  it('keeps nothing of one input for the next', () => {
    const one = module()
    const answers = [[CLAIM], [], [CLAIM], []].map((claims) => one.evaluate(document(claims)))
    expect(answers.map((answer) => (answer as { allow: boolean }).allow)).toEqual([true, false, true, false])
  })

  it.each([null, 0, '', false, [], {}])('gets an input that is no document as an input: %j', (input) => {
    expect(module().evaluate(input)).toMatchObject({ allow: false, unmet: [[-1, 'production', 'reviewed']] })
  })

  it('throws what the runtime throws, and answers the next question all the same', () => {
    const one = module()
    expect(() => one.evaluate({ kind: '\ud800' })).toThrow()
    expect(one.evaluate(document([CLAIM]))).toMatchObject({ allow: true })
  })

  it('throws for an entrypoint that is not there, and it is no missing built-in function', () => {
    let thrown: unknown
    try {
      loadForeignModule(WASM, 'acme/allow', {}).evaluate({})
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeDefined()
    expect(thrown).not.toBeInstanceOf(BuiltinMissing)
  })

  it.each([new Uint8Array(), new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), WASM.subarray(0, 1000)])(
    'throws for bytes that are no module of OPA',
    (bytes) => {
      expect(() => loadForeignModule(Uint8Array.from(bytes), ENTRYPOINT, {})).toThrow()
    },
  )
})
