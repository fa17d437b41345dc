import { signEnvelope } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { CLAIM, DIGEST, everyForm, judge, KEY, payloadOf, SUBJECT, signed, verdict } from './scene.ts'

// Large evidence is read another way, around what makes it large: it must come to what the same comes to when it is small.
const PAD = 'x'.repeat(1_200_000)
const B = 'b'.repeat(64)
const text = String(Buffer.from(payloadOf()))
const padded = text.replace('"predicate":{', () => `"predicate":{"pad":"${PAD}",`)
const statement = (written: string): string => verdict(signed(Buffer.from(written)))

it('C68 a member that stands twice, in evidence that is large', () => {
  for (const [form, evidence] of everyForm(Buffer.from(padded))) expect(verdict(evidence), form).toBe(CLAIM)
  const subject = (hex: string): string => `"subject":[{"digest":{"sha256":"${hex}"}}]`
  const other = padded.replace(DIGEST.slice(7), B)
  expect([statement(padded), statement(other)]).toStrictEqual([CLAIM, 'subject-mismatch'])
  const TWICE: readonly string[] = [
    `${padded.slice(0, -1)},${subject(B)}}`,
    `${other.slice(0, -1)},${subject(DIGEST.slice(7))}}`,
    padded.replace('"subject":', `${subject(B)},"subject":`),
    other.replace('"predicate":', `${subject(DIGEST.slice(7))},"predicate":`),
    padded.replace('"predicate":', '"predicate":{},"predicate":'),
    `${padded.slice(0, -1)},"predicate":{}}`,
    `${padded.slice(0, -1)},"_type":"x"}`,
    padded.replace('"pad":', '"pad":1,"pad":'),
    `${padded}x`,
    `${padded}}`,
  ]
  for (const [index, written] of TWICE.entries()) expect(statement(written), `${index}`).not.toBe(CLAIM)
  for (const written of TWICE) expect(judge([signed(Buffer.from(written))]).summary.claims).toStrictEqual([])
  const envelope = String(Buffer.from(signed(Buffer.from(padded))))
  expect(verdict(Buffer.from(`{"payload":"AAAA",${envelope.slice(1)}`))).toBe('json-invalid')
  expect(verdict(Buffer.from(`${envelope.slice(0, -1)},"payload":"AAAA"}`))).toBe('json-invalid')
})

it('C71 depth, numbers and characters in evidence that is large', () => {
  const inside = (more: string): string => padded.replace('"pad":', () => `"more":${more},"pad":`)
  const deep = (lists: number): string => inside(`${'['.repeat(lists)}${']'.repeat(lists)}`)
  expect([statement(deep(62)), statement(deep(63))]).toStrictEqual([CLAIM, 'statement-malformed'])
  for (const more of ['1e999', '"\\ud800"', '"\0"', '01', '[1,]', 'undefined', '{"a":1,"a":2}']) {
    expect(statement(inside(more)), more).toBe('statement-malformed')
  }
  const broken = Buffer.from(padded)
  broken[padded.indexOf(PAD) + 9] = 0xff
  expect(verdict(signed(broken))).toBe('statement-malformed')
  // A long string beside the payload is a string like others, whatever it is called, and wherever it stands.
  const envelope = String(Buffer.from(signed()))
  for (const [begin, end] of [
    ['"x":{"payload":"', '"}'],
    ['"dsseEnvelope":{"payload":"', '"}'],
    ['"x":"', '"'],
  ] as const) {
    const beside = (bytes: Uint8Array): string =>
      verdict(Buffer.concat([Buffer.from(`${envelope.slice(0, -1)},${begin}`), bytes, Buffer.from(`${end}}`)]))
    expect(beside(Buffer.from(PAD)), begin).toBe(CLAIM)
    for (const code of [0x00, 0x01, 0x0a, 0x1f, 0x80, 0xc0, 0xff]) {
      expect(beside(Buffer.concat([Buffer.from(PAD), Buffer.of(code)])), `${begin} ${code}`).toBe('json-invalid')
    }
  }
})

it('C72 base64 that is spelt otherwise, in evidence that is large', () => {
  const honest = signEnvelope({ payload: Buffer.from(padded), signers: [{ key: KEY }] })
  const own = honest.payload
  const spelt = (payload: string): string => verdict({ ...honest, payload })
  const raw = (payload: string): string => verdict(Buffer.from(JSON.stringify(honest).replace(own, () => payload)))
  expect([spelt(own), spelt(own.replaceAll('+', '-').replaceAll('/', '_'))]).toStrictEqual([CLAIM, CLAIM])
  const at = (place: number, what: string, removed = 0): string =>
    own.slice(0, place) + what + own.slice(place + removed)
  const SPELT = [
    at(76, '\n'),
    at(76, '\r\n\r\n'),
    `${own}    `,
    `${own}====`,
    at(400_000, '===='),
    at(5, '\u00c1', 1),
    at(5, '\u0141', 1),
    at(own.length - 9, '.', 1),
    own.slice(0, -1),
    own.slice(0, -4),
  ]
  for (const [index, payload] of SPELT.entries()) {
    const code = payload.length === own.length - 4 ? 'signature-unverified' : 'envelope-malformed'
    expect(spelt(payload), `${index}`).toBe(code)
  }
  expect([raw(own), raw(at(76, '\n\n\n\n')), raw(at(76, '\\n'))]).toStrictEqual([
    CLAIM,
    'envelope-malformed',
    'envelope-malformed',
  ])
  expect(judge([signed(Buffer.from(padded))], { subject: SUBJECT }).summary.claims).toHaveLength(1)
})
