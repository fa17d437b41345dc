import { type DsseEnvelope, encodeEnvelope, signEnvelope, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { sha256Digest } from '../bytes/sha256.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { isRejection } from '../rejection-codes.ts'
import { openSignedDocument } from './signed-document.ts'

const TYPE = 'application/vnd.example+json'
const operator = testKey('ed25519')
const other = testKey('p256')
const keys = [parsePublicKey(operator.publicPem), parsePublicKey(other.publicPem)]
const [first] = keys
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')
const signed = (text: string, payloadType = TYPE): DsseEnvelope =>
  signEnvelope({ payload: bytes(text), payloadType, signers: [{ key: operator }] })

function open(envelope: DsseEnvelope, given = keys): string {
  const opened = openSignedDocument(encodeEnvelope(envelope), TYPE, given)
  return isRejection(opened) ? opened.code : `opened, ${opened.signedBy.length}`
}

describe('openSignedDocument', () => {
  it('opens what one of the keys signed, and says which', () => {
    expect(openSignedDocument(encodeEnvelope(signed('{"a":1}')), TYPE, keys)).toEqual({
      value: { a: 1 },
      digest: sha256Digest(bytes('{"a":1}')),
      signedBy: [operator.id],
    })
  })

  it('counts keys: the same key twice in an envelope is one, two keys are two', () => {
    const twice = signEnvelope({
      payload: bytes('{}'),
      payloadType: TYPE,
      signers: [{ key: operator }, { key: operator }],
    })
    const both = signEnvelope({ payload: bytes('{}'), payloadType: TYPE, signers: [{ key: operator }, { key: other }] })
    expect([open(twice), open(both)]).toEqual(['opened, 1', 'opened, 2'])
  })

  it('refuses what none of the keys signed, whatever its keyid says: signature-unverified', () => {
    const foreign = signEnvelope({
      payload: bytes('{}'),
      payloadType: TYPE,
      signers: [{ key: testKey('ed25519'), keyid: operator.id }],
    })
    expect(open(foreign)).toBe('signature-unverified')
    expect(open(signed('{}'), [])).toBe('signature-unverified')
    expect(open(signed('{}'), first === undefined ? [] : [first])).toBe('opened, 1')
  })

  it('refuses a payload changed after it was signed: signature-unverified', () => {
    const changed = { ...signed('{"a":1}'), payload: Buffer.from('{"a":2}').toString('base64') }
    expect(open(changed)).toBe('signature-unverified')
  })

  it('refuses another payload type, signed as such or only renamed: payload-type-unsupported, signature-unverified', () => {
    expect(open(signed('{}', 'application/vnd.in-toto+json'))).toBe('payload-type-unsupported')
    expect(open({ ...signed('{}', 'application/vnd.in-toto+json'), payloadType: TYPE })).toBe('signature-unverified')
  })

  it.each(['[]', '1', 'null', '{"a":1,"a":2}', '{', '{} '.repeat(2)])(
    'refuses a signed payload that is no strict JSON object: json-invalid (%s)',
    (text) => {
      expect(open(signed(text))).toBe('json-invalid')
    },
  )

  it.each(['', '[]', '{}', 'null', '{"payload":"e30=","payloadType":"application/vnd.example+json","signatures":[]}'])(
    'refuses what is no envelope: %s',
    (text) => {
      expect(isRejection(openSignedDocument(bytes(text), TYPE, keys))).toBe(true)
    },
  )
})
