import { encodeStatement, fakeSigstore, githubIdentity } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { type Certificate, parseCertificate } from './certificate.ts'
import { derElement } from './der-header.ts'
import { decodeDer } from './der-reader.ts'

const NOW = 1_790_000_000
const identity = githubIdentity({ repository: 'acme/app' })
const { verificationMaterial } = fakeSigstore({ now: NOW }).bundle({ payload: encodeStatement({}), identity })
const der = Buffer.from(verificationMaterial.certificate?.rawBytes ?? '', 'base64')

/** The certificate as it would be with other elements around its TBSCertificate; its signature does not matter to reading. */
function rebuilt(change: (tbs: readonly Uint8Array[]) => readonly Uint8Array[]): Certificate | undefined {
  const [tbs = der, ...rest] = elements(der)
  return parseCertificate(derElement(0x30, derElement(0x30, ...change(elements(tbs))), ...rest))
}

/** The elements inside of an element. */
function elements(whole: Uint8Array, tag = 0x30): Uint8Array[] {
  return decodeDer(whole, (reader) => reader.inside(tag, (inner) => inner.rest((each) => each.any().whole))) ?? []
}

const VERSION = 0
const SERIAL = 1
const EXTENSIONS = 7

describe('parseCertificate', () => {
  it('reads window, names and uses when the certificate is well-formed', () => {
    const certificate = parseCertificate(der)
    expect(certificate).toMatchObject({
      scheme: { family: 'ec' },
      uses: { isAuthority: false, unknownCritical: false },
    })
    expect(certificate?.notAfter).toBe((certificate?.notBefore ?? 0) + 600)
    expect(rebuilt((tbs) => tbs)).toBeDefined()
  })

  it('refuses every prefix of it, and a byte after it', () => {
    for (let length = 0; length < der.length; length += 1)
      expect(parseCertificate(der.subarray(0, length))).toBeUndefined()
    expect(parseCertificate(Buffer.concat([der, Buffer.of(0)]))).toBeUndefined()
  })

  it('throws nothing when any byte of it is another', () => {
    for (let at = 0; at < der.length; at += 1) {
      const changed = Buffer.from(der)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      expect(() => parseCertificate(changed)).not.toThrow()
    }
  })

  it.each([
    ['it has no version', (tbs: readonly Uint8Array[]) => tbs.filter((_, at) => at !== VERSION)],
    ['it is of version 1', (tbs: readonly Uint8Array[]) => tbs.with(VERSION, Buffer.from('a003020100', 'hex'))],
    ['it has no extensions', (tbs: readonly Uint8Array[]) => tbs.filter((_, at) => at !== EXTENSIONS)],
    [
      'a unique identifier stands in it',
      (tbs: readonly Uint8Array[]) => tbs.toSpliced(EXTENSIONS, 0, Buffer.from('820100', 'hex')),
    ],
    ['something follows the extensions', (tbs: readonly Uint8Array[]) => [...tbs, Buffer.from('0500', 'hex')]],
    ['the serial number is negative', (tbs: readonly Uint8Array[]) => tbs.with(SERIAL, Buffer.from('0201ff', 'hex'))],
    ['the serial number is padded', (tbs: readonly Uint8Array[]) => tbs.with(SERIAL, Buffer.from('02020001', 'hex'))],
    [
      'one extension is there twice',
      (tbs: readonly Uint8Array[]) => {
        const [sequence = der] = elements(tbs[EXTENSIONS] ?? der, 0xa3)
        const list = elements(sequence)
        return tbs.with(EXTENSIONS, derElement(0xa3, derElement(0x30, ...list, list[0] ?? der)))
      },
    ],
  ])('refuses a certificate when %s', (_, change) => {
    expect(rebuilt(change)).toBeUndefined()
  })

  it('refuses a certificate when the algorithm outside is not the signed one', () => {
    const [tbs = der, , signature = der] = elements(der)
    const other = Buffer.from('300a06082a8648ce3d040304', 'hex')
    expect(parseCertificate(derElement(0x30, tbs, other, signature))).toBeUndefined()
  })
})
