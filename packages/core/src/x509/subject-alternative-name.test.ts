import { describe, expect, it } from 'vitest'
import { derElement } from './der-header.ts'
import { type AlternativeName, readAlternativeName } from './subject-alternative-name.ts'

const uri = (text: string | Buffer): Uint8Array => derElement(0x86, Buffer.from(text))
const email = (text: string): Uint8Array => derElement(0x81, Buffer.from(text))
const FULCIO_NAME = '060a2b0601040183bf300107'
const otherName = (oid: string, value: Uint8Array): Uint8Array =>
  derElement(0xa0, Buffer.from(oid, 'hex'), derElement(0xa0, value))
const utf8 = (text: string): Uint8Array => derElement(0x0c, Buffer.from(text))

function readNames(...names: readonly Uint8Array[]): AlternativeName | undefined {
  const value = derElement(0x30, ...names)
  return readAlternativeName({ extensions: new Map([['2.5.29.17', { critical: true, value, whole: value }]]) })
}

describe('readAlternativeName', () => {
  it('reads each kind as what it is: the same text of another kind is another name', () => {
    expect(readNames(uri('a@b.test'))).toEqual({ kind: 'uri', value: 'a@b.test' })
    expect(readNames(email('a@b.test'))).toEqual({ kind: 'email', value: 'a@b.test' })
    expect(readNames(otherName(FULCIO_NAME, utf8('a@b.test')))).toEqual({ kind: 'othername', value: 'a@b.test' })
  })

  it.each([
    ['there are two', [uri('https://a.test'), uri('https://b.test')]],
    ['there are two of different kinds', [email('a@b.test'), uri('https://b.test')]],
    ['there is none', []],
    ['it is a DNS name', [derElement(0x82, Buffer.from('a.test'))]],
    ['it is an address', [derElement(0x87, Buffer.of(127, 0, 0, 1))]],
    ['it is empty', [uri('')]],
    ['it has a NUL', [uri('https://a.test\0.b.test')]],
    ['it has a newline', [uri('https://a.test\nURI:https://b.test')]],
    ['it has a comma', [uri('https://a.test, URI:https://b.test')]],
    ['it has a quotation mark', [uri('https://a.test"')]],
    ['it has a space', [uri('https://a.test b')]],
    ['it has a byte that ASCII would fold', [uri(Buffer.from('https://\xe1.test', 'latin1'))]],
    ['it has a letter beyond ASCII', [uri('https://\u0430.test')]],
    ['it is too long', [uri(`https://a.test/${'a'.repeat(512)}`)]],
    [
      'it is an otherName of somebody else',
      [otherName('060a2b0601040182371402 03'.replace(' ', ''), utf8('a@b.test'))],
    ],
    ['it is an otherName of another type of text', [otherName(FULCIO_NAME, derElement(0x16, Buffer.from('a@b.test')))]],
  ])('refuses the name when %s', (_, names) => {
    expect(readNames(...names)).toBeUndefined()
  })

  it('refuses a certificate without names', () => {
    expect(readAlternativeName({ extensions: new Map() })).toBeUndefined()
  })
})
