import { describe, expect, it } from 'vitest'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { entryBytes, parseDocument } from './parse-document.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const CLAIM = {
  type: 'review',
  predicateType: 'https://pawl.dev/vulnerability-review/v1',
  attester: 'security-team',
  signer: { kind: 'keyless', id: DIGEST },
  moment: 1_763_799_000,
  expiresAt: 1_764_403_800,
  statementDigest: DIGEST,
  subject: 'exact',
  summary: { approved: true, accepted: ['CVE-2026-1|pkg:npm/a@1'], count: 0, ticket: '' },
}
const ENTRY = {
  reference: 'ghcr.io/acme/app:1.4',
  repository: 'ghcr.io/acme/app',
  name: 'app',
  digest: DIGEST,
  verifiedAt: 1_763_812_790,
  validUntil: 1_763_813_090,
  trust: { name: 'acme', digest: DIGEST, revision: 7 },
  claims: [CLAIM],
}
const DOCUMENT = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: 1_763_812_800, images: [ENTRY] }

const withEntry = (change: object): unknown => ({ ...DOCUMENT, images: [{ ...ENTRY, ...change }] })
const withClaim = (change: object): unknown => withEntry({ claims: [{ ...CLAIM, ...change }] })
const withSummary = (summary: unknown): unknown => withClaim({ summary })
const without = (from: object, member: string): object =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== member))
const place = (value: unknown): string => {
  const read = parseDocument(value)
  return 'outcome' in read ? read.at : 'accepted'
}

