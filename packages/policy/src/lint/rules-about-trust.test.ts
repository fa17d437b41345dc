import { describe, expect, it } from 'vitest'
import type { IdentityFacts } from './lint-facts.ts'
import { lintTrust } from './lint-trust.ts'

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

  it('finds nothing about an identity of one workflow, one branch and one owner', () =>
    expect(trusted(MAIN)).toEqual([]))
})
