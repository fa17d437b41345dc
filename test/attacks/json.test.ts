import { createHash } from 'node:crypto'
import { encodeStatement } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { growth } from './growth.ts'
import { nodes, type Tree } from './json-tree.ts'
import { CLAIM, changed, GITHUB, HEX, judge, payloadOf, signed, sigstore, trustWith, verdict } from './scene.ts'

const B = 'b'.repeat(64)
const text = String(Buffer.from(payloadOf()))
const envelope = String(Buffer.from(signed()))
const bundle = JSON.stringify(sigstore.bundle({ payload: payloadOf(), identity: GITHUB }))
const bytes = (written: string): Uint8Array => Buffer.from(written)
/** The text with a member put before the first occurrence of another. */
const before = (written: string, member: string, more: string): string =>
  written.replace(`"${member}":`, `${more},"${member}":`)

it('C68 a member that stands twice, anywhere', () => {
  expect([envelope, bundle].map((each) => verdict(bytes(each)))).toStrictEqual([CLAIM, CLAIM])
  for (const member of ['payload', 'payloadType', 'signatures', 'sig', 'keyid']) {
    expect(verdict(bytes(before(envelope, member, `"${member}":"AAAA"`))), member).toBe('json-invalid')
  }
  for (const member of ['mediaType', 'tlogEntries', 'rawBytes', 'integratedTime', 'hashes', 'payload', 'sig']) {
    expect(verdict(bytes(before(bundle, member, `"${member}":null`))), member).toBe('json-invalid')
  }
  expect(verdict(signed(bytes(text)))).toBe(CLAIM)
  for (const member of ['_type', 'subject', 'digest', 'sha256', 'predicateType', 'predicate', 'workflow', 'uri']) {
    expect(verdict(signed(bytes(before(text, member, `"${member}":[]`)))), member).toBe('statement-malformed')
  }
  const other = `"subject":[{"digest":{"sha256":"${B}"}}]`
  for (const spelling of [
    other,
    other.replace('subject', '\\u0073ubject'),
    other.replace('subject', 'sub\\u006aect'),
  ]) {
    expect(verdict(signed(bytes(before(text, 'subject', spelling)))), spelling).toBe('statement-malformed')
    expect(verdict(signed(bytes(`${text.slice(0, -1)},${spelling}}`))), spelling).toBe('statement-malformed')
  }
})

