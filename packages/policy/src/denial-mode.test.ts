import { describe, expect, it } from 'vitest'
import type { Mode } from './compiled-policy.ts'
import type { CompiledProfile } from './compiled-profile.ts'
import { denialMode } from './denial-mode.ts'
import { identifyProfile } from './identify-policy.ts'
import { parsePolicy } from './language/parse-policy.ts'
import { decideRequest } from './request/decide-request.ts'

const NOW = 1_763_812_800
const DIGEST = `sha256:${'a'.repeat(64)}`
const APP = 'ghcr.io/acme/app'

const policy = (claim: string, mode: Mode) =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: `${claim}-${mode}`, revision: 1 },
      spec: { mode, images: ['ghcr.io/**'], require: [{ name: 'r', claim, from: ['a'], maxAge: '1h' }] },
    },
    NOW,
  )

const profile = (change: Partial<CompiledProfile>): CompiledProfile => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'CompiledProfile',
  name: 'production',
  mode: 'enforce',
  unmatched: 'deny',
  validUntil: 'unlimited',
  policies: [policy('one', 'enforce')],
  ...change,
})

type Json = Readonly<Record<string, unknown>>

const image = (change: Json = {}): Json => ({
  reference: APP,
  repository: APP,
  digest: DIGEST,
  verifiedAt: NOW,
  validUntil: NOW + 300,
  claims: [{ type: 'one', attester: 'a', statementDigest: DIGEST, moment: NOW, summary: {} }],
  ...change,
})

function modeOf(change: Partial<CompiledProfile>, request: unknown, ...images: readonly Json[]): Mode | undefined {
  const by = profile(change)
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images }
  return denialMode(
    decideRequest(
      request,
      document,
      identifyProfile(by, () => DIGEST),
    ),
    by,
  )
}

const BARE = image({ claims: [] })

describe('denialMode', () => {
  it('is nothing for an allow, and the mode of the policy that denies', () => {
    for (const mode of ['enforce', 'warn', 'audit'] as const) {
      expect(modeOf({ policies: [policy('one', mode)] }, [APP], image())).toBeUndefined()
      expect(modeOf({ policies: [policy('one', mode)] }, [APP], BARE)).toBe(mode)
    }
  })

  it('is at most the mode of the profile', () => {
    for (const mode of ['enforce', 'warn', 'audit'] as const) expect(modeOf({ mode }, [APP], BARE)).toBe(mode)
  })

  it('is the strictest of those that deny, in whichever order', () => {
    const of = (...policies: readonly CompiledProfile['policies'][number][]) => modeOf({ policies }, [APP], BARE)
    expect(of(policy('one', 'audit'), policy('two', 'warn'))).toBe('warn')
    expect(of(policy('one', 'warn'), policy('two', 'audit'))).toBe('warn')
    expect(of(policy('one', 'audit'), policy('two', 'enforce'))).toBe('enforce')
    expect(of(policy('one', 'enforce'), policy('two', 'audit'))).toBe('enforce')
  })

  it('leaves out the policies that allow', () => {
    const policies = [policy('one', 'enforce'), policy('two', 'audit')]
    expect(modeOf({ policies }, [APP], image())).toBe('audit')
  })

  it('is the strictest over all images', () => {
    const policies = [policy('one', 'warn')]
    const tool = { reference: 'ghcr.io/acme/tool', repository: 'ghcr.io/acme/tool' }
    expect(modeOf({ policies }, [APP, tool.reference], image(), image(tool))).toBeUndefined()
    expect(modeOf({ policies }, [APP, tool.reference], image(), image({ ...tool, claims: [] }))).toBe('warn')
  })

  it.each(['enforce', 'warn', 'audit'] as const)(
    'is that of the profile, %s, for what is refused as a whole',
    (mode) => {
      const policies = [policy('one', 'audit')]
      const whole = (request: unknown, ...images: readonly Json[]) => modeOf({ mode, policies }, request, ...images)
      expect(whole([APP], image())).toBeUndefined()
      expect(whole([APP])).toBe(mode) // document-malformed
      expect(whole([], image())).toBe(mode) // request-malformed
      expect(whole([APP, 'other'], image())).toBe(mode) // image-not-covered
      expect(whole([APP], image(), image({ reference: 'other' }))).toBe(mode) // entry-foreign
      expect(whole([APP], image({ claims: null }))).toBe(mode) // entry-malformed
      expect(whole([APP], image({ repository: 'quay.io/acme/app' }))).toBe(mode) // not-governed
      expect(modeOf({ mode, policies, validUntil: NOW }, [APP], image())).toBe(mode) // configuration-stale
    },
  )

  it('is that of the policy for an entry that it cannot count', () => {
    const policies = [policy('one', 'audit')]
    for (const change of [{ digest: undefined }, { validUntil: NOW }, { verifiedAt: NOW + 301 }]) {
      expect(modeOf({ policies }, [APP], image(change))).toBe('audit')
    }
  })
})
