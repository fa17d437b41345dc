import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalBytes, canonicalJson, encodeUtf8, type JsonValue } from './canonical-json.ts'

describe('canonicalJson', () => {
  it('sorts members and writes numbers and literals when given the example of RFC 8785, 3.2.2', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    // 3.2.3 of the RFC gives the sorted form; 3.2.2.2 the escapes.
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts by UTF-16 code units when given the keys of RFC 8785, 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    )
  })

  // Appendix B of RFC 8785.
  it.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-5e-324, '-5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [-1.7976931348623157e308, '-1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [-9007199254740992, '-9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [1e23, '1e+23'],
    [1.0000000000000001e23, '1.0000000000000001e+23'],
    [999999999999999700000, '999999999999999700000'],
    [1e21, '1e+21'],
    [9.999999999999997e-7, '9.999999999999997e-7'],
    [0.000001, '0.000001'],
    [333333333.3333332, '333333333.3333332'],
    [-0.0000033333333333333333, '-0.0000033333333333333333'],
    [1424953923781206.2, '1424953923781206.2'],
  ])('writes the number %s as RFC 8785, appendix B, does', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it('escapes nothing but what must be when given every character below U+0030', () => {
    expect(canonicalJson('\b\t\n\f\r"\\/\u0000\u001f\u007f\u2028<>&')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\u007f\u2028<>&"',
    )
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '\ud800', '\udc00\ud800', ['\ud800']])(
    'rejects %j when RFC 8785 has no form for it',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(RangeError)
      expect(() => canonicalJson({ a: value })).toThrow(RangeError)
    },
  )

  it('rejects a lone surrogate in a member name: two engines would read two names', () => {
    expect(() => canonicalJson({ '\ud800': 1 })).toThrow(RangeError)
  })

  it('never calls toJSON when a member has that name (C70)', () => {
    const hostile = { toJSON: 'x', __proto__: null, constructor: 1 } as unknown as JsonValue
    expect(canonicalJson(hostile)).toBe('{"constructor":1,"toJSON":"x"}')
  })

  it('keeps __proto__ as a member like any other when JSON.parse made it (C70)', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}')
  })

  it('gives the same text whatever the order of members, and text that reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const clean = JSON.parse(JSON.stringify(value)) as JsonValue
        const text = canonicalJson(clean)
        expect(JSON.parse(text)).toStrictEqual(clean)
        expect(canonicalJson(reversed(clean))).toBe(text)
      }),
    )
  })
})

describe('canonicalBytes', () => {
  it('gives UTF-8 of every length when the text has such characters', () => {
    expect(Buffer.from(canonicalBytes('A\u00f6\u20ac\u{1f600}')).toString('hex')).toBe('2241c3b6e282acf09f988022')
  })

  it('hashes the empty object to the well-known digest of two braces', () => {
    expect(createHash('sha256').update(canonicalBytes({})).digest('hex')).toBe(
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    )
  })

  it('encodes every well-formed text as the platform does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.isWellFormed())
        expect(Buffer.from(encodeUtf8(text))).toStrictEqual(Buffer.from(text, 'utf8'))
      }),
    )
  })
})

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((each) => reversed(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner as JsonValue)]),
  )
}
