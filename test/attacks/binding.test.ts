import { createHash } from 'node:crypto'
import { pinSubject } from '@pawl/core'
import { encodeEnvelope, signEnvelope } from '@pawl/testkit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Fault, HOUSE, type House, withFault } from '../laws/house.ts'
import {
  CLAIM,
  changed,
  DIGEST,
  EC_KEY,
  everyForm,
  GITHUB,
  judge,
  KEY,
  payloadOf,
  STRANGER,
  signed,
  sigstore,
  typed,
  verdict,
} from './scene.ts'

const OTHER = pinSubject(`sha256:${'b'.repeat(64)}`, new Map())
const IN_TOTO = 'application/vnd.in-toto+json'

it('C01 an attestation of A presented for B, in every form', () => {
  for (const [form, evidence] of everyForm()) {
    expect([verdict(evidence), verdict(evidence, { subject: OTHER })], form).toStrictEqual([CLAIM, 'subject-mismatch'])
  }
})

it('C05 a signed payload that is no statement, and a statement of another type, in every form', () => {
  const garbage = everyForm(Buffer.from('garbage'))
  const cut = everyForm(payloadOf().subarray(0, -1))
  const unknown = everyForm(payloadOf({ predicateType: 'https://slsa.dev/provenance/v1.0?draft' }))
  for (const [index, [form, honest]] of everyForm().entries()) {
    const verdicts = [honest, garbage[index]?.[1], cut[index]?.[1], unknown[index]?.[1]].map((each) =>
      verdict(each ?? {}),
    )
    expect(verdicts, form).toStrictEqual([
      CLAIM,
      'statement-malformed',
      'statement-malformed',
      'predicate-type-unknown',
    ])
  }
})

it('C06 a payload type whose characters have the low bytes of the right one', () => {
  const honest = signEnvelope({ payload: payloadOf(), signers: [{ key: KEY }] })
  const bundle = sigstore.bundle({ payload: payloadOf(), identity: GITHUB })
  expect([verdict(encodeEnvelope(honest)), verdict(bundle)]).toStrictEqual([CLAIM, CLAIM])
  for (let at = 0; at < IN_TOTO.length; at += 1) {
    const payloadType =
      IN_TOTO.slice(0, at) + String.fromCharCode(IN_TOTO.charCodeAt(at) + 0x100) + IN_TOTO.slice(at + 1)
    expect(Buffer.from(payloadType, 'latin1').toString('latin1')).toBe(IN_TOTO)
    // Swapped after signing the signature is another; signed so, the type is another.
    expect(verdict({ ...honest, payloadType })).toBe('signature-unverified')
    expect(verdict({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payloadType } })).toBe('signature-invalid')
    expect(verdict(typed(payloadType))).toBe('payload-type-unsupported')
  }
})

it('C07 a good signature over another kind of payload: a policy, a SimpleSigning payload, a signature', () => {
  const TYPES = [
    'https://witness.testifysec.com/policy/v0.1',
    'application/vnd.dev.cosign.simplesigning.v1+json',
    'application/vnd.pawl.configuration.v1+json',
    'application/vnd.in-toto.provenance+json',
    'application/vnd.in-toto+json; charset=utf-8',
    'application/vnd.in-toto+JSON',
    ' application/vnd.in-toto+json',
    'application/json',
  ]
  expect(everyForm(payloadOf(), { payloadType: IN_TOTO }).map(([, each]) => verdict(each))).toStrictEqual(
    everyForm().map(() => CLAIM),
  )
  for (const payloadType of TYPES) {
    for (const [form, evidence] of everyForm(payloadOf(), { payloadType }).slice(
      0,
      payloadType === TYPES[0] ? 99 : 2,
    )) {
      expect(verdict(evidence), `${payloadType} in ${form}`).toBe('payload-type-unsupported')
    }
  }
  // cosign v3 signs images with a statement: a signature is no claim about anything.
  expect(verdict(signed(payloadOf({ predicateType: 'https://sigstore.dev/cosign/sign/v1' })))).toBe(
    'predicate-type-unknown',
  )
})

it('C08 a signature over the raw payload, without its type', () => {
  const payload = payloadOf()
  for (const key of [KEY, EC_KEY]) {
    const honest = signEnvelope({ payload, signers: [{ key }] })
    const raw = { sig: Buffer.from(key.sign(payload)).toString('base64'), keyid: '' }
    expect(verdict(honest)).toBe(CLAIM)
    expect(verdict({ ...honest, signatures: [raw] })).toBe('signature-unverified')
    // One that is right beside it is an attestation; the raw one adds nothing.
    expect(judge([{ ...honest, signatures: [raw, ...honest.signatures] }]).summary.claims).toStrictEqual(
      judge([honest]).summary.claims,
    )
    const bundle = sigstore.keyBundle({ payload, key, log: 'none' })
    expect(verdict(bundle)).toBe(CLAIM)
    expect(verdict(changed(bundle, (each) => (each.dsseEnvelope.signatures = [raw])))).toBe('signature-unverified')
  }
})

