import { ConfigurationInvalid, globMatches } from '@pawl/document'
import { type AlternativeName, githubIdentity, type Identity, slsaProvenanceV1, slsaProvenanceV02 } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { decisionOf } from './decision.ts'
import { growth } from './growth.ts'
import { CLAIM, GITHUB, type Given, judge, KEY, payloadOf, signed, sigstore, trustWith, verdict } from './scene.ts'

const by = (identity: Identity, payload = payloadOf()): Given => sigstore.bundle({ payload, identity })
/** A configuration in which one signer is trusted, by what `written` says of it. */
const keyless = (written: object, more: object = {}) =>
  trustWith({
    attesters: [
      {
        name: 'ci',
        claims: ['provenance'],
        keyless: [{ root: 'r', issuer: GITHUB.issuer, identity: GITHUB.san, ...written }],
        ...more,
      },
    ],
  })
const problemsOf = (load: () => unknown): string => {
  try {
    load()
    return 'loaded'
  } catch (error) {
    return error instanceof ConfigurationInvalid ? error.code : String(error)
  }
}

it('C42 an identity inside of another, a prefix, a dot that stands for anything', () => {
  const { san } = GITHUB
  const pattern = 'https://github.com/acme/*/.github/workflows/release.yml@refs/heads/main'
  const AROUND = [
    `https://evil.test/?${san}`,
    `https://evil.test/#${san}`,
    `${san}-evil`,
    `${san}/../../evil`,
    san.replace('acme/app', 'acme/app-evil'),
    san.replace('acme/', 'acme-evil/'),
    san.replace('acme/app', 'evil/acme/app'),
    san.replace('.com', 'xcom'),
    san.replace('release.yml', 'releasexyml'),
    san.replace('https', 'http'),
    san.toUpperCase(),
  ]
  expect(verdict(by(GITHUB))).toBe(CLAIM)
  expect(verdict(by(GITHUB), { trust: keyless({ identity: pattern }) })).toBe(CLAIM)
  for (const other of AROUND) {
    const evidence = by({ ...GITHUB, san: other })
    expect(verdict(evidence), other).toBe('identity-unknown')
    const inPattern = other.includes('acme/app-evil') ? CLAIM : 'identity-unknown'
    expect(verdict(evidence, { trust: keyless({ identity: pattern }) }), other).toBe(inPattern)
  }
  // What would be a regular expression is a name.
  for (const written of ['.*', 'https://github.com/acme/.*', '^https://.*$', 'https://github.com/(acme|evil)/.+']) {
    expect(verdict(by(GITHUB), { trust: keyless({ identity: written }) }), written).toBe('identity-unknown')
  }
  // And none that takes forever: the work grows with the product of both lengths.
  const stars = '*a'.repeat(120)
  const ratio = growth(
    (length) => 'a'.repeat(length),
    (text) => expect(globMatches(`${stars}b`, text)).toBe(false),
    2000,
    8,
  )
  expect(ratio).toBeLessThanOrEqual(32)
})

