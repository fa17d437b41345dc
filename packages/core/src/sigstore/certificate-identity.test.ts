import { describe, expect, it } from 'vitest'
import { derElement } from '../x509/der-header.ts'
import type { Extensions } from '../x509/extensions.ts'
import { CERTIFICATE_FIELDS, isCertificateField } from './certificate-fields.ts'
import { readFields, readIssuer } from './certificate-identity.ts'

const FULCIO = '1.3.6.1.4.1.57264.1'
const utf8 = (text: string): Uint8Array => derElement(0x0c, Buffer.from(text))
const raw = (text: string): Uint8Array => Buffer.from(text)

function withExtensions(...rows: readonly (readonly [number, Uint8Array])[]): { readonly extensions: Extensions } {
  const extensions = rows.map(
    ([suffix, value]) => [`${FULCIO}.${suffix}`, { critical: false, value, whole: value }] as const,
  )
  return { extensions: new Map(extensions) }
}

describe('readIssuer', () => {
  it.each([
    [
      'both say it',
      [
        [1, raw('https://a.test')],
        [8, utf8('https://a.test')],
      ],
      'https://a.test',
    ],
    ['the old one says it', [[1, raw('https://a.test')]], 'https://a.test'],
    ['the new one says it', [[8, utf8('https://a.test')]], 'https://a.test'],
    [
      'they differ',
      [
        [1, raw('https://a.test')],
        [8, utf8('https://b.test')],
      ],
      undefined,
    ],
    ['neither is there', [], undefined],
    ['the new one is raw', [[8, raw('https://a.test')]], undefined],
    [
      'the new one is malformed and the old one is not',
      [
        [1, raw('https://a.test')],
        [8, raw('x')],
      ],
      undefined,
    ],
    ['the old one is DER', [[1, utf8('https://a.test')]], undefined],
    ['it is empty', [[8, utf8('')]], undefined],
    ['it has a control character', [[8, utf8('https://a.test\n')]], undefined],
    ['the old one is not ASCII', [[1, raw('https://\u00e9.test')]], undefined],
    ['it is too long', [[8, utf8(`https://${'a'.repeat(512)}`)]], undefined],
    ['a byte follows', [[8, Buffer.concat([utf8('https://a.test'), Buffer.of(0)])]], undefined],
  ] as const)('answers when %s', (_, rows, issuer) => {
    expect(readIssuer(withExtensions(...rows))).toBe(issuer)
  })
})

describe('readFields', () => {
  it('reads every field from its own number', () => {
    const rows = CERTIFICATE_FIELDS.map((_, index) => [9 + index, utf8(`${9 + index}`)] as const)
    const fields = readFields(withExtensions(...rows))
    expect(fields?.get('buildSignerUri')).toBe('9')
    expect(fields?.get('sourceRepository')).toBe('12')
    expect(fields?.get('trigger')).toBe('20')
    expect(fields?.get('visibility')).toBe('22')
    expect(fields?.size).toBe(14)
  })

  it('leaves absent fields absent, and refuses all when one is malformed', () => {
    expect(readFields(withExtensions())?.size).toBe(0)
    expect(readFields(withExtensions([9, utf8('a')], [12, raw('b')]))).toBeUndefined()
    expect(readFields(withExtensions([9, utf8('a')], [12, utf8('b\u0000')]))).toBeUndefined()
  })

  it('knows its own names only', () => {
    expect(isCertificateField('trigger')).toBe(true)
    expect(isCertificateField('__proto__')).toBe(false)
  })
})
