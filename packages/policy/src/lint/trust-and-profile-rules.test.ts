import { describe, expect, it } from 'vitest'
import { parsePolicy } from '../language/parse-policy.ts'
import type { IdentityFacts } from './lint-facts.ts'
import { lintProfiles } from './lint-profiles.ts'
import { lintTrust } from './lint-trust.ts'
import { PROFILE_RULES, TRUST_RULES } from './rule-list.ts'

const GITHUB = 'https://token.actions.githubusercontent.com'
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml'
const PINS = { sourceRepositoryOwnerId: '1234', trigger: 'push', runnerEnvironment: 'github-hosted' }

interface Change {
  readonly issuer?: string
  readonly certificate?: Readonly<Record<string, string>>
}
const signer = (identity: string, { issuer = GITHUB, certificate = PINS }: Change = {}): IdentityFacts => ({
  issuer,
  identity,
  certificate: new Map(Object.entries(certificate)),
})
const MAIN = signer(`${WORKFLOW}@refs/heads/main`)
const ELSEWHERE = { issuer: 'https://accounts.example', certificate: {} }

const trusted = (identity: IdentityFacts) =>
  lintTrust({
    attesters: [
      { name: 'key', claims: ['review'], identities: [], buildLevel: undefined },
      { name: 'ci', claims: ['provenance'], identities: [MAIN, identity], buildLevel: undefined },
    ],
    agelessClaims: [],
  })
const AT = 'spec.attesters[1].keyless[1]'

describe('a rule about the trust configuration', () => {
  const ROWS: readonly (readonly [code: string, faulty: IdentityFacts, found: string, sound: IdentityFacts])[] = [
    ['identity-without-ref', signer(`${WORKFLOW}@**`), `warning ${AT}.identity`, MAIN],
    ['identity-without-ref', signer(`${WORKFLOW}@*`), `warning ${AT}.identity`, signer(`${WORKFLOW}@refs/tags/v*`)],
    [
      'identity-without-ref',
      signer(`${WORKFLOW}@refs/**`),
      `warning ${AT}.identity`,
      signer(`${WORKFLOW}@${'a'.repeat(40)}`),
    ],
    [
      'identity-without-ref',
      signer('https://github.com/acme/**'),
      `warning ${AT}.identity`,
      signer('https://github.com/acme/**@refs/heads/main'),
    ],
    ['identity-without-ref', signer(WORKFLOW), `error ${AT}.identity`, MAIN],
    [
      'identity-without-ref',
      signer(`${WORKFLOW}@**`),
      `warning ${AT}.identity`,
      signer(`${WORKFLOW}@**`, { certificate: { ...PINS, sourceRef: 'refs/heads/main' } }),
    ],
    [
      'identity-without-ref',
      signer('https://ci.example/**'),
      `warning ${AT}.identity`,
      signer('https://ci.example/**', ELSEWHERE),
    ],
    [
      'identity-owner-wildcard',
      signer('https://github.com/*/app/.github/workflows/release.yml@refs/heads/main', {
        certificate: { trigger: 'push' },
      }),
      `warning ${AT}.identity`,
      signer('https://github.com/*/app/.github/workflows/release.yml@refs/heads/main'),
    ],
    [
      'identity-owner-wildcard',
      signer('https://github.com/**', { certificate: { trigger: 'push' } }),
      `warning ${AT}.identity`,
      signer('https://github.com/acme/**', { certificate: { trigger: 'push' } }),
    ],
    ['identity-owner-wildcard', signer('**', ELSEWHERE), `warning ${AT}.identity`, signer('a@acme.example', ELSEWHERE)],
    [
      'identity-owner-wildcard',
      signer('*@*', ELSEWHERE),
      `warning ${AT}.identity`,
      signer('*@acme.example', ELSEWHERE),
    ],
    [
      'glob-ends-inside-a-name',
      signer('https://github.com/acme*/app/.github/workflows/release.yml@refs/heads/main', {
        certificate: { trigger: 'push' },
      }),
      `warning ${AT}.identity`,
      signer('https://github.com/acme/*/.github/workflows/release*.yml@refs/tags/v*', {
        certificate: { trigger: 'push' },
      }),
    ],
    [
      'glob-ends-inside-a-name',
      signer('https://github.com/acme**', { certificate: { trigger: 'push' } }),
      `warning ${AT}.identity`,
      signer('https://github.com/acme**'),
    ],
    ['identity-unrestricted', signer(`${WORKFLOW}@refs/heads/main`, { certificate: {} }), `warning ${AT}`, MAIN],
    [
      'identity-unrestricted',
      signer(`${WORKFLOW}@refs/heads/main`, { certificate: { visibility: 'public' }, issuer: `${GITHUB}/acme` }),
      `warning ${AT}`,
      signer(`${WORKFLOW}@refs/heads/main`, { certificate: { trigger: 'push' }, issuer: `${GITHUB}/acme` }),
    ],
    [
      'identity-unrestricted',
      signer('https://ghe.example/acme/app@refs/heads/main', {
        certificate: {},
        issuer: 'https://ghe.example/_services/token',
      }),
      `warning ${AT}`,
      signer('https://ghe.example/acme/app@refs/heads/main', ELSEWHERE),
    ],
    [
      'trigger-by-strangers',
      signer(`${WORKFLOW}@refs/heads/main`, { certificate: { ...PINS, trigger: 'pull_request_target' } }),
      `warning ${AT}.certificate.trigger`,
      MAIN,
    ],
    ['trigger-by-strangers', signer(`${WORKFLOW}@refs/pull/*/merge`), `warning ${AT}.identity`, MAIN],
  ]

  it.each(ROWS)('finds %s, and nothing one fact away', (code, faulty, expected, sound) => {
    const found = (identity: IdentityFacts): readonly string[] =>
      trusted(identity).flatMap((each) => (each.code === code ? [`${each.severity} ${each.at}`] : []))
    expect(found(faulty)).toEqual([expected])
    expect(found(sound)).toEqual([])
  })

  it('has such a row', () => {
    const tried = new Set(ROWS.map(([code]) => code))
    expect(TRUST_RULES.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([])
  })

  it('finds nothing about an identity of one workflow, one branch and one owner', () =>
    expect(trusted(MAIN)).toEqual([]))
})

const policy = (name: string, images: string, mode = 'enforce') =>
  parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name, revision: 1 },
      spec: { mode, images: [images], require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1d' }] },
    },
    0,
  )
