import type { InputDocument } from '@pawl/document'
import { loadEngine, type OpaEngine } from '@pawl/opa'
import { identifyAlone, parsePolicy } from '@pawl/policy'
import { Refusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { type EngineChoice, judge } from './judge.ts'

const NOW = 1_767_312_000
const DIGEST = `sha256:${'a'.repeat(64)}`
const POLICY = identifyAlone(
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'test', revision: 1 },
      spec: {
        mode: 'enforce',
        images: ['**'],
        require: [{ name: 'reviewed', claim: 'review', from: ['security'], maxAge: '14d' }],
      },
    },
    NOW,
  ),
  () => DIGEST,
)

function document(claims: number): InputDocument {
  const claim = {
    type: 'review',
    predicateType: 'p',
    attester: 'security',
    signer: { kind: 'key' as const, id: DIGEST },
    moment: NOW,
    statementDigest: DIGEST,
    subject: 'exact',
    summary: {},
  }
  const image = {
    reference: 'ghcr.io/acme/app',
    repository: 'ghcr.io/acme/app',
    name: 'app',
    digest: DIGEST,
    verifiedAt: NOW,
    validUntil: NOW + 300,
    trust: { name: 't', digest: DIGEST, revision: 1 },
    claims: Array.from({ length: claims }, () => claim),
  }
  return { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image] }
}
const GOOD = document(1)
const BARE = document(0)

type Answer = ReturnType<OpaEngine['evaluate']>
/** The real engine's answer, as a broken one would give it. */
const broken = (change: (answer: Answer) => Answer) => async (): Promise<OpaEngine> => {
  const engine = await loadEngine()
  return { evaluate: (...asked) => change(engine.evaluate(...asked)) }
}
async function verdict(
  asked: InputDocument,
  engine: EngineChoice,
  load = loadEngine,
  request: readonly string[] = ['ghcr.io/acme/app'],
): Promise<string> {
  try {
    const { outcomes } = await judge(request, asked, POLICY, engine, load)
    return [...outcomes].map(([name, { allow }]) => `${name} ${allow ? 'allows' : 'denies'}`).join(', ')
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('judge', () => {
  it('asks the engines that were chosen, and only those', async () => {
    expect(await verdict(GOOD, 'all')).toBe('typescript allows, opa allows')
    expect(await verdict(BARE, 'all')).toBe('typescript denies, opa denies')
    expect(await verdict(GOOD, 'opa')).toBe('opa allows')
    expect(await verdict(BARE, 'typescript')).toBe('typescript denies')
  })

  it('denies when an image that was named has no entry, or an entry was not named: law L7', async () => {
    const named = (...request: readonly string[]) => verdict(GOOD, 'all', loadEngine, request)
    expect(await named('ghcr.io/acme/app', 'ghcr.io/acme/app')).toBe('typescript allows, opa allows')
    expect(await named('ghcr.io/acme/app', 'ghcr.io/acme/app:1')).toBe('typescript denies, opa denies')
    expect(await named('ghcr.io/acme/App')).toBe('typescript denies, opa denies')
    expect(await named()).toBe('typescript denies, opa denies')
  })

  it('could not decide when the engines disagree, whichever of them allows: engines-disagree', async () => {
    const yes = broken(() => ({ allow: true, unmet: [], expiresAt: NOW + 300 }))
    const no = broken(() => ({ allow: false, unmet: [[0, 'test', 'reviewed']], expiresAt: null }))
    expect(await verdict(BARE, 'all', yes)).toBe('engines-disagree')
    expect(await verdict(GOOD, 'all', no)).toBe('engines-disagree')
  })

  it('could not decide when they disagree about the end alone: engines-disagree', async () => {
    const later = broken((answer) => ('code' in answer ? answer : { ...answer, expiresAt: NOW + 301 }))
    expect(await verdict(GOOD, 'all', later)).toBe('engines-disagree')
  })

  it('could not decide when the engine fails: engine-unavailable', async () => {
    const failing = broken(() => ({ allow: false, code: 'engine-error' }))
    expect(await verdict(GOOD, 'opa', failing)).toBe('engine-unavailable')
    expect(await verdict(GOOD, 'typescript', failing)).toBe('typescript allows')
  })

  it('could not decide about a document beyond its limits: limit-exceeded', async () => {
    expect(await verdict(document(64), 'typescript')).toBe('typescript allows')
    expect(await verdict(document(65), 'typescript')).toBe('limit-exceeded')
  })
})
