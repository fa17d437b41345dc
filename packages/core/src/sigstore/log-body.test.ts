import type { JsonValue } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { isLogged } from './log-body.ts'
import type { SignedMaterial } from './signed-material.ts'

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
const SHA256_OF_EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const LAYER = 'ab'.repeat(32)
const emptyDigest = base64(Buffer.from(SHA256_OF_EMPTY, 'hex'))
const der = Buffer.from('the certificate')
const pem = base64(`-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----\n`)

const material: SignedMaterial = {
  signature: Buffer.from('the signature'),
  payloadType: 'the/type',
  payloadSha256: SHA256_OF_EMPTY,
  signedBytes: Buffer.of(),
  verifier: { kind: 'certificate', der },
  stampedBytes: Buffer.of(),
  layerSha256: LAYER,
  message: undefined,
}

function logged(kind: string, apiVersion: string, spec: JsonValue, of: SignedMaterial = material): boolean {
  const body = Buffer.from(JSON.stringify({ kind, apiVersion, spec }))
  const nothing = { logIndex: 0, logId: '', integratedTime: undefined, promise: undefined, proof: undefined }
  return isLogged({ ...nothing, kind, version: apiVersion, body }, of)
}

type Fields = Readonly<Record<string, JsonValue>>
const v1 = (change: Fields = {}, hash: Fields = {}) => ({
  payloadHash: { algorithm: 'sha256', value: SHA256_OF_EMPTY, ...hash },
  signatures: [{ signature: base64(material.signature), verifier: pem, ...change }],
})
const intoto = (change: Fields = {}, envelope: Fields = {}, hash: Fields = {}) => ({
  content: {
    envelope: {
      payloadType: 'the/type',
      signatures: [{ sig: base64(base64(material.signature)), publicKey: pem, ...change }],
      ...envelope,
    },
    payloadHash: { algorithm: 'sha256', value: SHA256_OF_EMPTY, ...hash },
  },
})
const certificate = { x509Certificate: { rawBytes: base64(der) } }
const v2 = (change: Fields = {}, data: Fields = {}) => ({
  hashedRekordV002: {
    data: { algorithm: 'SHA2_256', digest: emptyDigest, ...data },
    signature: { content: base64(material.signature), verifier: certificate, ...change },
  },
})
const v2dsse = (change: Fields = {}, hash: Fields = {}) => ({
  dsseV002: {
    payloadHash: { algorithm: 'SHA2_256', digest: emptyDigest, ...hash },
    signatures: [{ content: base64(material.signature), verifier: certificate, ...change }],
  },
})
const first = (change: Fields = {}, hash: Fields = {}) => ({
  content: { hash: { algorithm: 'sha256', value: LAYER, ...hash } },
  publicKey: pem,
  ...change,
})
const other = base64('another')

