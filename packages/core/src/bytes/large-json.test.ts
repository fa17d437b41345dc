import type { JsonValue } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { readAroundString, readAroundTail } from './large-json.ts'
import { sha256Digest } from './sha256.ts'
import { type InvalidJson, isInvalidJson, isJsonObject, type JsonObject, readJson } from './strict-json.ts'

const LONG = 'QUJD'.repeat(400_000)
const bytes = (text: string): Uint8Array => Buffer.from(text)
const envelope = (payload: string, rest = ''): string => `{"payloadType":"t","payload":"${payload}"${rest}}`

/** What can be compared and printed. */
function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 1000 ? `${text.slice(0, 100)} ${sha256Digest(bytes(text))}` : text
}

/** What the plain reader says, and what this one says: they must be the same. */
function both(text: string): readonly [JsonValue | InvalidJson, JsonValue | InvalidJson] {
  return [readJson(bytes(text)), readAroundString(bytes(text), 'payload')]
}

describe('readAroundString', () => {
  it.each([
    ['an envelope', envelope(LONG, ',"signatures":[{"sig":"AA==","keyid":""}]')],
    ['a bundle', `{"mediaType":"m","dsseEnvelope":${envelope(LONG)},"x":[1,{"payload":"#"}]}`],
    ['white space anywhere', `\n{ "payload" :\t"${LONG}" , "a" : 1 }\n`],
    ['a small one', envelope('AAAA')],
    ['a long string under another name', `{"payload":"#","other":"${LONG}"}`],
    ['a long string in a list', `{"payload":"#","other":["${LONG}"]}`],
    ['a long string that is a name', `{"${LONG}":1,"payload":"#"}`],
    ['a string with escapes', envelope(`${LONG}\\u0041\\/`)],
    ['no object', `["${LONG}"]`],
  ])('reads %s like the strict reader', (_, text) => {
    const [plain, around] = both(text)
    expect(isInvalidJson(plain)).toBe(false)
    expect(brief(around)).toBe(brief(plain))
  })

  it.each([
    ['the payload stands twice', envelope(LONG, ',"payload":"AAAA"')],
    ['the payload stands twice, the long one last', `{"payload":"AAAA","payload":"${LONG}"}`],
    ['something follows', `${envelope(LONG)} x`],
    ['a bracket is missing', envelope(LONG).slice(0, -1)],
    ['a comma is too much', envelope(LONG, ',')],
    ['the string does not end', `{"payload":"${LONG}`],
    ['another member is no JSON', envelope(LONG, ',"a":01')],
    ['bytes beside it are no UTF-8', ''],
  ])('refuses it when %s (C68)', (what, text) => {
    const broken = what.startsWith('bytes')
      ? Buffer.concat([bytes(envelope(LONG, ',"a":"')).subarray(0, -1), Buffer.of(0xff), bytes('"}')])
      : bytes(text)
    expect(isInvalidJson(readJson(broken))).toBe(true)
    expect(isInvalidJson(readAroundString(broken, 'payload'))).toBe(true)
  })

  it.each([
    ['beside the payload', (text: string) => `{"payload":"AAAA","x":{"payload":"${text}"}}`],
    ['in what would be a bundle', (text: string) => `{"payload":"AAAA","dsseEnvelope":{"payload":"${text}"}}`],
    ['in a bundle, beside the envelope', (text: string) => `{"mediaType":"m","payload":"${text}"}`],
    ['deeper in a bundle', (text: string) => `{"mediaType":"m","x":{"dsseEnvelope":{"payload":"${text}"}}}`],
  ])('refuses a long string that is no JSON where nobody decodes it: %s (C71)', (_, around) => {
    const [plain, read] = both(around(LONG))
    expect(brief(read)).toBe(brief(plain))
    for (const odd of ['\u0001', '\n', '\u0000']) {
      expect(isInvalidJson(readAroundString(bytes(around(`${LONG}${odd}`)), 'payload'))).toBe(true)
    }
    const [before, after] = around('#').split('#') as [string, string]
    const broken = Buffer.concat([bytes(`${before}${LONG}`), Buffer.of(0xff), bytes(after)])
    expect(isInvalidJson(readAroundString(broken, 'payload'))).toBe(true)
  })

  it('gives the string as it stands: what is not base64 in it is for the decoder to refuse', () => {
    const read = readAroundString(bytes(envelope(`${LONG}\u0001`)), 'payload')
    expect(isInvalidJson(readJson(bytes(envelope(`${LONG}\u0001`))))).toBe(true)
    expect(brief(read)).toBe(brief({ payloadType: 't', payload: `${LONG}\u0001` }))
  })
})

