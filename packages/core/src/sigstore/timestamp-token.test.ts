import { encodeStatement, fakeSigstore, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { derElement } from '../x509/der-header.ts'
import { decodeDer } from '../x509/der-reader.ts'
import { parseTimestampResponse } from './timestamp-token.ts'

const NOW = 1_790_000_000
const { verificationMaterial } = fakeSigstore({ now: NOW }).keyBundle({
  payload: encodeStatement({}),
  key: testKey('p256'),
  signedAt: NOW,
  timestamp: true,
})
const [stamp] = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? []
const response = Buffer.from(stamp?.signedTimestamp ?? '', 'base64')

/** The elements inside of an element. */
function elements(whole: Uint8Array): Uint8Array[] {
  const tag = whole[0] ?? 0
  return decodeDer(whole, (reader) => reader.inside(tag, (inner) => inner.rest((each) => each.any().whole))) ?? []
}

/** The response with another list of elements in its SignedData: version, digests, content, signers. */
function rebuilt(change: (parts: Uint8Array[]) => Uint8Array[]): Uint8Array {
  const [status = response, content = response] = elements(response)
  const [type = response, explicit = response] = elements(content)
  const [signedData = response] = elements(explicit)
  const changed = derElement(0x30, ...change(elements(signedData)))
  return derElement(0x30, status, derElement(0x30, type, derElement(0xa0, changed)))
}

/** The response with its signed attributes in another list; its signature does not matter to reading. */
function withAttributes(change: (attributes: readonly Uint8Array[]) => readonly Uint8Array[]): Uint8Array {
  return rebuilt((parts) => {
    const [signer = response] = elements(parts.at(-1) ?? response)
    const fields = elements(signer)
    const attributes = change(elements(fields[SIGNED_ATTRIBUTES] ?? response))
    const changed = fields.with(SIGNED_ATTRIBUTES, derElement(0xa0, ...attributes))
    return parts.with(-1, derElement(0x31, derElement(0x30, ...changed)))
  })
}

/** Where they are in a SignerInfo. */
const SIGNED_ATTRIBUTES = 3

function replaced(from: string, to: string, which: 'first' | 'last'): Buffer {
  const hex = response.toString('hex')
  const at = which === 'first' ? hex.indexOf(from) : hex.lastIndexOf(from)
  expect(at).toBeGreaterThan(-1)
  return Buffer.from(hex.slice(0, at) + to + hex.slice(at + from.length), 'hex')
}

const TST_INFO = '060b2a864886f70d0109100104'
const OTHER_TYPE = '060b2a864886f70d0109100105'
const SIGNED_DATA = '06092a864886f70d010702'

describe('parseTimestampResponse', () => {
  it('reads a response when nothing is wrong with it', () => {
    expect(parseTimestampResponse(response)?.info).toMatchObject({ time: NOW + 1, hash: 'sha256' })
    expect(parseTimestampResponse(rebuilt((parts) => parts))).toBeDefined()
    expect(parseTimestampResponse(withAttributes((list) => list))).toBeDefined()
    expect(parseTimestampResponse(replaced('3003020100', '3003020101', 'first'))).toBeDefined()
  })

  it('refuses every prefix of it', () => {
    for (let length = 0; length < response.length; length += 1) {
      expect(parseTimestampResponse(response.subarray(0, length))).toBeUndefined()
    }
  })

  it.each([
    ['it was not granted', () => replaced('3003020100', '3003020102', 'first')],
    ['it is not SignedData', () => replaced(SIGNED_DATA, '06092a864886f70d010703', 'first')],
    ['the content is not a TSTInfo', () => replaced(TST_INFO, OTHER_TYPE, 'first')],
    ['the signed attribute says another content', () => replaced(TST_INFO, OTHER_TYPE, 'last')],
    [
      'the message digest is named otherwise',
      () => replaced('06092a864886f70d010904', '06092a864886f70d010906', 'first'),
    ],
    ['the version is another', () => rebuilt((parts) => parts.with(0, Buffer.from('020101', 'hex')))],
    ['it names no digest', () => rebuilt((parts) => parts.with(1, Buffer.from('3100', 'hex')))],
    ['it has no signer', () => rebuilt((parts) => parts.with(-1, Buffer.from('3100', 'hex')))],
    [
      'it has two signers',
      () =>
        rebuilt((parts) =>
          parts.with(
            -1,
            derElement(0x31, ...elements(parts.at(-1) ?? response), ...elements(parts.at(-1) ?? response)),
          ),
        ),
    ],
    ['the signed attributes are in another order than DER has', () => withAttributes((list) => list.toReversed())],
    ['something follows', () => rebuilt((parts) => [...parts, Buffer.from('0500', 'hex')])],
  ])('refuses a response when %s', (_, make) => {
    expect(parseTimestampResponse(make())).toBeUndefined()
  })
})
