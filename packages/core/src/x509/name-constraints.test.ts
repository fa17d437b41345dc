import { describe, expect, it } from 'vitest'
import { derElement } from './der-header.ts'
import { decodeDer } from './der-reader.ts'
import { constraintsAllow, type NameConstraints, readNameConstraints } from './name-constraints.ts'
import type { AlternativeName } from './subject-alternative-name.ts'

const subtree = (tag: number, base: string): Uint8Array => derElement(0x30, derElement(tag, Buffer.from(base)))
const EMAIL = 0x81
const DNS = 0x82
const DIRECTORY = 0xa4
const URI = 0x86

function constraints(permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = []): NameConstraints {
  const parts = [
    ...(permitted.length > 0 ? [derElement(0xa0, ...permitted)] : []),
    ...(excluded.length > 0 ? [derElement(0xa1, ...excluded)] : []),
  ]
  const read = decodeDer(derElement(0x30, ...parts), readNameConstraints)
  if (read === undefined) throw new TypeError('not constraints')
  return read
}

const uri = (value: string): AlternativeName => ({ kind: 'uri', value })
const email = (value: string): AlternativeName => ({ kind: 'email', value })

describe('constraintsAllow', () => {
  it.each([
    ['the host itself', 'a.test', uri('https://a.test/x'), true],
    ['the host in capitals', 'a.test', uri('https://A.TEST/x'), true],
    ['the host with a port and a user', 'a.test', uri('https://b.test@a.test:443/x'), true],
    ['a host below it', 'a.test', uri('https://b.a.test/x'), false],
    ['a host below, when the base starts with a point', '.a.test', uri('https://b.a.test/x'), true],
    ['the base itself, when it starts with a point', '.a.test', uri('https://a.test/x'), false],
    ['a host that ends alike', 'a.test', uri('https://evil-a.test/x'), false],
    ['a host that starts alike', 'a.test', uri('https://a.test.evil/x'), false],
    ['the host in the path', 'a.test', uri('https://evil.test/@a.test'), false],
    ['a URI without a host', 'a.test', uri('urn:a.test'), false],
    ['an address', 'a.test', uri('https://127.0.0.1/x'), false],
    ['an e-mail address, which URI subtrees do not speak of', 'a.test', email('x@b.test'), true],
  ])('answers %s', (_, base, name, allowed) => {
    expect(constraintsAllow(constraints([subtree(URI, base)]), name)).toBe(allowed)
  })

  it.each([
    ['a mailbox of the host', 'a.test', 'x@a.test', true],
    ['a mailbox of another host', 'a.test', 'x@b.a.test', false],
    ['the mailbox', 'x@a.test', 'x@a.test', true],
    ['another mailbox', 'x@a.test', 'y@a.test', false],
    ['a mailbox below', '.a.test', 'x@b.a.test', true],
  ])('answers %s', (_, base, value, allowed) => {
    expect(constraintsAllow(constraints([subtree(EMAIL, base)]), email(value))).toBe(allowed)
  })

  it('refuses what is excluded, hosts below it included', () => {
    const excluded = constraints([], [subtree(URI, 'a.test')])
    expect(constraintsAllow(excluded, uri('https://b.test/x'))).toBe(true)
    expect(constraintsAllow(excluded, uri('https://a.test/x'))).toBe(false)
    expect(constraintsAllow(excluded, uri('https://b.a.test/x'))).toBe(false)
  })

  it('refuses every name under a kind of subtree that is not understood', () => {
    expect(constraintsAllow(constraints([subtree(DIRECTORY, '')]), uri('https://a.test/x'))).toBe(false)
    expect(constraintsAllow(constraints([], [subtree(DIRECTORY, '')]), uri('https://a.test/x'))).toBe(false)
    expect(constraintsAllow(constraints([subtree(DNS, 'a.test')]), uri('https://b.test/x'))).toBe(true)
  })

  it('refuses a subtree with a minimum or a maximum', () => {
    const bounded = derElement(0x30, derElement(URI, Buffer.from('a.test')), Buffer.from('800101', 'hex'))
    expect(decodeDer(derElement(0x30, derElement(0xa0, bounded)), readNameConstraints)).toBeUndefined()
  })
})
