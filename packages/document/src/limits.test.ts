import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits.ts'
import { entryBytes, parseDocument } from './parse-document.ts'
import { inputDocument } from './schema.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const claim = (summary: object): object => ({
  type: 't',
  predicateType: 'p',
  attester: 'a',
  signer: { kind: 'key', id: DIGEST },
  statementDigest: DIGEST,
  subject: 'exact',
  summary,
})
const entry = (change: object): object => ({
  reference: 'r',
  repository: 'r',
  name: 'r',
  verifiedAt: 0,
  validUntil: 1,
  trust: { name: 't', digest: DIGEST, revision: 0 },
  claims: [],
  ...change,
})
const document = (change: object): unknown => ({
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: 0,
  images: [entry({})],
  ...change,
})
const times = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of)
const accepts = (value: unknown): boolean => {
  const accepted = !('outcome' in parseDocument(value))
  expect(inputDocument.safeParse(value).success).toBe(accepted)
  return accepted
}
const summaryOf = (summary: object): unknown => document({ images: [entry({ claims: [claim(summary)] })] })
const fields = (count: number): object => Object.fromEntries(times(count, 0).map((_, i) => [`f${i}`, 1]))

/** An entry of exactly so many canonical bytes: eight lists are filled, the last text takes what is left. */
function entryOf(bytes: number): object {
  const lists = (texts: readonly string[]): object =>
    entry({
      claims: [claim(Object.fromEntries([0, 1, 2].map((n) => [`l${n}`, texts.slice(n * 50, n * 50 + 50)])))],
    })
  const size = (value: object): number => {
    const read = parseDocument(document({ images: [value] }))
    return 'outcome' in read || read.images[0] === undefined ? Number.NaN : entryBytes(read.images[0])
  }
  const texts = times(120, 'x'.repeat(512))
  const room = bytes - size(lists([...texts, '']))
  const [rest, whole] = [room % 515, Math.floor(room / 515)]
  return lists([...texts, ...times(whole, 'x'.repeat(512)), 'x'.repeat(rest)])
}

describe('LIMITS', () => {
  it('holds the numbers of law L8', () => {
    expect(LIMITS).toStrictEqual({
      duration: 3_155_760_000,
      images: 64,
      claims: 64,
      imageBytes: 65_536,
      text: 512,
      fields: 64,
      list: 256,
      time: 253_402_300_799,
      skew: 300,
    })
  })

  it('accepts 64 images', () => expect(accepts(document({ images: times(64, entry({})) }))).toBe(true))
  it('rejects 65 images', () => expect(accepts(document({ images: times(65, entry({})) }))).toBe(false))
  it('rejects no image at all (C110)', () => expect(accepts(document({ images: [] }))).toBe(false))

  it('accepts no claim: an image without claims is an image', () => {
    expect(accepts(document({ images: [entry({ claims: [] })] }))).toBe(true)
  })
  it('accepts 64 claims', () => {
    expect(accepts(document({ images: [entry({ claims: times(64, claim({})) })] }))).toBe(true)
  })
  it('rejects 65 claims', () => {
    expect(accepts(document({ images: [entry({ claims: times(65, claim({})) })] }))).toBe(false)
  })

  it.each(['reference', 'repository', 'name'])('accepts a %s of 512 units and rejects one of 513 or none', (member) => {
    expect(accepts(document({ images: [entry({ [member]: 'x'.repeat(512) })] }))).toBe(true)
    expect(accepts(document({ images: [entry({ [member]: '😀'.repeat(256) })] }))).toBe(true)
    expect(accepts(document({ images: [entry({ [member]: 'x'.repeat(513) })] }))).toBe(false)
    expect(accepts(document({ images: [entry({ [member]: '' })] }))).toBe(false)
  })

  it('accepts a text field of 512 units and rejects one of 513', () => {
    expect(accepts(summaryOf({ f: 'x'.repeat(512) }))).toBe(true)
    expect(accepts(summaryOf({ f: 'x'.repeat(513) }))).toBe(false)
    expect(accepts(summaryOf({ f: ['x'.repeat(512)] }))).toBe(true)
    expect(accepts(summaryOf({ f: ['x'.repeat(513)] }))).toBe(false)
  })

  it('accepts 64 fields', () => expect(accepts(summaryOf(fields(64)))).toBe(true))
  it('rejects 65 fields', () => expect(accepts(summaryOf(fields(65)))).toBe(false))
  it('accepts a list of 256', () => expect(accepts(summaryOf({ f: times(256, 'a') }))).toBe(true))
  it('rejects a list of 257', () => expect(accepts(summaryOf({ f: times(257, 'a') }))).toBe(false))

  it.each(['verifiedAt', 'validUntil'])('accepts the last second of 9999 as %s and rejects the next', (member) => {
    expect(accepts(document({ images: [entry({ [member]: 253_402_300_799 })] }))).toBe(true)
    expect(accepts(document({ images: [entry({ [member]: 253_402_300_800 })] }))).toBe(false)
    expect(accepts(document({ images: [entry({ [member]: 0 })] }))).toBe(true)
    expect(accepts(document({ images: [entry({ [member]: -1 })] }))).toBe(false)
  })

  it('accepts an entry of 65,536 bytes', () => {
    expect(accepts(document({ images: [entryOf(65_536)] }))).toBe(true)
  })
  it('rejects an entry of 65,537 bytes', () => {
    expect(accepts(document({ images: [entryOf(65_537)] }))).toBe(false)
  })
})