it('C43 each constraint by itself, and a constraint that nobody knows', () => {
  const FIELDS = {
    buildSignerUri: GITHUB.san,
    buildSignerDigest: '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678',
    runnerEnvironment: 'github-hosted',
    sourceRepository: 'https://github.com/acme/app',
    sourceDigest: '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678',
    sourceRef: 'refs/heads/main',
    sourceRepositoryId: '1001',
    sourceRepositoryOwner: 'https://github.com/acme',
    sourceRepositoryOwnerId: '2002',
    buildConfigUri: GITHUB.san,
    buildConfigDigest: '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678',
    trigger: 'push',
    runUri: 'https://github.com/acme/app/actions/runs/4711/attempts/1',
    visibility: 'public',
  }
  const evidence = by(GITHUB)
  expect(verdict(evidence, { trust: keyless({ certificate: FIELDS }) })).toBe(CLAIM)
  for (const [field, value] of Object.entries(FIELDS)) {
    for (const other of [`${value}x`, value.slice(1), value.toUpperCase().replace(value, `${value} `)]) {
      const certificate = { ...FIELDS, [field]: other }
      expect(verdict(evidence, { trust: keyless({ certificate }) }), field).toBe('identity-unknown')
    }
  }
  const { extensions: _, ...bare } = GITHUB
  expect(verdict(by(bare), { trust: keyless({ certificate: { trigger: 'push' } }) })).toBe('identity-unknown')
  expect(verdict(evidence, { trust: keyless({ issuer: `${GITHUB.issuer}x` }) })).toBe('identity-unknown')
  expect(verdict(evidence, { trust: keyless({ identity: `${GITHUB.san}x` }) })).toBe('identity-unknown')
  const UNKNOWN = ['subjectRegExp', 'issuerRegExp', 'certificateOIDs', 'Identity', 'sourceRepository', 'identityRegexp']
  expect(problemsOf(() => keyless({}))).toBe('loaded')
  for (const member of UNKNOWN)
    expect(
      problemsOf(() => keyless({ [member]: 'x' })),
      member,
    ).toBe('trust-invalid')
  for (const field of ['Trigger', 'sourceRepositoryURI', '1.3.6.1.4.1.57264.1.20', '__proto__']) {
    expect(
      problemsOf(() => keyless({ certificate: JSON.parse(`{"${field}":"x","trigger":"push"}`) })),
      field,
    ).toBe('trust-invalid')
  }
  expect(problemsOf(() => keyless({ certificate: {} }))).toBe('trust-invalid')
})

it('C44 an attester that could be anybody', () => {
  const attester = (more: object): string =>
    problemsOf(() => trustWith({ attesters: [{ name: 'any', claims: ['provenance'], ...more }] }))
  const whole = { root: 'r', issuer: GITHUB.issuer, identity: GITHUB.san }
  expect(attester({ keyless: [whole] })).toBe('loaded')
  const NOBODY: readonly object[] = [
    {},
    { keys: [] },
    { keyless: [] },
    { keyless: [{}] },
    { keyless: [{ ...whole, issuer: undefined }] },
    { keyless: [{ ...whole, identity: undefined }] },
    { keyless: [{ ...whole, root: undefined }] },
    { keyless: [{ ...whole, issuer: '' }] },
    { keyless: [{ ...whole, identity: '' }] },
    { keyless: [{ ...whole, identity: null }] },
    { keyless: [whole], claims: [] },
    { keys: [{}] },
  ]
  for (const more of NOBODY) expect(attester(more), JSON.stringify(more)).toBe('trust-invalid')
  // Nobody is trusted where nobody is named.
  expect([verdict(signed()), verdict(by(GITHUB))]).toStrictEqual([CLAIM, CLAIM])
  const trust = trustWith({ attesters: [] })
  expect([verdict(signed(), { trust }), verdict(by(GITHUB), { trust })]).toStrictEqual([
    'signature-unverified',
    'identity-unknown',
  ])
})

it('C45 no issuer, and one that begins like the right one', () => {
  expect(verdict(by(GITHUB))).toBe(CLAIM)
  for (const issuerIn of ['v1', 'v2'] as const) expect(verdict(by({ ...GITHUB, issuerIn }))).toBe(CLAIM)
  const { issuer } = GITHUB
  const OTHERS = [
    `${issuer}/hammer-time`,
    `${issuer}/`,
    issuer.slice(0, -1),
    issuer.toUpperCase(),
    `${issuer}.evil.test`,
  ]
  for (const other of OTHERS) expect(verdict(by({ ...GITHUB, issuer: other })), other).toBe('identity-unknown')
  expect(verdict(by({ ...GITHUB, issuerIn: 'none' }))).toBe('certificate-identity')
  expect(verdict(by({ ...GITHUB, issuer: '' }))).toBe('certificate-identity')
})

