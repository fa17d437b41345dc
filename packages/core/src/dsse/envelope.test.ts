import { describe, expect, it } from 'vitest'
import { readJson } from '../bytes/strict-json.ts'
import { isRejection } from '../rejection-codes.ts'
import { parseEnvelope, preAuthenticationEncoding } from './envelope.ts'

const ENVELOPE = {
  payload: 'e30=',
  payloadType: 'application/vnd.in-toto+json',
  signatures: [{ keyid: 'k', sig: 'AAAA' }],
}

function verdict(value: unknown): string {
  const read = parseEnvelope(readJson(Buffer.from(JSON.stringify(value) ?? 'null')) as never)
  return isRejection(read) ? `${read.code} ${read.at}` : 'accepted'
}

describe('parseEnvelope', () => {
  it('accepts an envelope, without a keyid, with unknown members and in the URL-safe alphabet', () => {
    expect(verdict(ENVELOPE)).toBe('accepted')
    expect(verdict({ ...ENVELOPE, extra: 1, signatures: [{ sig: '-_-_', cert: 'x' }] })).toBe('accepted')
  })

  it.each<[string, unknown, string]>([
    ['no object', [ENVELOPE], 'envelope'],
    ['null', null, 'envelope'],
    ['no payload', { ...ENVELOPE, payload: undefined }, 'payload'],
    ['a payload without padding (C72)', { ...ENVELOPE, payload: 'e30' }, 'payload'],
    ['no payload type', { ...ENVELOPE, payloadType: undefined }, 'payloadType'],
    ['an empty payload type', { ...ENVELOPE, payloadType: '' }, 'payloadType'],
    ['a payload type that is a number (C67)', { ...ENVELOPE, payloadType: 1 }, 'payloadType'],
    ['a payload type of 257', { ...ENVELOPE, payloadType: 'x'.repeat(257) }, 'payloadType'],
    ['no signatures', { ...ENVELOPE, signatures: undefined }, 'signatures'],
    ['an empty list of signatures (C61)', { ...ENVELOPE, signatures: [] }, 'signatures'],
    ['signatures that are a map', { ...ENVELOPE, signatures: { 0: ENVELOPE.signatures[0] } }, 'signatures'],
    [
      'nine signatures',
      { ...ENVELOPE, signatures: Array.from({ length: 9 }, () => ENVELOPE.signatures[0]) },
      'signatures',
    ],
    ['a signature that is null', { ...ENVELOPE, signatures: [...ENVELOPE.signatures, null] }, 'signatures'],
    ['a signature of nothing', { ...ENVELOPE, signatures: [{ sig: '' }] }, 'signatures'],
    ['a signature without sig', { ...ENVELOPE, signatures: [{ keyid: 'k' }] }, 'signatures'],
    ['a keyid with a control character', { ...ENVELOPE, signatures: [{ keyid: '\u001b', sig: 'AAAA' }] }, 'signatures'],
    ['a member in another case (C69)', { ...ENVELOPE, payload: undefined, Payload: 'e30=' }, 'payload'],
  ])('rejects %s: envelope-malformed', (_, value, at) => {
    expect(verdict(value)).toBe(`envelope-malformed ${at}`)
  })

  it('accepts eight signatures', () => {
    expect(verdict({ ...ENVELOPE, signatures: Array.from({ length: 8 }, () => ENVELOPE.signatures[0]) })).toBe(
      'accepted',
    )
  })
})

describe('preAuthenticationEncoding', () => {
  const encode = (type: string, payload: string): string =>
    Buffer.from(preAuthenticationEncoding(type, Buffer.from(payload))).toString()

  it('is that of the example in the DSSE protocol', () => {
    expect(encode('http://example.com/HelloWorld', 'hello world')).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
  })

  it('counts bytes, not characters, and binds every one of them (C06)', () => {
    expect(encode('é', '😀')).toBe('DSSEv1 2 é 4 😀')
    expect(encode('\u0174', '')).not.toBe(encode('t', ''))
    expect(encode('', '')).toBe('DSSEv1 0  0 ')
  })
})
