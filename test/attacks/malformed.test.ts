import { gzipSync } from 'node:zlib'
import { signEnvelope } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { at, files, image, newHouse, pawl, write } from '../configuration/house.ts'
import { growth } from './growth.ts'
import { CLAIM, changed, GITHUB, judge, KEY, payloadOf, signed, sigstore, verdict } from './scene.ts'

const payload = payloadOf()
const bundle = sigstore.bundle({ payload, identity: GITHUB })

/** The accepted bundle with these bytes in place of its certificate. */
const certified = (der: Uint8Array): object =>
  changed(bundle, ({ verificationMaterial: { certificate } }) => {
    certificate.rawBytes = Buffer.from(der).toString('base64')
  })
const LEAF = Buffer.from(bundle.verificationMaterial.certificate?.rawBytes ?? '', 'base64')
const spliced = (from: number, removed: number, ...bytes: readonly number[]): Buffer =>
  Buffer.concat([LEAF.subarray(0, from), Buffer.of(...bytes), LEAF.subarray(from + removed)])
/** One OID exchanged for another of the same length, wherever it is. */
const exchanged = (from: string, to: string): Buffer => Buffer.from(LEAF.toString('hex').replaceAll(from, to), 'hex')
const nested = (depth: number): Buffer => {
  let inner = Buffer.alloc(0)
  for (let level = 0; level < depth; level += 1) {
    const { length } = inner
    const header = length < 128 ? [0x30, length] : length < 65_536 ? [0x30, 0x82, length >> 8, length & 255] : []
    inner = Buffer.concat([Buffer.of(...header), inner])
  }
  return inner
}

it('C59 certificates that are almost DER', () => {
  expect(LEAF.subarray(0, 2).toString('hex')).toBe('3082')
  const length = LEAF.readUInt16BE(2)
  const P384_SHA384 = '2a8648ce3d040303'
  const ALMOST: Readonly<Record<string, Buffer>> = {
    'a byte behind it': Buffer.concat([LEAF, Buffer.of(0)]),
    'a byte behind it, inside': Buffer.concat([spliced(2, 2, (length + 1) >> 8, (length + 1) & 255), Buffer.of(0)]),
    'a length that is padded': spliced(1, 3, 0x83, 0, length >> 8, length & 255),
    'a length that is open': Buffer.concat([spliced(1, 3, 0x80), Buffer.of(0, 0)]),
    'a length of nine octets': spliced(1, 3, 0x89, 0, 0, 0, 0, 0, 0, 0, length >> 8, length & 255),
    'a length beyond the end': spliced(2, 2, 0xff, 0xff),
    'an OID with an arc without end': exchanged(P384_SHA384, '2affffffffffffff'),
    'an OID with an arc that overflows': exchanged(P384_SHA384, '2aff ffff ffff7f7f'.replaceAll(' ', '')),
    'an OID with an arc that is padded': exchanged(P384_SHA384, '2a808648ce3d0403'),
    'an algorithm outside that was not signed': Buffer.from(
      LEAF.toString('hex').replace(new RegExp(`${P384_SHA384}(?!.*${P384_SHA384})`), '2a8648ce3d040304'),
      'hex',
    ),
    'SHA-1': exchanged(P384_SHA384, '2a8648ce3d040101'),
    'version 2': exchanged('a003020102', 'a003020101'),
    'a tag of several bytes': spliced(0, 1, 0x3f),
    'nesting without end': nested(15_000),
    'nothing but zeros': Buffer.alloc(65_536),
    'more than a certificate can have': Buffer.concat([LEAF, Buffer.alloc(65_536)]),
    'a byte': Buffer.of(0x30),
  }
  expect(verdict(certified(LEAF))).toBe(CLAIM)
  for (const [name, der] of Object.entries(ALMOST)) {
    expect(der.equals(LEAF), name).toBe(false)
    expect(verdict(certified(der)), name).toBe('certificate-malformed')
  }
  for (let end = 1; end < LEAF.length; end += 40) {
    expect(verdict(certified(LEAF.subarray(0, end))), `${end}`).toBe('certificate-malformed')
  }
  const many = (count: number): Buffer => {
    const inner = Buffer.from('3000'.repeat(count), 'hex')
    return Buffer.concat([Buffer.of(0x30, 0x82, inner.length >> 8, inner.length & 255), inner])
  }
  const judged = (der: object): void => expect(verdict(der)).toBe('certificate-malformed')
  expect(growth((count) => certified(many(count)), judged, 4000, 8)).toBeLessThanOrEqual(24)
  expect(growth((count) => certified(nested(count)), judged, 1800, 8)).toBeLessThanOrEqual(24)
})

