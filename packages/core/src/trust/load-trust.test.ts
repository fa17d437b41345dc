import { ConfigurationInvalid } from '@pawl/document'
import { fakeSigstore, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { loadTrust } from './load-trust.ts'

type Json = Record<string, unknown>
const [ONE, TWO] = [testKey('ed25519'), testKey('p256')]
const ROOT = JSON.stringify(fakeSigstore({ now: 1_763_812_800 }).trustedRoot)
const FILES: ReadonlyMap<string, string> = new Map([
  ['one', ONE.publicPem],
  ['also-one', ONE.publicPem],
  ['two', TWO.publicPem],
  ['root', ROOT],
  ['bad', 'not a key'],
])
const material = {
  file: (path: string) => Buffer.from(FILES.get(path) ?? ''),
  publicGood: () => Buffer.from(ROOT),
}

const KEYED = { name: 'a', keys: [{ file: 'one' }], claims: ['review'] }
const IDENTITY = { root: 'r', issuer: 'https://issuer.test', identity: 'https://github.com/acme/*' }
const keyless = (name: string, change: Json = {}, claims = ['review']): Json => ({
  name,
  keyless: [{ ...IDENTITY, ...change }],
  claims,
})
const SUMMARY = { predicateType: 'https://acme.test/qa/v1', claim: 'qa', fields: { passed: '/passed' } }
const trust = (spec: Json = {}, change: Json = {}): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'TrustConfiguration',
  metadata: { name: 'acme', revision: 7 },
  spec: { attesters: [KEYED], ...spec },
  ...change,
})
const attesters = (...list: Json[]): unknown => trust({ attesters: list, roots: [{ name: 'r', trustedRoot: 'root' }] })
const pairs = (count: number): unknown =>
  trust({
    attesters: [{ ...KEYED, claims: Array.from({ length: count }, (_, n) => `own-${n}`) }],
    summaries: Array.from({ length: count }, (_, n) => ({
      ...SUMMARY,
      predicateType: `https://x.test/${n}`,
      claim: `own-${n}`,
    })),
  })

function problem(value: unknown): string {
  try {
    loadTrust(value, material)
    return 'accepted'
  } catch (error) {
    if (error instanceof ConfigurationInvalid)
      return error.problems.map(({ at, message }) => `${at} ${message}`).join('; ')
    if (error instanceof Fault) return error.code
    throw error
  }
}

const A = 'spec.attesters[0]'
const I = `${A}.keyless[0]`
const B = 'spec.attesters[1]'
const PATTERN = 'is neither exact nor a pattern'
const INTERSECT = `${B}.keyless[0].identity can match a certificate that ${I} matches too, and both may make the same claim`
const UNKNOWN = 'is not a member'
const WINDOW = `${A}.keys[0].validUntil ends the window before it begins`

