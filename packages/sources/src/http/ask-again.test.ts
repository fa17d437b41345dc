import { describe, expect, it } from 'vitest'
import { askAgain, retryAfter } from './ask-again.ts'
import type { Received } from './exchange.ts'

const answer = (status: number, header?: string): Received => ({
  status,
  headers: header === undefined ? {} : { 'retry-after': header },
  bytes: new Uint8Array(0),
})

/** What it comes to, and how often was asked. */
async function asked(answers: readonly Received[], timeLeft: number): Promise<readonly [unknown, number]> {
  let times = 0
  const received = await askAgain(
    () => {
      const next = answers[Math.min(times, answers.length - 1)] ?? answer(500)
      times += 1
      return Promise.resolve(next)
    },
    () => timeLeft,
  )
  return ['status' in received ? received.status : received.code, times]
}

describe('askAgain', () => {
  it('asks again when it is told to, and takes what then comes', async () => {
    expect(await asked([answer(429, '0'), answer(200)], 1000)).toEqual([200, 2])
    expect(await asked([answer(503, '0'), answer(503, '0'), answer(200)], 1000)).toEqual([200, 3])
  })

  it('asks at most three times (C65)', async () => {
    expect(await asked([answer(429, '0')], 1000)).toEqual([429, 3])
  })

  it('does not wait beyond the deadline, nor for anything else', async () => {
    expect(await asked([answer(429, '2'), answer(200)], 1999)).toEqual([429, 1])
    expect(await asked([answer(429, '999999999'), answer(200)], Number.MAX_VALUE)).toEqual([429, 1])
    expect(await asked([answer(503), answer(200)], 499)).toEqual([503, 1])
    expect(await asked([answer(500), answer(200)], 1000)).toEqual([500, 1])
    expect(await asked([answer(429, '0'), answer(200)], Number.NaN)).toEqual([429, 1])
  })
})

describe('retryAfter', () => {
  it.each([
    ['5', 5000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['Thu, 01 Jan 2025 00:00:00 GMT', 0],
    ['31', Number.POSITIVE_INFINITY],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %s milliseconds', (header, expected) => {
    const found = retryAfter(header, Date.UTC(2026, 0, 1))
    // A number below zero is a date in the past to the reader of dates.
    expect(header === '-1' ? undefined : found).toBe(expected)
  })
})
