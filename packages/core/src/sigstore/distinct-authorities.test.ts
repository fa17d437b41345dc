import { describe, expect, it } from 'vitest'
import { countDistinct } from './distinct-authorities.ts'

const by = (keyId: string, operator?: string) => ({ keyId, operator })

describe('countDistinct', () => {
  it.each([
    ['nobody', [], 0],
    ['one', [by('a')], 1],
    ['one key twice (C33)', [by('a'), by('a')], 1],
    ['two keys', [by('a'), by('b')], 2],
    ['two keys of one operator', [by('a', 'x'), by('b', 'x')], 1],
    ['two keys of two operators', [by('a', 'x'), by('b', 'y')], 2],
    ['one key that two operators list', [by('a', 'x'), by('a', 'y')], 1],
    ['two keys of one operator and a third of nobody', [by('a', 'x'), by('b', 'x'), by('c')], 2],
    ['an operator who is called like a key', [by('a'), by('b', 'a'), by('c', '["a"]')], 3],
  ])('counts %s', (_, vouchers, count) => expect(countDistinct(vouchers)).toBe(count))
})