describe('isLogged', () => {
  it.each([
    ['dsse', '0.0.1', v1()],
    ['intoto', '0.0.1', first()],
    ['intoto', '0.0.2', intoto()],
    ['hashedrekord', '0.0.2', v2()],
    ['dsse', '0.0.2', v2dsse()],
  ])('believes %s %s when signature, payload and certificate are ours', (kind, version, spec) => {
    expect(logged(kind, version, spec)).toBe(true)
  })

  it.each<[string, string, string, JsonValue]>([
    ['the signature is another', 'dsse', '0.0.1', v1({ signature: other })],
    ['the signature is absent', 'dsse', '0.0.1', v1({ signature: '' })],
    ['the verifier is another', 'dsse', '0.0.1', v1({ verifier: other })],
    ['the payload is another', 'dsse', '0.0.1', v1({}, { value: '00'.repeat(32) })],
    ['the payload hash is absent', 'dsse', '0.0.1', { ...v1(), payloadHash: null }],
    ['the hash is another', 'dsse', '0.0.1', v1({}, { algorithm: 'sha512' })],
    ['there are two signatures', 'dsse', '0.0.1', { ...v1(), signatures: [...v1().signatures, ...v1().signatures] }],
    ['there is no signature', 'dsse', '0.0.1', { ...v1(), signatures: [] }],
    ['the layer is another', 'intoto', '0.0.1', first({}, { value: '00'.repeat(32) })],
    ['the hash is another', 'intoto', '0.0.1', first({}, { algorithm: 'sha512' })],
    ['there is no hash', 'intoto', '0.0.1', first({ content: null })],
    ['the verifier is another', 'intoto', '0.0.1', first({ publicKey: other })],
    ['the signature is another', 'intoto', '0.0.2', intoto({ sig: base64(other) })],
    ['the signature is in base64 once', 'intoto', '0.0.2', intoto({ sig: base64(material.signature) })],
    ['the verifier is another', 'intoto', '0.0.2', intoto({ publicKey: other })],
    ['the payload type is another', 'intoto', '0.0.2', intoto({}, { payloadType: 'another/type' })],
    ['the payload is another', 'intoto', '0.0.2', intoto({}, {}, { value: '00'.repeat(32) })],
    ['the signature is another', 'hashedrekord', '0.0.2', v2({ content: other })],
    ['the verifier is another', 'hashedrekord', '0.0.2', v2({ verifier: { x509Certificate: { rawBytes: other } } })],
    ['the verifier is a key', 'hashedrekord', '0.0.2', v2({ verifier: { publicKey: { rawBytes: base64(der) } } })],
    [
      'the verifier is a certificate and a key',
      'hashedrekord',
      '0.0.2',
      v2({ verifier: { ...certificate, publicKey: { rawBytes: base64(der) } } }),
    ],
    ['the digest is another', 'hashedrekord', '0.0.2', v2({}, { digest: base64(Buffer.alloc(32)) })],
    ['the hash is unknown', 'hashedrekord', '0.0.2', v2({}, { algorithm: 'SHA1' })],
    ['the signature is another', 'dsse', '0.0.2', v2dsse({ content: other })],
    ['the payload is another', 'dsse', '0.0.2', v2dsse({}, { digest: base64(Buffer.alloc(32)) })],
    ['the hash is another', 'dsse', '0.0.2', v2dsse({}, { algorithm: 'SHA2_512' })],
    ['the kind is not ours', 'rekord', '0.0.1', v1()],
    ['the version is not ours', 'hashedrekord', '0.0.1', v2()],
    ['there is nothing in it', 'dsse', '0.0.1', null],
  ])('refuses an entry when %s, %s %s', (_, kind, version, spec) => {
    expect(logged(kind, version, spec)).toBe(false)
  })

  it('refuses an intoto 0.0.1 entry when there is no layer: nothing else binds it', () => {
    const nothing = { logIndex: 0, logId: '', integratedTime: undefined, promise: undefined, proof: undefined }
    const body = Buffer.from(JSON.stringify({ kind: 'intoto', apiVersion: '0.0.1', spec: first() }))
    const entry = { ...nothing, kind: 'intoto', version: '0.0.1', body }
    expect(isLogged(entry, material)).toBe(true)
    expect(isLogged(entry, { ...material, layerSha256: undefined })).toBe(false)
  })

  it('refuses a body that says another kind or version than its entry, whatever it looks like', () => {
    const nothing = { logIndex: 0, logId: '', integratedTime: undefined, promise: undefined, proof: undefined }
    for (const says of [{ kind: 'intoto', apiVersion: '0.0.1' }, { kind: 'dsse', apiVersion: '0.0.9' }, {}]) {
      const body = Buffer.from(JSON.stringify({ ...says, spec: v1() }))
      expect(isLogged({ ...nothing, kind: 'dsse', version: '0.0.1', body }, material)).toBe(false)
    }
  })

  it('refuses a body that is no JSON object', () => {
    const nothing = { logIndex: 0, logId: '', integratedTime: undefined, promise: undefined, proof: undefined }
    for (const body of ['', '[]', 'null', '{"kind":"dsse","kind":"dsse"}']) {
      expect(isLogged({ ...nothing, kind: 'dsse', version: '0.0.1', body: Buffer.from(body) }, material)).toBe(false)
    }
  })
})

describe('isLogged, of a signature over bytes', () => {
  const message: SignedMaterial = { ...material, message: { sha256: SHA256_OF_EMPTY, bytes: undefined } }
  const record = (change: Fields = {}, hash: Fields = {}) => ({
    data: { hash: { algorithm: 'sha256', value: SHA256_OF_EMPTY, ...hash } },
    signature: { content: base64(material.signature), publicKey: { content: pem }, ...change },
  })

  it.each([
    ['0.0.1', record()],
    ['0.0.2', v2()],
  ])('believes hashedrekord %s, and of an envelope not the first', (version, spec) => {
    expect(logged('hashedrekord', version, spec, message)).toBe(true)
    expect(logged('hashedrekord', version, spec)).toBe(version === '0.0.2')
  })

  it.each<[string, string, JsonValue]>([
    ['another signature', '0.0.1', record({ content: other })],
    ['another verifier', '0.0.1', record({ publicKey: { content: other } })],
    ['another digest', '0.0.1', record({}, { value: LAYER })],
    ['another hash', '0.0.1', record({}, { algorithm: 'sha512' })],
    ['another version', '0.0.3', record()],
    ['another signature', '0.0.2', v2({ content: other })],
    ['another verifier', '0.0.2', v2({ verifier: { x509Certificate: { rawBytes: other } } })],
    ['another digest', '0.0.2', v2({}, { digest: other })],
    ['another hash', '0.0.2', v2({}, { algorithm: 'SHA2_512' })],
  ])('refuses %s, hashedrekord %s', (_, version, spec) => {
    expect(logged('hashedrekord', version, spec, message)).toBe(false)
  })

  it.each([
    ['dsse', '0.0.1', v1()],
    ['intoto', '0.0.2', intoto()],
    ['dsse', '0.0.2', v2dsse()],
  ])('refuses %s %s, which is of an envelope', (kind, version, spec) => {
    expect(logged(kind, version, spec)).toBe(true)
    expect(logged(kind, version, spec, message)).toBe(false)
  })
})
