import { describe, expect, it } from 'vitest'
import { hashFile } from './hash-file.ts'

// What opa 1.22.2 wrote into the signature of a bundle with these files.
const MANIFEST =
  '{"revision":"7","roots":[""],"wasm":[{"entrypoint":"acme/allow","module":"/policy.wasm"}],"rego_version":1}'
const MANIFEST_HASH = '898eca87e840948cb7e839cd416d62a477d19da6a8a804dde6250ec8f7dfba27'
const DATA = '{"Z":1e2,"a":[1,{"b":null}],"t":{"n":1.0,"s":"a\\u2028\u007f\\u0001\\u003c\\u003e\\u0026é"}}'
const DATA_HASH = '57d3151a3f35fddb47428fd4e20e7bde9a717c71ee97d512e2c31bb84f871004'

const hash = (name: string, text: string, algorithm = 'SHA-256') => hashFile(name, Buffer.from(text), algorithm)

describe('hashFile', () => {
  it('hashes structured files as OPA does: members by name, numbers as written, two characters escaped', () => {
    expect(hash('.manifest', MANIFEST)).toBe(MANIFEST_HASH)
    expect(hash('data.json', DATA)).toBe(DATA_HASH)
  })

  it('does not see white space and order in them, and sees how a number is written', () => {
    expect(hash('data.json', DATA.replaceAll(',', ' ,\n'))).toBe(DATA_HASH)
    expect(hash('data.json', DATA.replace('1.0', '1'))).not.toBe(DATA_HASH)
  })

  it('orders names by bytes, where UTF-16 has another order', () => {
    // U+FFEE comes before U+1F600 in UTF-8 and after it in UTF-16.
    const one = hash('data.json', '{"\uffee":1,"\u{1f600}":2}')
    // printf '{"\xef\xbf\xae":1,"\xf0\x9f\x98\x80":2}' | sha256sum
    expect(one).toBe('62d6011dfdad7c9d7751f0cc8d848cf231823d13b66c42e217a6dfe25c9208e9')
  })

  it('hashes the bytes of all other files', () => {
    // printf '{ }' | sha256sum, | sha384sum
    expect(hash('other.json', '{ }')).toBe('257c1be96ae69f4b01c2c69bdb6d78605f59175819fb007d0bf245bf48444c4a')
    expect(hash('other.json', '{ }', 'SHA-384')).toBe(
      '4937bcefd56180165ce90de918af77f5a4031d04499ada4de520592d47dba6d9b216c4e41db6506140ba1e56bb8d1bd9',
    )
  })

  it.each(['MD5', 'SHA-1', 'SHA-224', 'SHA-512-256', 'sha-256', '', '__proto__'])('knows no %s', (algorithm) => {
    expect(hash('policy.wasm', 'x', algorithm)).toBeUndefined()
    expect(hash('policy.wasm', 'x', 'SHA-512')).toHaveLength(128)
  })

  it('has no hash for structured files that are no strict JSON', () => {
    expect(hash('data.json', '{"a":1,"a":1}')).toBeUndefined()
  })
})