describe('a statement', () => {
  const of = (values: number): Uint8Array =>
    bytes(`{"_type":"s","subject":[],"predicateType":"t","predicate":[${'0,'.repeat(values)}0]}`)
  const read = (values: number): unknown => {
    const predicate = readAroundTail(of(values), 'predicate', ['_type', 'subject', 'predicateType']).member()
    return predicate !== undefined && isInvalidJson(predicate) ? predicate.at : Array.isArray(predicate)
  }

  it('may have more values than evidence: it is read after its signature', () => {
    expect(read(300_000)).toBe(true)
    expect(read(1_040_000)).toBe(true)
    expect(read(1_050_000)).toBe('values')
  })
})

describe('readAroundTail', () => {
  const tail = `{"packages":["${LONG}"]}`
  const needed = ['_type', 'subject', 'predicateType']
  const statement = `{"_type":"s","subject":[{"digest":{"sha256":"a"}}],"predicateType":"t","predicate":${tail}}`
  const around = (json: string) => readAroundTail(bytes(json), 'predicate', needed)

  it('reads the last member when it is asked for, and not before', () => {
    const { value, member } = around(statement)
    expect(value).toMatchObject({ subject: [{ digest: { sha256: 'a' } }], predicateType: 't', predicate: 1 })
    expect(brief(member())).toBe(brief({ packages: [LONG] }))
  })

  it.each([
    ['it is small', '{"_type":"s","subject":[],"predicateType":"t","predicate":{"a":1}}'],
    ['it is not the last', `{"_type":"s","subject":[],"predicate":${tail},"predicateType":"t"}`],
    ['one stands behind it that nobody needs', statement.replace(/}$/, ',"more":1}')],
    ['there is none', statement.replace('"predicate":', '"other":')],
    ['its name is a string before it', statement.replace('"s"', '"\\"predicate\\":"')],
    ['its name stands below another', statement.replace('"s"', '{"predicate":1}')],
  ])('gives what the strict reader gives when %s', (_, json) => {
    const plain = readJson(bytes(json))
    const { value, member } = around(json)
    if (isInvalidJson(plain) || !isJsonObject(plain) || isInvalidJson(value)) throw new TypeError('no object')
    expect(brief(member())).toBe(brief(plain['predicate']))
    const { predicate: _one, ...rest } = value as JsonObject
    const { predicate: _two, more: _more, ...plainRest } = plain
    expect(brief(rest)).toBe(brief(plainRest))
  })

  it('counts the depth of a large member from the object that it stands in (C71)', () => {
    const deep = (lists: number): string =>
      statement.replace('"packages"', `"a":${'['.repeat(lists)}${']'.repeat(lists)},"packages"`)
    for (const lists of [62, 63, 64]) {
      const read = around(deep(lists)).member()
      expect(read !== undefined && isInvalidJson(read)).toBe(lists > 62)
      expect(isInvalidJson(readJson(bytes(deep(lists))))).toBe(lists > 62)
    }
  })

  it.each([
    ['a second subject stands in front of it', statement.replace('"predicate":', '"subject":[],"predicate":')],
    ['something follows', `${statement}x`],
    ['a comma is too much', statement.replace('"predicate":', ',"predicate":')],
  ])('refuses the object when %s (C68)', (_, json) => {
    expect(isInvalidJson(readJson(bytes(json)))).toBe(true)
    expect(isInvalidJson(around(json).value)).toBe(true)
  })

  it.each([
    ['it stands twice', statement.replace('"predicate":', '"predicate":1,"predicate":')],
    ['a second subject stands behind it', statement.replace(/}$/, ',"subject":[]}')],
    ['something hides inside', statement.replace(tail, `{},"subject":[],"x":${tail}`)],
    ['a name inside stands twice', statement.replace('"packages"', '"a":1,"a":2,"packages"')],
    ['it is no JSON', statement.replace('"packages"', 'packages')],
  ])('refuses the member when %s (C68)', (_, json) => {
    const read = around(json).member()
    expect(isInvalidJson(readJson(bytes(json)))).toBe(true)
    expect(read !== undefined && isInvalidJson(read)).toBe(true)
  })
})
