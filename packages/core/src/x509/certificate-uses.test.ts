import { describe, expect, it } from 'vitest'
import { type CertificateUses, mayIssue, maySign, readUses } from './certificate-uses.ts'
import { decodeDer } from './der-reader.ts'

type Rows = readonly (readonly [oid: string, critical: boolean, hex: string])[]

function uses(rows: Rows): CertificateUses | undefined {
  const extensions = new Map(
    rows.map(([oid, critical, hex]) => [oid, { critical, value: Buffer.from(hex, 'hex'), whole: Buffer.of() }]),
  )
  return decodeDer(Buffer.of(), () => readUses(extensions))
}

const AUTHORITY = ['2.5.29.19', true, '30030101ff'] as const
const AUTHORITY_LENGTH_0 = ['2.5.29.19', true, '30060101ff020100'] as const
const NO_AUTHORITY = ['2.5.29.19', true, '3000'] as const
const MAY_SIGN = ['2.5.29.15', true, '03020780'] as const
const MAY_CERTIFY = ['2.5.29.15', true, '03020106'] as const
const CODE = '06082b06010505070303'
const TIME = '06082b06010505070308'
const SERVER = '06082b06010505070301'
const ANY = '0604551d2500'
const purposes = (critical: boolean, ...oids: readonly string[]) => {
  const list = oids.join('')
  return ['2.5.29.37', critical, `30${(list.length / 2).toString(16).padStart(2, '0')}${list}`] as const
}

describe('maySign', () => {
  it.each([
    ['code signing is its purpose', [MAY_SIGN, purposes(false, CODE)], true],
    ['it says that it is no authority', [NO_AUTHORITY, MAY_SIGN, purposes(true, CODE)], true],
    ['it has no purpose', [MAY_SIGN], false],
    ['its purpose is left open', [MAY_SIGN, purposes(false, ANY)], false],
    ['its purpose is another', [MAY_SIGN, purposes(false, SERVER)], false],
    ['it has no key usage', [purposes(false, CODE)], false],
    ['its key may not sign', [MAY_CERTIFY, purposes(false, CODE)], false],
    ['it is an authority', [AUTHORITY, MAY_SIGN, purposes(false, CODE)], false],
    ['a critical extension is unknown', [MAY_SIGN, purposes(false, CODE), ['1.2.3', true, '0500']], false],
    ['an unknown extension is not critical', [MAY_SIGN, purposes(false, CODE), ['1.2.3', false, '0500']], true],
    ['it is a precertificate', [MAY_SIGN, purposes(false, CODE), ['1.3.6.1.4.1.11129.2.4.3', true, '0500']], false],
  ] as const satisfies readonly (readonly [string, Rows, boolean])[])('answers when %s', (_, rows, may) => {
    const read = uses(rows)
    expect(read && maySign({ uses: read }, 'code-signing')).toBe(may)
  })

  it.each([
    ['it is the only one and critical', [MAY_SIGN, purposes(true, TIME)], true],
    ['it is not critical', [MAY_SIGN, purposes(false, TIME)], false],
    ['it stands beside another', [MAY_SIGN, purposes(true, TIME, CODE)], false],
    ['it is not there', [MAY_SIGN, purposes(true, CODE)], false],
  ] as const satisfies readonly (readonly [string, Rows, boolean])[])(
    'answers for time stamping when %s',
    (_, rows, may) => {
      const read = uses(rows)
      expect(read && maySign({ uses: read }, 'time-stamping')).toBe(may)
    },
  )
})

describe('mayIssue', () => {
  it.each([
    ['it is an authority', [AUTHORITY, MAY_CERTIFY], 3, true],
    ['it says no constraints', [MAY_CERTIFY], 0, false],
    ['it is no authority', [NO_AUTHORITY, MAY_CERTIFY], 0, false],
    ['its key may not certify', [AUTHORITY, MAY_SIGN], 0, false],
    ['its path length holds', [AUTHORITY_LENGTH_0, MAY_CERTIFY], 0, true],
    ['its path length is passed', [AUTHORITY_LENGTH_0, MAY_CERTIFY], 1, false],
    ['its purpose is another', [AUTHORITY, MAY_CERTIFY, purposes(false, SERVER)], 0, false],
    ['its purpose is ours', [AUTHORITY, MAY_CERTIFY, purposes(false, SERVER, CODE)], 0, true],
    ['its purpose is left open', [AUTHORITY, MAY_CERTIFY, purposes(false, ANY)], 0, true],
    ['a critical extension is unknown', [AUTHORITY, MAY_CERTIFY, ['1.2.3', true, '0500']], 0, false],
  ] as const satisfies readonly (readonly [string, Rows, number, boolean])[])(
    'answers when %s',
    (_, rows, below, may) => {
      const read = uses(rows)
      expect(read && mayIssue({ uses: read }, 'code-signing', below)).toBe(may)
    },
  )
})

describe('readUses', () => {
  it.each([
    ['basic constraints', ['2.5.29.19', true, '30030101'] as const],
    ['a path length without authority', ['2.5.29.19', true, '3003020100'] as const],
    ['key usage', ['2.5.29.15', true, '0302'] as const],
    ['purposes', ['2.5.29.37', true, '300106'] as const],
    ['name constraints', ['2.5.29.30', true, '05'] as const],
  ])('refuses malformed %s: malformed is not absent', (_, row) => {
    expect(uses([row])).toBeUndefined()
  })
})