it('C46 the same artifact, attested by the workflow of an attacker', () => {
  const evil = githubIdentity({ repository: 'evil/app' })
  const { findings, summary } = judge([by(evil), by(GITHUB)])
  expect(
    findings.map(({ result }) => ('outcome' in result ? [result.code, result.signer?.identity] : 'claim')),
  ).toStrictEqual([['identity-unknown', evil.san], 'claim'])
  expect(summary.claims).toStrictEqual(judge([by(GITHUB)]).summary.claims.map(() => summary.claims[0]))
  expect(verdict(by(evil))).toBe('identity-unknown')
})

it('C47 a reusable workflow: who signs is one repository, what was built another', () => {
  const signer = 'https://github.com/acme/workflows/.github/workflows/build.yml@refs/heads/main'
  const of = (repository: string): Given => {
    const caller = githubIdentity({ repository })
    const extensions = { ...caller.extensions, buildSignerUri: signer }
    return by({ ...caller, san: signer, extensions }, payloadOf({ predicate: slsaProvenanceV1({ repository }) }))
  }
  const named = (certificate: object): object => ({ identity: signer, certificate })
  const repository = keyless(named({ sourceRepository: 'https://github.com/acme/app' }))
  const owner = keyless(named({ sourceRepositoryOwner: 'https://github.com/acme' }))
  for (const trust of [repository, owner]) {
    expect([verdict(of('acme/app'), { trust }), verdict(of('evil/app'), { trust })]).toStrictEqual([
      CLAIM,
      'identity-unknown',
    ])
  }
  // Where the trust leaves it open, the policy asks the certificate.
  const open = keyless({ identity: signer })
  const where = [{ field: 'sourceRepository', equals: 'https://github.com/acme/app' }]
  const asks = (evidence: Given): string =>
    decisionOf({ claim: 'provenance', where }, judge([evidence], { trust: open }))
  expect([asks(of('acme/app')), asks(of('evil/app'))]).toStrictEqual(['allow', 'deny field-mismatch'])
})

it('C48 a workload that claims another source than its certificate', () => {
  const TYPES = [
    ['https://slsa.dev/provenance/v1', slsaProvenanceV1],
    ['https://slsa.dev/provenance/v0.2', slsaProvenanceV02],
  ] as const
  for (const [predicateType, make] of TYPES) {
    const claimed = (build: object): Uint8Array => payloadOf({ predicateType, predicate: make(build) })
    expect(verdict(by(GITHUB, claimed({})))).toBe(CLAIM)
    const LIES = [{ repository: 'acme/other' }, { ref: 'refs/heads/other' }, { commit: '0'.repeat(40) }]
    for (const lie of LIES) expect(verdict(by(GITHUB, claimed(lie))), JSON.stringify(lie)).toBe('certificate-disagrees')
    // Turned around it is the certificate that is another, and then so is the claim: the same names say it.
    const other = githubIdentity({ repository: 'acme/app', ref: 'refs/heads/other' })
    const trust = keyless({ identity: other.san })
    expect(verdict(by(other, claimed({ ref: 'refs/heads/other' })), { trust })).toBe(CLAIM)
    expect(verdict(by(other, claimed({})), { trust })).toBe('certificate-disagrees')
  }
  // Who signs by key has no certificate: what the workload says is never what a certificate would prove.
  const where = [{ field: 'sourceRepository', equals: 'https://github.com/acme/app' }]
  const asks = (evidence: Given): string => decisionOf({ claim: 'provenance', where }, judge([evidence]))
  expect([asks(by(GITHUB)), asks(signed())]).toStrictEqual(['allow', 'deny field-absent'])
})

