import { describe, expect, it } from 'vitest'
import { formatInstant, isTime, parseDuration, parseInstant } from './time.ts'

describe('isTime', () => {
  it.each([0, 1, 1_763_812_800, 253_402_300_799])('accepts an integer from 0 to the year 9999: %s', (value) => {
    expect(isTime(value)).toBe(true)
  })

  it.each([
    -1,
    253_402_300_800,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    '0',
    0n,
    null,
    undefined,
    true,
    [],
  ])('rejects what is no such integer: %s', (value) => {
    expect(isTime(value)).toBe(false)
  })
})

describe('parseDuration', () => {
  // 100 years are 36,525 days: 3,155,760,000 seconds.
  it.each([
    ['1s', 1],
    ['59s', 59],
    ['1m', 60],
    ['24h', 86_400],
    ['180d', 15_552_000],
    ['2w', 1_209_600],
    ['999999999s', 999_999_999],
    ['52596000m', 3_155_760_000],
    ['876600h', 3_155_760_000],
    ['36525d', 3_155_760_000],
    ['5217w', 3_155_241_600],
  ])('accepts %s when it is at most 100 years', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  it.each(['52596001m', '876601h', '36526d', '5218w', '999999999w'])('rejects %s when it is over 100 years', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it.each([
    ...[
      '',
      '0s',
      '01s',
      '1',
      's',
      '-1s',
      '+1s',
      '1.5h',
      '1e3s',
      '1 h',
      ' 1h',
      '1h ',
      '1h\n',
      '1H',
      '1y',
      '1ms',
      '1h30m',
    ],
    ...['1000000000s', '٣s', 'unlimited', 'P1D', '1_000s'],
  ])('rejects %j when it is not spelt as a duration', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T00:00:01Z', 1],
    ['2000-02-29T00:00:00Z', 951_782_400],
    ['2024-02-29T23:59:59Z', 1_709_251_199],
    ['2026-01-01T00:00:00Z', 1_767_225_600],
    ['2026-12-31T23:59:59Z', 1_798_761_599],
    ['9999-12-31T23:59:59Z', 253_402_300_799],
  ])('accepts %s when that second exists', (text, seconds) => {
    expect(parseInstant(text)).toBe(seconds)
    expect(formatInstant(seconds)).toBe(text)
  })

  it.each([
    ['a day that does not exist', '2026-02-30T00:00:00Z'],
    ['29 February of no leap year', '2026-02-29T00:00:00Z'],
    ['29 February of 1900, divided by 100', '2100-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['a leap second', '2026-06-30T23:59:60Z'],
    ['a leap second that was', '2016-12-31T23:59:60Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['minute 60', '2026-01-01T00:60:00Z'],
    ['before the epoch', '1969-12-31T23:59:59Z'],
    ['year 0', '0000-01-01T00:00:00Z'],
    ['year 99, which is not 1999', '0099-01-01T00:00:00Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['year 10000', '10000-01-01T00:00:00Z'],
    ['an expanded year', '+002026-01-01T00:00:00Z'],
    ['local time', '2026-01-01T00:00:00'],
    ['an offset', '2026-01-01T00:00:00+00:00'],
    ['another offset', '2026-01-01T01:00:00+01:00'],
    ['a lower-case z', '2026-01-01T00:00:00z'],
    ['a lower-case t', '2026-01-01t00:00:00Z'],
    ['a space', '2026-01-01 00:00:00Z'],
    ['a fraction', '2026-01-01T00:00:00.0Z'],
    ['a fraction with a comma', '2026-01-01T00:00:00,5Z'],
    ['no seconds', '2026-01-01T00:00Z'],
    ['no time', '2026-01-01'],
    ['a newline behind it', '2026-01-01T00:00:00Z\n'],
    ['a space before it', ' 2026-01-01T00:00:00Z'],
    ['digits of another script', '２０２６-01-01T00:00:00Z'],
    ['a number', '1767225600'],
    ['nothing', ''],
  ])('rejects %s (C109)', (_, text) => {
    expect(parseInstant(text)).toBeUndefined()
  })
})
