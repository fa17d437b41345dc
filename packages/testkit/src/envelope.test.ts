import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { dssePae, encodeEnvelope, signEnvelope } from './envelope.ts'
import { encodeStatement, statement } from './statement.ts'
import { testKey } from './test-key.ts'

describe('dssePae', () => {
  // DSSE v1 protocol, "Test Vectors".
  it('gives the text of the protocol when the payload is its example', () => {
    const pae = dssePae('http://example.com/HelloWorld', Buffer.from('hello world'))
    expect(pae.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
  })

  it('counts bytes when the type is not ASCII', () => {
    expect(Buffer.from(dssePae('é', Buffer.from('ü'))).toString('utf8')).toBe('DSSEv1 2 é 2 ü')
    expect(dssePae('é', Buffer.from(''))).not.toEqual(dssePae('i', Buffer.from('')))
  })
})

describe('signEnvelope', () => {
  const payload = encodeStatement(statement({ subject: [], predicateType: 'https://test/p', predicate: {} }))

  it('signs the PAE by every signer when there are two', () => {
    const keys = [testKey('p256'), testKey('p384')] as const
    const envelope = signEnvelope({
      payload,
      signers: [{ key: keys[0] }, { key: keys[1], keyid: 'second', hash: 'sha384', encoding: 'p1363' }],
    })
    const pae = dssePae(envelope.payloadType, Buffer.from(envelope.payload, 'base64'))
    const [first, second] = envelope.signatures.map(({ sig }) => Buffer.from(sig, 'base64'))
    expect(envelope.signatures.map(({ keyid }) => keyid)).toEqual(['', 'second'])
    expect(verify('sha256', pae, keys[0].publicPem, first ?? Buffer.alloc(0))).toBe(true)
    const raw = { key: keys[1].publicPem, dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha384', pae, raw, second ?? Buffer.alloc(0))).toBe(true)
  })

  it('has no signature when nobody signs', () => {
    const envelope = signEnvelope({ payload, signers: [] })
    expect(JSON.parse(Buffer.from(encodeEnvelope(envelope)).toString())).toEqual({ ...envelope, signatures: [] })
  })
})

describe('statement', () => {
  it('is of version 1 when no version is told', () => {
    const parts = { subject: [{ name: 'a', digest: { sha256: '0' } }], predicateType: 't', predicate: 'text' }
    expect(statement(parts)).toEqual({ _type: 'https://in-toto.io/Statement/v1', ...parts })
    const old = 'https://in-toto.io/Statement/v0.1' as const
    expect(statement({ ...parts, type: old })).toEqual({ _type: old, ...parts })
  })
})