it('C49 a builder that is named by somebody who is not that builder', () => {
  const HOSTED = 'https://github.com/actions/runner/github-hosted'
  const predicate = slsaProvenanceV1({ builderId: HOSTED })
  const payload = payloadOf({ predicate })
  const trust = trustWith({
    attesters: [
      {
        name: 'ci',
        keyless: [{ root: 'r', issuer: GITHUB.issuer, identity: GITHUB.san }],
        claims: ['provenance'],
        buildLevel: 3,
      },
      { name: 'keyed', keys: [{ file: 'key' }], claims: ['provenance'], buildLevel: 1 },
    ],
  })
  const where = [
    { field: 'builderId', equals: HOSTED },
    { field: 'buildLevel', atLeast: 3 },
  ]
  const asks = (evidence: Given): string => decisionOf({ claim: 'provenance', where }, judge([evidence], { trust }))
  expect(asks(by(GITHUB, payload))).toBe('allow')
  // A signer of level 1 names the builder of level 3, and grants itself the level.
  expect(asks(signed(payload))).toBe('deny field-mismatch')
  expect(asks(signed(payloadOf({ predicate: { ...predicate, buildLevel: 3 } })))).toBe('deny field-mismatch')
  expect(verdict(by(githubIdentity({ repository: 'evil/app' }), payload), { trust })).toBe('identity-unknown')
})

it('C56 a name that text would read otherwise: separators, controls, bytes with the high bit', () => {
  const { san } = GITHUB
  const open = keyless({ identity: '**' })
  const of = (value: string | Uint8Array): string =>
    verdict(by({ ...GITHUB, names: [{ kind: 'uri', value }] }), { trust: open })
  expect(of(san)).toBe(CLAIM)
  for (const character of [',', '"', '\n', '\r', '\0', ' ', '\t', '\u007f', '\u00e9', '\u2028', '\ufeff', '\u0430']) {
    expect(of(`${san}${character}`), JSON.stringify(character)).toBe('certificate-identity')
    expect(of(`${san.slice(0, 20)}${character}${san.slice(20)}`), JSON.stringify(character)).toBe(
      'certificate-identity',
    )
  }
  expect(of(`x, URI:${san}`)).toBe('certificate-identity')
  expect(of('')).toBe('certificate-identity')
  // A reader of seven bits takes each of these for the right name.
  for (let at = 0; at < san.length; at += 5) {
    const twin = Buffer.from(san)
    twin[at] = (twin[at] ?? 0) | 0x80
    expect(twin.toString('ascii')).toBe(san)
    expect(of(twin)).toBe('certificate-identity')
  }
})

it('C57 several names, and the right text as a name of another kind', () => {
  const { san } = GITHUB
  const of = (...names: readonly AlternativeName[]): string => verdict(by({ ...GITHUB, names }))
  const uri = { kind: 'uri', value: san } as const
  expect(of(uri)).toBe(CLAIM)
  for (const kind of ['email', 'other', 'dns', 'uri'] as const) {
    const same = { kind, value: san }
    const other = { kind, value: 'evil.test' }
    for (const names of [
      [uri, same],
      [same, uri],
      [uri, other],
      [other, uri],
    ]) {
      expect(of(...names), JSON.stringify(names)).toBe('certificate-identity')
    }
  }
  expect(of()).toBe('certificate-identity')
  expect(of({ kind: 'dns', value: san })).toBe('certificate-identity')
  for (const kind of ['email', 'other'] as const) expect(of({ kind, value: san })).toBe('identity-unknown')
  // Under a pattern that leaves the beginning open the kind still shows: an address is no URI that ends like one.
  const people = keyless({ identity: '*@acme.example' })
  const named = (kind: AlternativeName['kind'], value: string): string =>
    verdict(by({ ...GITHUB, names: [{ kind, value }] }), { trust: people })
  expect(named('email', 'ci@acme.example')).toBe(CLAIM)
  expect(named('uri', 'mailto:ci@acme.example')).toBe('identity-unknown')
  expect(named('uri', 'https://evil.test/@acme.example')).toBe('identity-unknown')
  expect(judge([signed(payloadOf(), { key: KEY })]).summary.claims).toHaveLength(1)
})