it('C69 names that a reader who folds case takes for ours', () => {
  // Go's encoding/json takes each of these for the member, and the last of them that stands there.
  const FOLDED: Readonly<Record<string, readonly string[]>> = {
    subject: ['Subject', 'SUBJECT', '\u017fubject'],
    digest: ['Digest', 'DIGEST', 'dige\u017ft'],
    sha256: ['SHA256', 'Sha256', '\u017fha256'],
    predicateType: ['predicatetype', 'PredicateType'],
    _type: ['_Type', '_TYPE'],
    predicate: ['Predicate', 'PREDICATE'],
  }
  const CODES: Readonly<Record<string, string>> = {
    subject: 'subject-malformed',
    digest: 'subject-malformed',
    sha256: 'subject-digest-unsupported',
    predicateType: 'statement-malformed',
    _type: 'statement-type-unsupported',
    predicate: 'predicate-malformed',
  }
  expect(verdict(signed(bytes(text)))).toBe(CLAIM)
  for (const [member, folded] of Object.entries(FOLDED)) {
    for (const other of folded) {
      expect(verdict(signed(bytes(text.replace(`"${member}":`, `"${other}":`)))), other).toBe(CODES[member])
    }
  }
  // Beside the right one it is another member: it neither adds a subject nor takes one away.
  const about = (hex: string): string => JSON.stringify([{ digest: { sha256: hex } }])
  for (const other of FOLDED['subject'] ?? []) {
    const [ours, theirs] = [text.replace(HEX, HEX), text.replace(HEX, B)]
    expect(verdict(signed(bytes(`${ours.slice(0, -1)},"${other}":${about(B)}}`)))).toBe(CLAIM)
    expect(verdict(signed(bytes(`${theirs.slice(0, -1)},"${other}":${about(HEX)}}`)))).toBe('subject-mismatch')
  }
  const renamed = (from: string, to: string, written = envelope): string =>
    verdict(bytes(written.replace(`"${from}":`, `"${to}":`)))
  expect(renamed('payload', 'Payload')).toBe('evidence-unrecognised')
  expect(renamed('signatures', 'Signatures')).toBe('evidence-unrecognised')
  expect(renamed('payloadType', 'payloadtype')).toBe('envelope-malformed')
  expect(renamed('sig', 'Sig')).toBe('envelope-malformed')
  // protojson of Go takes both the names of JSON and those of the .proto file.
  expect(renamed('mediaType', 'media_type', bundle)).toBe('evidence-unrecognised')
  for (const [from, to] of [
    ['dsseEnvelope', 'dsse_envelope'],
    ['verificationMaterial', 'verification_material'],
    ['tlogEntries', 'tlog_entries'],
    ['rawBytes', 'raw_bytes'],
    ['logIndex', 'log_index'],
    ['integratedTime', 'integrated_time'],
    ['canonicalizedBody', 'CanonicalizedBody'],
  ] as const) {
    expect(renamed(from, to, bundle), to).toBe('bundle-malformed')
  }
})

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'toString',
  'hasOwnProperty',
  'then',
  '0',
  '4294967294',
  '-1',
]
/** A copy with a member of this name in every object, one at a time. JSON.parse makes `__proto__` a member like others. */
function* poisoned(honest: object, name: string, value: unknown): Generator<string> {
  const own = JSON.stringify(honest)
  const places = 1 + nodes(JSON.parse(own)).filter(({ of, key }) => isObject(of[key])).length
  for (let place = 0; place < places; place += 1) {
    const tree = JSON.parse(own)
    const objects = [tree, ...nodes(tree).map(({ of, key }) => of[key])].filter(isObject)
    Object.defineProperty(objects[place], name, { value, enumerable: true, configurable: true, writable: true })
    yield JSON.stringify(tree)
  }
}
const isObject = (value: Tree): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

it('C70 members with the names of what every object has', () => {
  const honest = judge([signed()]).summary.claims[0]
  for (const name of NAMES) {
    for (const value of [{ polluted: true, sha256: HEX, toJSON: 'x' }, 'x', null]) {
      // In a bundle no member is unknown; in an envelope (DSSE) and in a statement (in-toto) they are left aside.
      for (const written of poisoned(JSON.parse(bundle), name, value)) {
        expect(verdict(bytes(written)), name).toBe('bundle-malformed')
      }
      for (const written of poisoned(JSON.parse(envelope), name, value))
        expect(verdict(bytes(written)), name).toBe(CLAIM)
      const root = changed(JSON.parse(text), (tree) =>
        Object.defineProperty(tree, name, { value, enumerable: true, configurable: true, writable: true }),
      )
      const [claim] = judge([signed(encodeStatement(root))]).summary.claims
      expect({ ...claim, statementDigest: '' }, name).toStrictEqual({ ...honest, statementDigest: '' })
    }
  }
  expect(Object.hasOwn(Object.prototype, 'polluted') || 'polluted' in {}).toBe(false)
  // What is hashed of them is what stands there: no method of theirs is called.
  const parameters = '{"__proto__":{"toJSON":"y"},"constructor":1,"toJSON":"x","workflow":null}'
  const statement = text.replace(/"externalParameters":\{.*?\}\}/, () => `"externalParameters":${parameters}`)
  const [claim] = judge([signed(bytes(statement))]).summary.claims
  expect(claim?.summary).toMatchObject({
    externalParametersDigest: `sha256:${createHash('sha256').update(parameters).digest('hex')}`,
    externalParameterKeys: ['__proto__', 'constructor', 'toJSON', 'workflow'],
  })
})

