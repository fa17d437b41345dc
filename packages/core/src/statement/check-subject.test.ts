import { describe, expect, it } from 'vitest'
import { readJson } from '../bytes/strict-json.ts'
import { pinSubject } from '../reference/subject.ts'
import { isRejection } from '../rejection-codes.ts'
import { checkSubject } from './check-subject.ts'
import type { Statement } from './read-statement.ts'

const HEX = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)
const SHA512 = 'c'.repeat(128)

/** Read as bytes are, so that every object is one of ours. */
function verdict(entries: readonly unknown[], others: ReadonlyMap<string, string> = new Map()): string {
  const subject = readJson(Buffer.from(JSON.stringify(entries))) as Statement['subject']
  const statement = { subject, predicateType: 'x', predicate: undefined } as unknown as Statement
  const bound = checkSubject(statement, pinSubject(`sha256:${HEX}`, others))
  return isRejection(bound) ? bound.code : 'accepted'
}
const good = { name: 'app', digest: { sha256: HEX } }
const wrong = { name: 'app', digest: { sha256: OTHER } }
const times = (count: number, entry: unknown): unknown[] => Array.from({ length: count }, () => entry)

describe('checkSubject', () => {
  it('accepts the digest alone: the name proves nothing', () =>
    expect(verdict([{ digest: { sha256: HEX } }])).toBe('accepted'))

  it.each([
    ['63 digits', { sha256: HEX.slice(1) }],
    ['65 digits', { sha256: `${HEX}a` }],
    ['upper case', { sha256: HEX.toUpperCase() }],
    ['a prefix', { sha256: `sha256:${HEX}` }],
    ['white space', { sha256: `${HEX} ` }],
    ['a newline', { sha256: `${HEX}\n` }],
  ])('rejects a digest as %s: subject-mismatch (C12)', (_, digest) => {
    expect(verdict([{ name: 'app', digest }])).toBe('subject-mismatch')
    expect(verdict([{ name: 'app', digest }, good])).toBe('accepted')
  })

  it.each([
    ['sha512 that holds the sha256 value', { sha512: HEX }],
    ['SHA256', { SHA256: HEX }],
    ['sha-256', { 'sha-256': HEX }],
    ['sha1', { sha1: HEX }],
    ['__proto__', { ['__proto__']: HEX }],
  ])('rejects a digest as %s: subject-digest-unsupported (C12)', (_, digest) => {
    expect(verdict([{ name: 'app', digest }])).toBe('subject-digest-unsupported')
    expect(verdict([{ name: 'app', digest }, wrong])).toBe('subject-mismatch')
    expect(verdict([{ name: 'app', digest }, good])).toBe('accepted')
  })

  it('rejects sha256 that agrees beside a sha512 that does not: subject-mismatch (C13)', () => {
    const entry = (sha512: string): object => ({ digest: { sha256: HEX, sha512 } })
    expect(verdict([entry(OTHER)], new Map([['sha512', SHA512]]))).toBe('subject-mismatch')
    expect(verdict([entry(SHA512)], new Map([['sha512', SHA512]]))).toBe('accepted')
    // What is not known of the artifact cannot disagree; what another entry says is about another file.
    expect(verdict([entry(OTHER)])).toBe('accepted')
    expect(verdict([good, { digest: { sha512: OTHER } }], new Map([['sha512', SHA512]]))).toBe('accepted')
  })

  it.each([
    ['no entry', []],
    ['a null entry', [null]],
    ['a null entry beside a good one', [good, null]],
    ['an empty entry', [{}]],
    ['an empty entry beside a good one', [good, {}]],
    ['an empty digest', [{ digest: {} }]],
    ['a digest that is text', [{ digest: HEX }]],
    ['a digest that is a list', [{ digest: [HEX] }]],
    ['a digest value that is no text', [{ digest: { sha256: [HEX] } }]],
    ['a uri alone', [{ uri: `pkg:oci/app@sha256:${HEX}` }]],
    ['a list for an entry', [[good]]],
    ['text for an entry', [HEX]],
  ])('rejects %s: subject-malformed (C14)', (_, entries) => {
    expect(verdict(entries)).toBe('subject-malformed')
  })

  it.each([0, 1, 1023])('accepts a match at place %i of 1,024 (C15)', (place) => {
    expect(verdict(times(1024, wrong).with(place, good))).toBe('accepted')
  })
  it('rejects 1,025 entries: subject-malformed (C15)', () =>
    expect(verdict(times(1025, good))).toBe('subject-malformed'))
  it('accepts 32 digests of an entry and rejects 33: subject-malformed', () => {
    const digests = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${n}`, 'y']))
    expect(verdict([{ digest: { ...digests(31), sha256: HEX } }])).toBe('accepted')
    expect(verdict([{ digest: { ...digests(32), sha256: HEX } }])).toBe('subject-malformed')
  })

  it('rejects the right name with another digest: subject-mismatch (C16)', () => {
    expect(verdict([{ name: `ghcr.io/acme/app@sha256:${HEX}`, uri: `sha256:${HEX}`, digest: { sha256: OTHER } }])).toBe(
      'subject-mismatch',
    )
  })

  it.each(['gce_image_id', 'arn', 'gitoid:blob:sha256', 'gitCommit', 'dirHash'])(
    'rejects the digest under %s: subject-digest-unsupported (C17)',
    (algorithm) => {
      expect(verdict([{ digest: { [algorithm]: HEX } }])).toBe('subject-digest-unsupported')
    },
  )

  it('rejects a metadata string hashed into a subject beside another digest: subject-mismatch (C18)', () => {
    expect(verdict([{ name: 'email', digest: { sha256: OTHER } }])).toBe('subject-mismatch')
  })
})
