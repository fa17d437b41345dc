import { describe, expect, it } from 'vitest'
import { InstancePool } from './instance-pool.ts'

const DOCUMENT = new ArrayBuffer(0)

/** Which instances answered, by their number in the order in which they were made. */
function poolOf(evaluate: () => void, restored: boolean): { readonly pool: InstancePool; readonly made: string[] } {
  const made: string[] = []
  const pool = new InstancePool((data) => {
    const number = made.push(new TextDecoder().decode(data))
    return {
      evaluate: () => {
        evaluate()
        return number
      },
      restore: () => restored,
    }
  })
  return { pool, made }
}

const nothing = (): void => undefined

describe('InstancePool', () => {
  it('uses an instance again for the same profile, and another one for another', () => {
    const { pool, made } = poolOf(nothing, true)
    expect(['a', 'b', 'a', 'b'].map((data) => pool.run(DOCUMENT, data))).toStrictEqual([1, 2, 1, 2])
    expect(made).toStrictEqual(['a', 'b'])
  })

  it('never uses an instance again whose memory could not be restored', () => {
    const { pool } = poolOf(nothing, false)
    expect([pool.run(DOCUMENT, 'a'), pool.run(DOCUMENT, 'a')]).toStrictEqual([1, 2])
  })

  it('never uses an instance again that threw', () => {
    let fails = false
    const { pool } = poolOf(() => {
      if (fails) throw new RangeError('memory')
    }, true)
    expect(pool.run(DOCUMENT, 'a')).toBe(1)
    fails = true
    expect(() => pool.run(DOCUMENT, 'a')).toThrow(RangeError)
    fails = false
    expect(pool.run(DOCUMENT, 'a')).toBe(2)
  })

  it('keeps four, and forgets what was not used for longest', () => {
    const { pool, made } = poolOf(nothing, true)
    for (const data of ['a', 'b', 'c', 'd', 'a', 'e']) pool.run(DOCUMENT, data)
    expect(made).toStrictEqual(['a', 'b', 'c', 'd', 'e'])
    for (const data of ['a', 'c', 'd', 'e']) pool.run(DOCUMENT, data)
    expect(made).toHaveLength(5)
    pool.run(DOCUMENT, 'b')
    expect(made).toHaveLength(6)
  })
})