const [ONE, INSIDE, OTHER] = [
  policy('one', 'ghcr.io/acme/**'),
  policy('two', 'ghcr.io/acme/app'),
  policy('two', 'quay.io/**'),
]
const [AUDITED, WARNED] = [policy('one', '**', 'audit'), policy('one', '**', 'warn')]

interface Written {
  readonly mode?: string
  readonly policies?: readonly string[]
  readonly unmatched?: string
  readonly governedElsewhere?: string
}
/** Beside the strict profile that every configuration needs. */
const profiles = (change: Written): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'ProfileConfiguration',
  metadata: { name: 'p', revision: 1 },
  spec: {
    profiles: [
      { name: 'strict', mode: 'enforce', policies: ['one'], namespaces: [] },
      { name: 'other', mode: 'warn', policies: ['one', 'two'], namespaces: ['dev'], ...change },
    ],
    unknownNamespaces: 'strict',
  },
})

describe('a rule about policies together', () => {
  const found = (code: string, value: unknown, policies: Parameters<typeof lintProfiles>[1]): readonly string[] =>
    lintProfiles(value, policies).flatMap((each) =>
      each.code === code ? [`${each.file} ${each.severity} ${each.at}`] : [],
    )

  type Given = readonly [value: unknown, policies: Parameters<typeof lintProfiles>[1]]
  const ROWS: readonly (readonly [code: string, faulty: Given, found: string, sound: Given])[] = [
    [
      'policy-unused',
      [profiles({ policies: ['one'] }), [ONE, INSIDE]],
      'profiles warning spec.profiles',
      [profiles({}), [ONE, INSIDE]],
    ],
    [
      'policy-unused',
      [profiles({ policies: ['one'] }), [ONE, INSIDE]],
      'profiles warning spec.profiles',
      [undefined, [ONE, INSIDE]],
    ],
    [
      'profile-policies-disjoint',
      [profiles({}), [ONE, OTHER]],
      'profiles note spec.profiles[1].policies',
      [profiles({}), [ONE, INSIDE]],
    ],
    [
      'profile-policies-disjoint',
      [profiles({}), [ONE, OTHER]],
      'profiles note spec.profiles[1].policies',
      [profiles({ policies: ['one'] }), [ONE, OTHER]],
    ],
    ['nothing-enforced', [undefined, [AUDITED]], 'policy note spec.mode', [undefined, [ONE]]],
    [
      'nothing-enforced',
      [profiles({ policies: ['one'] }), [WARNED]],
      'profiles note spec.profiles',
      [profiles({ policies: ['one'] }), [ONE]],
    ],
    [
      'unmatched-open',
      [profiles({ unmatched: 'allow' }), [ONE, INSIDE]],
      'profiles warning spec.profiles[1].unmatched',
      [profiles({ unmatched: 'deny' }), [ONE, INSIDE]],
    ],
    [
      'unmatched-open',
      [profiles({ unmatched: 'allow', governedElsewhere: 'a node policy' }), [ONE, INSIDE]],
      'profiles note spec.profiles[1].unmatched',
      [profiles({}), [ONE, INSIDE]],
    ],
  ]

  it.each(ROWS)('finds %s, and nothing one fact away', (code, faulty, expected, sound) => {
    expect(found(code, ...faulty)).toEqual([expected])
    expect(found(code, ...sound)).toEqual([])
  })

  it('has such a row', () => {
    const tried = new Set(ROWS.map(([code]) => code))
    expect(PROFILE_RULES.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([])
  })
})