it('C09 an envelope that reads otherwise the second time', () => {
  const other = Buffer.from(payloadOf({ subject: [{ digest: { sha256: 'b'.repeat(64) } }] })).toString('base64')
  const text = Buffer.from(signed()).toString()
  expect(verdict(Buffer.from(text))).toBe(CLAIM)
  expect(verdict(Buffer.from(`{"payload":"${other}",${text.slice(1)}`))).toBe('json-invalid')
  expect(verdict(Buffer.from(`${text.slice(0, -1)},"payload":"${other}"}`))).toBe('json-invalid')
  expect(verdict(Buffer.from(`${text.slice(0, -1)},"p\\u0061yload":"${other}"}`))).toBe('json-invalid')
  // What comes of it holds no view of the bytes: whoever still owns them changes nothing.
  const bytes = Buffer.from(text)
  const { summary } = judge([bytes])
  const before = JSON.stringify(summary)
  bytes.fill(0x20)
  expect(JSON.stringify(summary)).toBe(before)
  expect(verdict(bytes)).toBe('json-invalid')
})

/** Signed bytes spelt another way: the same JSON value, other bytes. */
function spelt(text: string, blanks: readonly number[], escapes: readonly number[]): string {
  const spaced = [...text].map((character, at) => (character === ',' && blanks.includes(at % 7) ? ', ' : character))
  return spaced.map((each, at) => (/[b-df-z]/.test(each) && escapes.includes(at % 11) ? escaped(each) : each)).join('')
}
const escaped = (character: string): string => `\\u00${character.charCodeAt(0).toString(16)}`
const SPELLINGS = fc.tuple(fc.uniqueArray(fc.nat(6), { maxLength: 4 }), fc.uniqueArray(fc.nat(10), { maxLength: 2 }))

/** What was accepted, though its bytes are not those under the signature; and how many spellings there were. */
function respelt({ core: { verifyImage: verify } }: House, runs: number): { wrong: string[]; spellings: Set<string> } {
  const text = Buffer.from(payloadOf()).toString()
  const honest = signEnvelope({ payload: Buffer.from(text), signers: [{ key: KEY }] })
  const wrong: string[] = []
  const spellings = new Set<string>()
  for (const [blanks, escapes] of fc.sample(SPELLINGS, runs)) {
    const other = spelt(text, blanks, escapes)
    expect(JSON.parse(other)).toStrictEqual(JSON.parse(text))
    spellings.add(other)
    const swapped = { ...honest, payload: Buffer.from(other).toString('base64') }
    if (other !== text && verdict(swapped, { verify }) !== 'signature-unverified') wrong.push(other)
    // Signed as it is spelt, it is an attestation, and its digest is that of these bytes.
    const digest = `sha256:${createHash('sha256').update(other).digest('hex')}`
    const [claim] = judge([signed(Buffer.from(other))], { verify }).summary.claims
    if (claim?.statementDigest !== digest) wrong.push(other)
  }
  return { wrong, spellings }
}
const REWRITES: Fault = {
  name: 'a payload that is written anew before it is verified',
  of: 'core',
  file: 'dsse/envelope.ts',
  find: 'return { payload: bytes, payloadType, signatures: good }',
  replace:
    'return { payload: Buffer.from(JSON.stringify(JSON.parse(String(Buffer.from(bytes))))), payloadType, signatures: good }',
}

it('C20 bytes that are not the bytes under the signature, though they say the same', async () => {
  const { wrong, spellings } = respelt(HOUSE, 200)
  expect(wrong).toStrictEqual([])
  expect(spellings.size).toBeGreaterThanOrEqual(50)
  // A verifier that re-serialises is noticed.
  await withFault(REWRITES, (house) => expect(respelt(house, 20).wrong.length).toBeGreaterThanOrEqual(10))
  // In bundles too, where the log and the timestamp agree with the exchanged payload, or with the signature of another key.
  for (const forge of ['payload-swapped', 'signature-by-other-key'] as const) {
    const forms = everyForm(payloadOf(), { forge }).filter(([form]) => form !== 'an envelope')
    expect(everyForm().map(([, each]) => verdict(each))).toStrictEqual(everyForm().map(() => CLAIM))
    for (const [form, evidence] of forms) {
      expect(verdict(evidence), form).toBe(form.includes('by key') ? 'signature-unverified' : 'signature-invalid')
    }
  }
  expect(verdict(signed(payloadOf(), { key: STRANGER }))).toBe('signature-unverified')
  expect(judge([signed()]).summary.digest).toBe(DIGEST)
})
