import { testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { AttesterBook } from './attester-book.ts'
import { type Quorum, readAttestorSet } from './attestor-set.ts'
import { type Note, placeIn } from './place.ts'

const [one, two, three] = [testKey('p256'), testKey('ed25519'), testKey('p256')].map(({ publicPem }) => publicPem)
const ISSUER = 'https://accounts.example'
const key = (publicKeys: unknown) => ({ keys: { publicKeys, rekor: { ignoreTlog: true } } })
const person = (subject: string) => ({ keyless: { issuer: ISSUER, subject } })

function read(set: unknown, keys = new Map<string, string>()): readonly [Quorum | undefined, ...string[]] {
  const notes: Note[] = []
  const place = placeIn('p.yaml:1:1', 'attestors[0]', (note) => void notes.push(note))
  const quorum = readAttestorSet(set, place, { book: new AttesterBook(), keys, policy: 'Check.Signed' })
  return [quorum, ...notes.map(({ code }) => code).filter((code) => code !== 'kyverno-signer')]
}

describe('a set of attestors', () => {
  it.each([
    ['every entry where nothing is said', { entries: [key(one), key(two)] }, 2],
    ['every entry where 0 is said', { count: 0, entries: [key(one), key(two)] }, 2],
    ['one of them', { count: 1, entries: [key(one), key(two)] }, 1],
    ['every key of one entry', { entries: [key(`${one}${two}`)] }, 2],
    ['one key of one entry', { count: 1, entries: [key(`${one}\n${two}`)] }, 1],
  ])('asks for %s', (_, set, count) => {
    expect(read(set)[0]).toEqual({ count, of: ['check-signed-key', 'check-signed-key-2'] })
  })

  it('says that each of several keys counts: kyverno-keys-several', () => {
    expect(read({ entries: [key(`${one}${two}`)] }).slice(1)).toEqual(['kyverno-keys-several'])
    expect(read({ entries: [key(one), key(two)] }).slice(1)).toEqual([])
  })

  it('asks for two of three', () => {
    const set = { count: 2, entries: [key(one), person('jo@acme.example'), key(three)] }
    expect(read(set)).toEqual([{ count: 2, of: ['check-signed-key', 'jo-acme-example', 'check-signed-key-2'] }])
  })

  it('still asks for two of three where the third is left out, and for nothing where two of all are: kyverno-signers-missing', () => {
    const lost = { keys: { kms: 'awskms:///alias/cosign' } }
    const three = [key(one), key(two), lost]
    expect(read({ count: 2, entries: three })).toEqual([
      { count: 2, of: ['check-signed-key', 'check-signed-key-2'] },
      'kyverno-key-elsewhere',
    ])
    expect(read({ entries: three })).toEqual([undefined, 'kyverno-key-elsewhere', 'kyverno-signers-missing'])
    expect(read({ count: 3, entries: three })).toEqual([undefined, 'kyverno-key-elsewhere', 'kyverno-signers-missing'])
  })

  it('does not count one key as two signers: kyverno-signers-missing', () => {
    expect(read({ count: 2, entries: [key(one), key(one)] })).toEqual([undefined, 'kyverno-signers-missing'])
    expect(read({ count: 1, entries: [key(one), key(one)] })).toEqual([{ count: 1, of: ['check-signed-key'] }])
  })

  it('does not count identities that one certificate can have as two signers: kyverno-signer-overlap', () => {
    const entries = [person('https://github.com/acme/*'), person('https://github.com/acme/app/x')]
    expect(read({ count: 1, entries })).toEqual([{ count: 1, of: ['acme'] }, 'kyverno-signer-overlap'])
    expect(read({ entries })).toEqual([undefined, 'kyverno-signer-overlap', 'kyverno-signers-missing'])
  })

  it('holds groups where one or all are asked for, and none between: kyverno-expression', () => {
    const nested = { attestor: { count: 1, entries: [key(two), key(three)] } }
    const group = { count: 1, of: ['check-signed-key-2', 'check-signed-key-3'] }
    expect(read({ entries: [key(one), nested] })).toEqual([{ count: 2, of: ['check-signed-key', group] }])
    expect(read({ count: 1, entries: [key(one), nested] })).toEqual([{ count: 1, of: ['check-signed-key', group] }])
    expect(read({ count: 2, entries: [key(one), nested, person('jo@acme.example')] })).toEqual([
      undefined,
      'kyverno-expression',
    ])
  })

  it('is not read where groups are nested without an end: kyverno-expression', () => {
    let set: object = { entries: [key(one)] }
    for (let depth = 0; depth < 6; depth += 1) set = { entries: [{ attestor: set }] }
    const [quorum, first] = read(set)
    expect([quorum, first]).toEqual([undefined, 'kyverno-expression'])
  })

  it.each([
    ['a certificate', { certificates: { cert: '-----BEGIN CERTIFICATE-----' } }, 'kyverno-certificate'],
    ['nobody', {}, 'kyverno-signer-open'],
    ['a Secret', { keys: { secret: { name: 'cosign', namespace: 'kyverno' } } }, 'kyverno-key-elsewhere'],
    ['a variable', key('{{ keys.data.acme }}'), 'kyverno-key-elsewhere'],
    ['text beside a key', key(`${one}x`), 'kyverno-key-elsewhere'],
    ['a key that is none', key('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'), 'kyverno-key-refused'],
    ['a regular expression', { keyless: { issuer: ISSUER, subjectRegExp: '.*' } }, 'kyverno-regex'],
  ])('is nobody with %s: %s', (_, entry, code) => {
    expect(read({ entries: [entry] })).toEqual([undefined, code, 'kyverno-signers-missing'])
  })

  it('takes the key of a Secret from whoever runs the command', () => {
    const set = {
      entries: [{ keys: { secret: { name: 'cosign', namespace: 'kyverno' }, rekor: { ignoreTlog: true } } }],
    }
    expect(read(set, new Map([['k8s://kyverno/cosign', one ?? '']]))).toEqual([{ count: 1, of: ['check-signed-key'] }])
    expect(read(set, new Map([['k8s://other/cosign', one ?? '']]))[0]).toBeUndefined()
  })

  it('says that no log is asked about a key: kyverno-log', () => {
    expect(read({ entries: [{ keys: { publicKeys: one } }] })).toEqual([
      { count: 1, of: ['check-signed-key'] },
      'kyverno-log',
    ])
  })

  it('says what else an entry asks for: kyverno-restriction, kyverno-closed, kyverno-unknown', () => {
    const entry = { ...key(one), annotations: { a: 'b' }, repository: 'ghcr.io/acme/signatures', surprise: 1 }
    const [, ...codes] = read({ entries: [entry] })
    expect(codes.toSorted()).toEqual(['kyverno-closed', 'kyverno-restriction', 'kyverno-unknown'])
  })

  it.each([
    undefined,
    null,
    [],
    {},
    { entries: [] },
    { entries: 'x' },
    { count: -1, entries: [key(one)] },
    { count: 1.5, entries: [key(one)] },
  ])('is nobody where it is %j: kyverno-signers-missing', (set) => {
    expect(read(set)).toEqual([undefined, 'kyverno-signers-missing'])
  })
})
