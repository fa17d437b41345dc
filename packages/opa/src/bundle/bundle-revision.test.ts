import { describe, expect, it } from 'vitest'
import { isBundleRejection } from './bundle-rejection.ts'
import { checkRevision, contentDigest, readRevision, type SeenBundle } from './bundle-revision.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const check = (revision: number, least: number, seen: readonly SeenBundle[]): string =>
  checkRevision({ revision, digest: DIGEST }, { least, seen })?.code ?? 'taken'
const read = (written: string): string => {
  const revision = readRevision(written, DIGEST)
  return isBundleRejection(revision) ? revision.code : String(revision.revision)
}

describe('checkRevision', () => {
  it('takes the floor, and nothing below it: bundle-revision-lower', () => {
    expect(check(7, 7, [])).toBe('taken')
    expect(check(6, 7, [])).toBe('bundle-revision-lower')
    expect(check(7, Number.NaN, [])).toBe('bundle-revision-lower')
  })

  it('takes what was seen and what is higher, whatever else was seen: bundle-revision-lower', () => {
    const seen = [
      { revision: 9, digest: DIGEST },
      { revision: 3, digest: 'sha256:old' },
    ]
    expect(check(9, 0, seen)).toBe('taken')
    expect(check(10, 0, seen)).toBe('taken')
    expect(check(8, 0, seen)).toBe('bundle-revision-lower')
  })

  it('takes no second content of a revision: bundle-revision-forked', () => {
    expect(check(9, 0, [{ revision: 9, digest: 'sha256:other' }])).toBe('bundle-revision-forked')
  })
})

describe('readRevision', () => {
  it('reads a number, alone or with the digest of the content', () => {
    expect(read('7')).toBe('7')
    expect(read(`7-${'a'.repeat(64)}`)).toBe('7')
    expect(read(`7-${'b'.repeat(64)}`)).toBe('bundle-revision-mismatch')
    expect(read('07')).toBe('bundle-manifest-invalid')
  })
})

describe('contentDigest', () => {
  const files = (manifest: string, data = '{"a":1}'): ReadonlyMap<string, Uint8Array> =>
    new Map([
      ['data.json', Buffer.from(data)],
      ['.manifest', Buffer.from(manifest)],
      ['.signatures.json', Buffer.from('anything')],
    ])

  it('is over the hashes and names of all files but the signature, and the manifest without its revision', () => {
    // M=$(printf '{"roots":[""]}' | sha256sum | cut -c1-64); D=$(printf '{"a":1}' | sha256sum | cut -c1-64)
    // printf '%s .manifest\n%s data.json\n' $M $D | sha256sum
    const expected = 'sha256:7518af248b690cb487637672e44c2d10b0a6ef923b6f177c6f2f56dd50625fee'
    expect(contentDigest(files('{"roots":[""],"revision":"7"}'))).toBe(expected)
    expect(contentDigest(files('{ "revision": "8", "roots": [""] }'))).toBe(expected)
    expect(contentDigest(files('{"roots":["a"],"revision":"7"}'))).not.toBe(expected)
    expect(contentDigest(files('{"roots":[""],"revision":"7"}', '{"a":2}'))).not.toBe(expected)
  })

  it('is none where a file cannot be hashed', () => {
    expect(contentDigest(files('[]'))).toBeDefined()
    expect(contentDigest(files('{'))).toBeUndefined()
    expect(contentDigest(files('{}', '{"a":1,"a":1}'))).toBeUndefined()
  })
})