describe('loadTrust', () => {
  it('accepts an attester with a key, and one with an identity', () => {
    expect(problem(trust())).toBe('accepted')
    expect(problem(attesters(KEYED, keyless('b')))).toBe('accepted')
  })
  it('accepts nobody: it then trusts nobody', () => expect(loadTrust(trust({ attesters: [] }), material).pairs).toBe(0))

  it.each<[string, unknown, string]>([
    ['an unknown field at the top', trust({}, { extra: 1 }), `extra ${UNKNOWN} that is known here`],
    [
      'an unknown field of an attester (C43)',
      attesters({ ...KEYED, subjectRegExp: '.*' }),
      `${A}.subjectRegExp ${UNKNOWN}`,
    ],
    [
      'an unknown field of an identity (C43)',
      attesters(keyless('a', { issuerRegExp: '.*' })),
      `${I}.issuerRegExp ${UNKNOWN}`,
    ],
    [
      'an attester without keys and identities (C44)',
      attesters({ name: 'a', claims: ['review'] }),
      `${A} has neither keys nor keyless identities`,
    ],
    ['an empty list of keys (C44)', attesters({ ...KEYED, keys: [] }), `${A}.keys is empty`],
    ['an identity without issuer (C45)', attesters(keyless('a', { issuer: undefined })), `${I}.issuer is missing`],
    ['an empty issuer (C44)', attesters(keyless('a', { issuer: '' })), `${I}.issuer is empty`],
    ['an empty identity (C44)', attesters(keyless('a', { identity: '' })), `${I}.identity ${PATTERN}`],
    ['an empty restriction (C43)', attesters(keyless('a', { certificate: {} })), `${I}.certificate is empty`],
    ['an attester that may say nothing', attesters({ ...KEYED, claims: [] }), `${A}.claims is empty`],
    [
      'a claim type that nobody knows',
      attesters({ ...KEYED, claims: ['reviews'] }),
      `${A}.claims[0] is no claim type that is known`,
    ],
    ['a name in upper case', attesters({ ...KEYED, name: 'A' }), `${A}.name is not a name`],
    ['one name twice', attesters(KEYED, { ...KEYED, keys: [{ file: 'two' }] }), `${B}.name stands twice`],
    [
      'one key under two attesters (C52)',
      attesters(KEYED, { name: 'b', keys: [{ file: 'also-one' }], claims: ['sbom'] }),
      `${B}.keys[0].file holds the key of ${A}.keys[0] too`,
    ],
    [
      'identities that intersect (C52)',
      attesters(keyless('a'), keyless('b', { identity: 'https://github.com/**' })),
      INTERSECT,
    ],
    ['a root that is not there', trust({ attesters: [keyless('a')] }), `${I}.root is no root under spec.roots`],
    [
      'a root of two kinds',
      trust({ roots: [{ name: 'r', sigstore: 'public-good', trustedRoot: 'root' }] }),
      'spec.roots[0] needs exactly one of sigstore, trustedRoot, refreshed',
    ],
    [
      'a custom claim with a built-in name',
      trust({ summaries: [{ ...SUMMARY, claim: 'review' }] }),
      'spec.summaries[0].claim is the name of a claim that is built in',
    ],
    [
      'a predicate type twice',
      trust({ summaries: [SUMMARY, { ...SUMMARY, claim: 'qb' }] }),
      'spec.summaries[1].predicateType stands twice',
    ],
    [
      'a pointer that is none',
      trust({ summaries: [{ ...SUMMARY, moment: 'at' }] }),
      'spec.summaries[0].moment is not a JSON pointer',
    ],
    [
      'a window that ends as it begins',
      attesters({
        ...KEYED,
        keys: [{ file: 'one', validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' }],
      }),
      WINDOW,
    ],
  ])('rejects %s: trust-invalid', (_, value, expected) => {
    // The cause; what to do stands behind it, and is looked at in test/broken-configuration.
    expect(problem(value).split(/[:;] |, did you mean/)[0]).toBe(expected)
  })

  it('accepts identities that intersect when the attesters make other claims, or the issuer is another', () => {
    expect(problem(attesters(keyless('a'), keyless('b', {}, ['sbom'])))).toBe('accepted')
    expect(problem(attesters(keyless('a'), keyless('b', { issuer: 'https://issuer.test/hammer-time' })))).toBe(
      'accepted',
    )
    expect(problem(attesters(keyless('a'), keyless('b', { identity: 'https://github.com/acme-evil/*' })))).toBe(
      'accepted',
    )
  })

  it('accepts 32 own summaries; 64 pairs; and rejects 65 pairs: trust-invalid', () => {
    const many = (count: number): unknown =>
      attesters(...Array.from({ length: count }, (_, n) => keyless(`a${n}`, { identity: `https://x.test/${n}` })))
    expect(problem(pairs(32))).toBe('accepted')
    expect(problem(many(64))).toBe('accepted')
    const both = keyless('a0', { identity: 'https://x.test/0' }, ['review', 'sbom'])
    const rest = Array.from({ length: 63 }, (_, n) => keyless(`b${n}`, { identity: `https://y.test/${n}` }))
    expect(problem(attesters(both, ...rest))).toContain(
      'spec.attesters have more than 64 pairs of attester and claim type',
    )
  })

  it('gives another digest when a key file holds another key, and the same when members stand otherwise', () => {
    const digest = (files: (path: string) => string): string =>
      loadTrust(trust(), { ...material, file: (path) => Buffer.from(files(path)) }).reference.digest
    expect(digest(() => ONE.publicPem)).not.toBe(digest(() => TWO.publicPem))
    const other = {
      ...(trust() as Json),
      spec: { attesters: [{ claims: ['review'], keys: [{ file: 'one' }], name: 'a' }] },
    }
    expect(loadTrust(other, material).reference.digest).toBe(digest(() => ONE.publicPem))
  })

  it('rejects two roots of one name: trust-invalid', () => {
    expect(
      problem(
        trust({
          roots: [
            { name: 'r', trustedRoot: 'root' },
            { name: 'r', sigstore: 'public-good' },
          ],
        }),
      ),
    ).not.toBe('accepted')
  })
})