it('C61 empty lists where something is expected, and a program that stops', async () => {
  const honest = signEnvelope({ payload, signers: [{ key: KEY }] })
  const v1 = sigstore.bundle({ payload, identity: GITHUB, version: '0.1' })
  const v2 = sigstore.bundle({ payload, identity: GITHUB, log: 'rekor2' })
  const EMPTY: readonly (readonly [object, object, string])[] = [
    [honest, { ...honest, signatures: [] }, 'envelope-malformed'],
    [honest, { ...honest, payload: '' }, 'signature-unverified'],
    [bundle, changed(bundle, (each) => (each.dsseEnvelope.signatures = [])), 'signature-count'],
    [v1, changed(v1, (each) => (each.verificationMaterial.x509CertificateChain.certificates = [])), 'bundle-malformed'],
    [v1, changed(v1, (each) => (each.verificationMaterial.x509CertificateChain = {})), 'bundle-malformed'],
    [bundle, changed(bundle, (each) => (each.verificationMaterial.certificate = {})), 'bundle-malformed'],
    [bundle, changed(bundle, (each) => (each.verificationMaterial.tlogEntries = [])), 'log-entry-missing'],
    [v2, changed(v2, (each) => (each.verificationMaterial.tlogEntries = [])), 'log-entry-missing'],
    [v2, changed(v2, (each) => (each.verificationMaterial.timestampVerificationData = {})), 'time-missing'],
    [
      v2,
      changed(v2, (each) => (each.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [])),
      'time-missing',
    ],
    [v2, changed(v2, (each) => (each.verificationMaterial = {})), 'bundle-malformed'],
  ]
  for (const [good, empty, code] of EMPTY) expect([verdict(good), verdict(empty)]).toStrictEqual([CLAIM, code])
  expect(judge([]).summary.claims).toStrictEqual([])

  newHouse()
  const asked = await pawl('check', image(), ...files())
  expect(asked.code).toBe(0)
  write('empty.json', JSON.stringify({ ...honest, signatures: [] }))
  write('none.json', '{"attestations":[]}')
  const OTHER = `sha256:${'b'.repeat(64)}`
  for (const evidence of ['empty.json', 'none.json']) {
    const run = await pawl('check', OTHER, '--evidence', at(evidence), ...files())
    expect([run.code, run.refused], evidence).toStrictEqual([1, undefined])
  }
  // What stops it before it has decided is no code 0 either.
  write('security.pub', '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n')
  const stopped = await pawl('check', image(), ...files())
  expect([stopped.code, stopped.refused]).toStrictEqual([undefined, 'key-invalid'])
})

it('C66 text that is split, and archives that are opened', () => {
  const noted = (note: string): object =>
    changed(bundle, ({ verificationMaterial: { tlogEntries } }) => {
      tlogEntries[0].inclusionProof.checkpoint.envelope = note
    })
  const own = String(bundle.verificationMaterial.tlogEntries?.[0]?.inclusionProof?.checkpoint.envelope)
  expect([verdict(noted(own)), verdict(noted(`${own}\n`))]).toStrictEqual([CLAIM, 'log-entry-invalid'])
  const lines = (count: number): object => noted(`${own}${'\u2014 a AAAAAAA=\n'.repeat(count)}`)
  expect(verdict(lines(63))).toBe(CLAIM)
  expect(verdict(lines(64))).toBe('log-entry-invalid')
  expect(verdict(noted('\n\n'.repeat(8000)))).toBe('log-entry-invalid')
  expect(verdict(noted('x'.repeat(16_385)))).toBe('bundle-malformed')
  // A name of many dots is a name that is too long; an OID of many arcs is none.
  const dotted = (count: number): string =>
    verdict(sigstore.bundle({ payload, identity: { ...GITHUB, san: `https://github.com/${'a.'.repeat(count)}a` } }))
  expect([dotted(240), dotted(247)]).toStrictEqual(['identity-unknown', 'certificate-identity'])
  const uris = (count: number): Uint8Array => {
    const predicate = JSON.parse(String(Buffer.from(payload))).predicate
    predicate.buildDefinition.resolvedDependencies.push({ uri: `git+https://a${'@.git'.repeat(count)}` })
    return signed(payloadOf({ predicate }))
  }
  expect(growth(uris, (evidence) => expect(verdict(evidence)).toBe(CLAIM), 40_000, 8)).toBeLessThanOrEqual(24)
  // Nothing is unpacked: what would be small and becomes large is no JSON.
  expect(verdict(gzipSync(signed()))).toBe('json-invalid')
  expect(verdict(signed())).toBe(CLAIM)
})
