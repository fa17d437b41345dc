import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { guardedLookup, isBlockedLiteral, type Resolve } from './guarded-connector.ts'

/** Answers one list after the other, and the last one from then on. */
function answering(...answers: readonly (readonly string[])[]): Resolve {
  let turn = 0
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(turn, answers.length - 1)] ?? []
    turn += 1
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

function look(resolve: Resolve, all: boolean): Promise<unknown> {
  return new Promise((done) => {
    guardedLookup(resolve)('host.test', { all }, (error, address) => done(error === null ? address : error.code))
  })
}

describe('guardedLookup', () => {
  it.each([true, false])('gives what is public, in both forms (all: %s)', async (all) => {
    const found = await look(answering(['8.8.8.8', '2606:4700::1']), all)
    expect(found).toEqual(
      all
        ? [
            { address: '8.8.8.8', family: 4 },
            { address: '2606:4700::1', family: 6 },
          ]
        : '8.8.8.8',
    )
  })

  it.each([[['10.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['::ffff:10.0.0.1']], [[]]])(
    'gives nothing where one of %j is not public (C83)',
    async (addresses) => {
      for (const all of [true, false]) expect(await look(answering(addresses), all)).toBe('ADDRESS_BLOCKED')
    },
  )

  it('checks each connection for itself: a name that moves gains nothing (C83)', async () => {
    const resolve = answering(['8.8.8.8'], ['169.254.169.254'])
    expect(await look(resolve, false)).toBe('8.8.8.8')
    expect(await look(resolve, false)).toBe('ADDRESS_BLOCKED')
  })

  it('says what the look-up said where it failed', async () => {
    const failing: Resolve = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    expect(await look(failing, true)).toBe('ENOTFOUND')
  })
})

describe('isBlockedLiteral', () => {
  it('reads addresses as URLs write them, and no names', () => {
    expect(['127.0.0.1', '[::1]', '[::ffff:a00:1]'].map(isBlockedLiteral)).toEqual([true, true, true])
    expect(['8.8.8.8', '[2606:4700::1]', 'localhost', 'ghcr.io'].map(isBlockedLiteral)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
