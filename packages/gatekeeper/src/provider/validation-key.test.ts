import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseValidationKey } from './validation-key.ts'

const KEY = '["pawl.dev/gatekeeper/v1","decision","production","ghcr.io/acme/app:1"]'

describe('parseValidationKey', () => {
  it('reads what a template asks', () => {
    expect(parseValidationKey(KEY)).toStrictEqual({
      key: KEY,
      asks: 'decision',
      profile: 'production',
      reference: 'ghcr.io/acme/app:1',
    })
    expect(parseValidationKey(KEY.replace('decision', 'document'))).toMatchObject({ asks: 'document' })
  })

  it('refuses when one of the four is another', () => {
    const others = [
      KEY.replace('v1', 'v2'),
      KEY.replace('decision', 'Decision'),
      KEY.replace('decision', ''),
      KEY.replace('production', ''),
      KEY.replace('ghcr.io/acme/app:1', ''),
    ]
    for (const other of others) expect(parseValidationKey(other)).toBeUndefined()
  })

  it('refuses when it is no list of exactly four strings', () => {
    const schema = 'pawl.dev/gatekeeper/v1'
    const others: readonly unknown[] = [
      [schema, 'decision', 'production'],
      [schema, 'decision', 'production', 'a', 'b'],
      [schema, 'decision', 'production', ['a']],
      [schema, 'decision', 1, 'a'],
      [schema, 'decision', null, 'a'],
      [[schema, 'decision', 'production', 'a']],
      { 0: schema, 1: 'decision', 2: 'production', 3: 'a', length: 4 },
      { schema, asks: 'decision', profile: 'production', reference: 'a' },
      'ghcr.io/acme/app:1',
      null,
      [],
    ]
    for (const other of others) expect(parseValidationKey(JSON.stringify(other))).toBeUndefined()
  })

  it('refuses what is no JSON, and what comes after it', () => {
    const others = ['', ' ', 'ghcr.io/acme/app:1', `${KEY}]`, `${KEY} x`, KEY.slice(1), KEY.slice(0, -1), `'${KEY}'`]
    for (const other of others) expect(parseValidationKey(other)).toBeUndefined()
  })

  it('refuses one that is longer than 4096 characters, without reading it', () => {
    const long = (count: number) => KEY.replace('app:1', 'a'.repeat(count - KEY.length + 5))
    expect(long(4096)).toHaveLength(4096)
    expect(parseValidationKey(long(4096))).toBeDefined()
    expect(parseValidationKey(long(4097))).toBeUndefined()
    expect(parseValidationKey('['.repeat(5_000_000))).toBeUndefined()
    expect(parseValidationKey('['.repeat(4096))).toBeUndefined()
  })

  it('reads any reference as itself, and never as another profile', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('","x', '\\', '\ud800', '\u2028'),
    )
    fc.assert(
      fc.property(text, text, (profile, reference) => {
        const key = JSON.stringify(['pawl.dev/gatekeeper/v1', 'document', profile, reference])
        expect(parseValidationKey(key)).toStrictEqual({ key, asks: 'document', profile, reference })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(parseValidationKey(text)).toBeUndefined()
      }),
    )
  })
})