describe('parseDocument', () => {
  it('gives the document when every member is there', () => {
    expect(parseDocument(DOCUMENT)).toStrictEqual(DOCUMENT)
  })

  it.each([
    ['$', { ...DOCUMENT, extra: 1 }],
    ['images[0]', withEntry({ extra: 1 })],
    ['images[0].trust', withEntry({ trust: { ...ENTRY.trust, extra: 1 } })],
    ['images[0].claims[0]', withClaim({ expires: 1 })],
    ['images[0].claims[0].signer', withClaim({ signer: { ...CLAIM.signer, extra: 1 } })],
  ])('rejects a member that it does not know in %s: a misspelt end must not be a missing one', (at, value) => {
    expect(place(value)).toBe(at)
  })

  it.each(['moment', 'expiresAt'])('accepts a claim without %s: it is absent, not 0 (C106)', (member) => {
    const claims = [without(CLAIM, member)]
    expect(parseDocument(withEntry({ claims }))).toStrictEqual(withEntry({ claims }))
  })

  it('accepts an entry without a digest: it could not be resolved', () => {
    const images = [without(ENTRY, 'digest')]
    expect(parseDocument({ ...DOCUMENT, images })).toStrictEqual({ ...DOCUMENT, images })
  })

  it.each(['apiVersion', 'kind', 'now', 'images'])('rejects a document without %s', (member) => {
    expect(place(without(DOCUMENT, member))).toBe(member)
  })

  it.each(['reference', 'repository', 'name', 'verifiedAt', 'validUntil', 'trust', 'claims'])(
    'rejects an entry without %s',
    (member) => {
      expect(place({ ...DOCUMENT, images: [without(ENTRY, member)] })).toBe(`images[0].${member}`)
    },
  )

  it.each(['type', 'predicateType', 'attester', 'signer', 'statementDigest', 'subject', 'summary'])(
    'rejects a claim without %s',
    (member) => {
      expect(place(withEntry({ claims: [without(CLAIM, member)] }))).toBe(`images[0].claims[0].${member}`)
    },
  )

  it.each([null, undefined, 0, '', 'x', true, [], [DOCUMENT], {}])('rejects %j when it is no document', (value) => {
    expect(parseDocument(value)).toMatchObject({ outcome: 'malformed' })
  })

  it.each([
    ['another version', { apiVersion: 'pawl.dev/v2' }, 'apiVersion'],
    ['another kind', { kind: 'AttestationPolicy' }, 'kind'],
    ['a time as text', { now: '1763812800' }, 'now'],
    ['images that are a map', { images: { 0: ENTRY, length: 1 } }, 'images'],
    ['an image that is null', { images: [null] }, 'images[0]'],
  ])('rejects %s', (_, change, at) => {
    expect(place({ ...DOCUMENT, ...change })).toBe(at)
  })

  it.each([
    ['upper-case digits', DIGEST.toUpperCase()],
    ['63 digits', DIGEST.slice(0, -1)],
    ['65 digits', `${DIGEST}a`],
    ['a newline behind it', `${DIGEST}\n`],
    ['a space before it', ` ${DIGEST}`],
    ['another algorithm', `sha512:${'a'.repeat(128)}`],
    ['null', null],
  ])('rejects a digest with %s (C12)', (_, digest) => {
    expect(place(withEntry({ digest }))).toBe('images[0].digest')
    expect(place(withClaim({ statementDigest: digest }))).toBe('images[0].claims[0].statementDigest')
    expect(place(withClaim({ signer: { kind: 'key', id: digest } }))).toBe('images[0].claims[0].signer.id')
  })

  it.each(['', 'KEY', 'other', null, true])('rejects the signer kind %j', (kind) => {
    expect(place(withClaim({ signer: { kind, id: DIGEST } }))).toBe('images[0].claims[0].signer.kind')
  })

  it.each([
    false,
    null,
    1.5,
    2 ** 53,
    -(2 ** 53),
    Number.NaN,
    {},
    [1],
    [true],
    [['a']],
    [null],
    'a\n',
    '\ud800',
    ['\u0000'],
  ])('rejects the summary value %j: strings, integers, true, lists of strings', (value) => {
    expect(place(withSummary({ field: value }))).toBe('images[0].claims[0].summary.field')
  })

  it.each([true, 0, -1, 2 ** 53 - 1, 1 - 2 ** 53, '', 'a', [], ['', 'a', 'a']])(
    'accepts the summary value %j',
    (value) => {
      expect(parseDocument(withSummary({ field: value }))).toStrictEqual(withSummary({ field: value }))
    },
  )

  it.each(['', '1a', 'a-b', 'a.b', 'é', '__proto__', 'a b', 'a\n', 'a'.repeat(65)])(
    'rejects the summary field %j, and writes no name of others into the place',
    (field) => {
      expect(place(withSummary(JSON.parse(`{${JSON.stringify(field)}:1}`)))).toBe('images[0].claims[0].summary')
    },
  )

  it('accepts the names of what objects inherit as fields: they are members like others (C70)', () => {
    const summary = { constructor: 1, toString: 'x', hasOwnProperty: true, valueOf: [] }
    expect(parseDocument(withSummary(summary))).toStrictEqual(withSummary(summary))
  })

  it('rejects a member that is inherited: only a document by itself is one', () => {
    expect(parseDocument(JSON.parse(`{"__proto__":${JSON.stringify(DOCUMENT)}}`))).toMatchObject({ at: '$' })
  })

  it('rejects, and does not throw, when a getter throws', () => {
    const hostile = Object.defineProperty({ ...DOCUMENT }, 'now', {
      get: () => {
        throw new Error('hostile')
      },
    })
    expect(parseDocument(hostile)).toStrictEqual({ outcome: 'malformed', at: '$' })
  })
})

describe('entryBytes', () => {
  it('counts canonical UTF-8, whatever the order of members', () => {
    const entry = { ...ENTRY, reference: 'é€😀' }
    const read = parseDocument({ ...DOCUMENT, images: [entry] })
    if ('outcome' in read || read.images[0] === undefined) throw new Error(JSON.stringify(read))
    const canonical = canonicalJson(JSON.parse(JSON.stringify(entry)) as JsonValue)
    expect(entryBytes(read.images[0])).toBe(Buffer.byteLength(canonical, 'utf8'))
  })
})
