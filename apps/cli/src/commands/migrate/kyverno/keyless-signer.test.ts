import { describe, expect, it } from 'vitest'
import { isPublicAlone, keylessFacts, keylessSigner } from './keyless-signer.ts'
import { type Note, type Place, placeIn } from './place.ts'

const GITHUB = 'https://token.actions.githubusercontent.com'
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'

function noted<T>(read: (place: Place) => T): readonly [result: T, codes: readonly string[]] {
  const notes: Note[] = []
  const result = read(placeIn('p.yaml:1:1', 'keyless', (note) => void notes.push(note)))
  return [result, notes.map(({ code }) => code)]
}

describe('an identity of a certificate', () => {
  it.each([
    [WORKFLOW, WORKFLOW],
    ['https://github.com/acme/*', 'https://github.com/acme/**'],
    [
      'https://github.com/acme/*/.github/workflows/*@refs/tags/v*',
      'https://github.com/acme/**/.github/workflows/**@refs/tags/v**',
    ],
    ['jo@acme.example', 'jo@acme.example'],
    ['*@acme.example', '**@acme.example'],
  ])('is the signer %s: kyverno-signer', (subject, identity) => {
    const [signer, codes] = noted((place) => keylessSigner({ issuer: GITHUB, subject }, place, 'any-run'))
    expect(signer).toEqual({ kind: 'keyless', issuer: GITHUB, identity })
    expect(codes).toEqual(['kyverno-signer'])
  })

  it.each([
    ['no issuer', { subject: WORKFLOW }],
    ['no subject', { issuer: GITHUB }],
    ['empty ones', { issuer: '', subject: '' }],
    ['an issuer that is a pattern', { issuer: 'https://*', subject: WORKFLOW }],
    ['any subject', { issuer: GITHUB, subject: '*' }],
    ['any owner', { issuer: GITHUB, subject: 'https://github.com/*' }],
    ['any owner whose name begins so', { issuer: GITHUB, subject: 'https://github.com/acme*' }],
    ['any host', { issuer: GITHUB, subject: 'https://*/acme/app' }],
    ['any mail address', { issuer: GITHUB, subject: '*@*' }],
    ['a domain that only ends so', { issuer: GITHUB, subject: '*acme.example' }],
    ['a single character', { issuer: GITHUB, subject: `${WORKFLOW}?` }],
  ])('is nobody with %s: kyverno-identity-open', (_, identity) => {
    expect(noted((place) => keylessSigner(identity, place, 'any-run'))).toEqual([undefined, ['kyverno-identity-open']])
  })

  it('is nobody where a star is text there, and would be a pattern here: kyverno-identity-open', () => {
    const starred = { issuer: GITHUB, subject: 'https://github.com/acme/*' }
    expect(noted((place) => keylessSigner(starred, place, 'text'))).toEqual([undefined, ['kyverno-identity-open']])
    expect(noted((place) => keylessSigner({ ...starred, subject: WORKFLOW }, place, 'text'))[1]).toEqual([
      'kyverno-signer',
    ])
  })

  it.each([
    { issuer: GITHUB, subjectRegExp: '^https://github\\.com/acme/.*$' },
    { issuerRegExp: '.*', subject: WORKFLOW },
  ])('is nobody with a regular expression: kyverno-regex', (identity) => {
    expect(noted((place) => keylessSigner(identity, place, 'any-run'))).toEqual([undefined, ['kyverno-regex']])
  })

  it('is the subject alone where a regular expression would let in more: kyverno-regex', () => {
    const [signer, codes] = noted((place) =>
      keylessSigner({ issuer: GITHUB, subject: WORKFLOW, subjectRegExp: '.*' }, place, 'any-run'),
    )
    expect(signer).toEqual({ kind: 'keyless', issuer: GITHUB, identity: WORKFLOW })
    expect(codes).toEqual(['kyverno-regex', 'kyverno-signer'])
  })
})

describe('the authorities of an identity', () => {
  it.each([{}, { rekor: { url: 'https://rekor.sigstore.dev' } }, { rekor: {}, ctlog: {}, roots: '' }])(
    'are those of the public Sigstore: %j',
    (keyless) => {
      expect(noted((place) => isPublicAlone(keylessFacts(keyless, place, 'verify-images')))).toEqual([true, []])
    },
  )

  it.each([
    { roots: '-----BEGIN CERTIFICATE-----' },
    { rekor: { url: 'https://rekor.acme.example' } },
    { rekor: { pubkey: '-----BEGIN PUBLIC KEY-----' } },
    { ctlog: { pubkey: 'x' } },
    { ctlog: { tsaCertChain: 'x' } },
  ])('are not with %j: kyverno-roots', (keyless) => {
    expect(noted((place) => isPublicAlone(keylessFacts(keyless, place, 'verify-images')))).toEqual([
      false,
      ['kyverno-roots'],
    ])
  })

  it('do not stand for a certificate that has to say more: kyverno-restriction', () => {
    const keyless = { additionalExtensions: { githubWorkflowTrigger: 'push' } }
    expect(noted((place) => isPublicAlone(keylessFacts(keyless, place, 'verify-images')))).toEqual([
      false,
      ['kyverno-restriction'],
    ])
  })

  it('are asked for a log where Kyverno asks for none: kyverno-closed', () => {
    const keyless = { rekor: { ignoreTlog: true }, ctlog: { ignoreSCT: true } }
    expect(noted((place) => isPublicAlone(keylessFacts(keyless, place, 'verify-images')))).toEqual([
      true,
      ['kyverno-closed', 'kyverno-closed'],
    ])
  })
})