it('C71 depth, length, numbers and characters that break readers', () => {
  const nestedIn = (depth: number): string =>
    text.replace('"subject":', `"x":${'['.repeat(depth)}${']'.repeat(depth)},"subject":`)
  expect(verdict(signed(bytes(nestedIn(63))))).toBe(CLAIM)
  for (const depth of [64, 1000, 100_000])
    expect(verdict(signed(bytes(nestedIn(depth)))), `${depth}`).toBe('statement-malformed')
  const around = (more: string): string => envelope.replace('{', `{"x":${more},`)
  expect([around('[1e308,-0,0.1,""]'), envelope].map((each) => verdict(bytes(each)))).toStrictEqual([CLAIM, CLAIM])
  const DEEP = ['[', '{"a":'].map((open) => open.repeat(100_000))
  const NUMBERS = ['1e999', '-1e999', '01', '+1', '.5', '1.', '0x1', 'NaN', 'Infinity', '1_000', '--1', '9'.repeat(400)]
  const STRINGS = ['"\\ud800"', '"\\udc00\\ud800"', '"\0"', '"\n"', '"\\x41"', '"\\u12"', "'x'", '"', '"\\"']
  const OTHERS = ['', ',', '[1,]', '{"a":1,}', '[1 2]', '//x\n1', 'undefined', 'True', 'nul']
  for (const more of [...DEEP, ...NUMBERS, ...STRINGS, ...OTHERS]) {
    expect(verdict(bytes(around(more))), more.slice(0, 20)).toBe('json-invalid')
  }
  for (const wrong of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc3]]) {
    const [head, tail] = [envelope.slice(0, 1), `"${envelope.slice(1)}`]
    const invalid = Buffer.concat([bytes(`${head}"x":"`), Buffer.from(wrong), bytes(`",${tail.slice(1)}`)])
    expect(verdict(invalid), wrong.join(' ')).toBe('json-invalid')
  }
  const OUTSIDE = [`\ufeff${envelope}`, `${envelope}\0`, `${envelope}${envelope}`, `${envelope}x`, `\u00a0${envelope}`]
  for (const written of OUTSIDE) expect(verdict(bytes(written))).toBe('json-invalid')
  expect(verdict(bytes(` \r\n\t${envelope}\n`))).toBe(CLAIM)
  // A number that is not exactly what was written is not in the summary.
  const QA = 'https://acme.example/qa/v1'
  const summaries = [{ predicateType: QA, claim: 'qa', fields: { score: '/score' } }]
  const trust = trustWith({ attesters: [{ name: 'keyed', keys: [{ file: 'key' }], claims: ['qa'] }], summaries })
  const scored = (score: string): unknown => {
    const statement = String(Buffer.from(payloadOf({ predicateType: QA, predicate: {} })))
    return judge([signed(bytes(statement.replace('"predicate":{}', `"predicate":{"score":${score}}`)))], { trust })
      .summary.claims[0]?.summary
  }
  expect([scored('9007199254740991'), scored('1e3'), scored('7')]).toStrictEqual([
    { score: 9_007_199_254_740_991 },
    { score: 1000 },
    { score: 7 },
  ])
  for (const score of ['9007199254740992', '9007199254740993', '1e300', '0.5', '-9007199254740993']) {
    expect(scored(score), score).toStrictEqual({})
  }
  expect(JSON.stringify(scored('-0'))).toBe('{"score":0}')

  const keys = (count: number): Uint8Array =>
    bytes(around(`{${Array.from({ length: count }, (_, at) => `"k${at}":${at}`).join()}}`))
  const numbers = (count: number): Uint8Array =>
    bytes(around(`{${Array.from({ length: count }, (_, at) => `"${at * 7919}":1`).join()}}`))
  const lists = (count: number): Uint8Array => bytes(around(`[${Array.from({ length: count }, () => '[]').join()}]`))
  const long = (count: number): Uint8Array => bytes(around(`"${'\\u0041x'.repeat(count)}"`))
  for (const make of [keys, numbers, lists, long]) {
    expect(
      growth(make, (evidence) => expect(verdict(evidence)).toBe(CLAIM), 8000, 8),
      make.name,
    ).toBeLessThanOrEqual(24)
  }
})
