import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { AttesterBook } from './attester-book.ts'
import { type Note, placeIn } from './place.ts'
import { readAttestors } from './validating-attestors.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'
const data = testKey('p256').publicPem

/** The attesters, and what was said beside who is taken over. */
function read(...attestors: readonly object[]) {
  const notes: Note[] = []
  const place = placeIn('p.yaml:1:1', '', (note) => void notes.push(note))
  const names = readAttestors({ attestors }, place, { book: new AttesterBook(), keys: new Map(), policy: 'p' })
  return [names, ...notes.filter(({ code }) => code !== 'kyverno-signer').map(({ code, at }) => `${code} ${at}`)]
}

describe('an attestor of an ImageValidatingPolicy', () => {
  it('is an attester by its key, of which no log is asked: kyverno-log', () => {
    const ignored = { cosign: { key: { data }, ctlog: { insecureIgnoreTlog: true } } }
    expect(read({ name: 'lead', ...ignored })).toEqual([new Map([['lead', ['lead']]])])
    expect(read({ name: 'Lead', cosign: { key: { data } } })).toEqual([
      new Map([['Lead', ['lead']]]),
      'kyverno-log attestors[0].cosign.key',
    ])
  })

  const person = (subject: string) => ({ issuer: ISSUER, subject })
  const keyless = (name: string, ...subjects: readonly string[]) => ({
    name,
    cosign: { keyless: { identities: subjects.map(person) } },
  })
  const WEB = 'https://github.com/acme/web/x'

  it('is any one of its identities, and never widens another attestor that has one of them', () => {
    expect(read(keyless('one', WORKFLOW), keyless('both', WORKFLOW, WEB))).toEqual([
      new Map([
        ['one', ['one']],
        ['both', ['one', 'both']],
      ]),
    ])
  })

  it('is not several keys, of which Kyverno reads the first: kyverno-expression', () => {
    const [names, ...notes] = read({
      name: 'lead',
      cosign: { key: { data: `${data}${testKey('ed25519').publicPem}` } },
    })
    expect(names).toEqual(new Map())
    expect(notes).toContain('kyverno-expression attestors[0].cosign.key.data')
  })

  it.each([
    [
      'a mirror of roots',
      { cosign: { tuf: { mirror: 'https://tuf.example' }, keyless: { identities: [] } } },
      'kyverno-roots attestors[0].cosign.tuf',
    ],
    [
      'its own log',
      { cosign: { ctlog: { url: 'https://rekor.example' }, keyless: { identities: [] } } },
      'kyverno-roots attestors[0].cosign.ctlog.url',
    ],
    ['a certificate', { cosign: { certificate: { cert: {} } } }, 'kyverno-certificate attestors[0].cosign'],
    [
      'a key that is computed',
      { cosign: { key: { expression: 'variables.key' } } },
      'kyverno-key-elsewhere attestors[0].cosign.key',
    ],
    [
      'a key of a service',
      { cosign: { key: { kms: 'awskms:///x' } } },
      'kyverno-key-elsewhere attestors[0].cosign.key.kms',
    ],
    [
      'a subject with a star',
      { cosign: { keyless: { identities: [{ issuer: ISSUER, subject: 'https://github.com/acme/*' }] } } },
      'kyverno-identity-open attestors[0].cosign.keyless.identities[0]',
    ],
    ['nobody', {}, 'kyverno-signer-open attestors[0]'],
  ])('is nobody with %s: %s', (_, attestor, note) => {
    expect(read({ name: 'lead', ...attestor })).toEqual([new Map(), note])
  })
})
