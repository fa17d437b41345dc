import { describe, expect, it } from 'vitest'
import { asRateLimit } from './rate-limit.ts'

const NOW = 1_767_312_000_500
const received = (status: number, headers: Readonly<Record<string, string>>) =>
  asRateLimit({ status, headers, bytes: new Uint8Array(0) }, NOW)
const later = (headers: Readonly<Record<string, string>>): string | undefined =>
  received(403, headers).headers['retry-after']

describe('a rate limit', () => {
  it.each([
    [429, {}],
    [403, { 'x-ratelimit-remaining': '0' }],
    [403, { 'retry-after': '1' }],
  ])('is 429 when it comes as %d with %j', (status, headers) => {
    expect(received(status, headers).status).toBe(429)
  })

  it.each([
    [403, {}],
    [403, { 'x-ratelimit-remaining': '1' }],
    [403, { 'x-ratelimit-remaining': '0, 0' }],
    [401, { 'x-ratelimit-remaining': '0' }],
    [404, { 'retry-after': '1' }],
    [200, { 'x-ratelimit-remaining': '0' }],
  ])('is none as %d with %j', (status, headers) => {
    expect(received(status, headers).status).toBe(status)
  })

  it('ends when it says, or else when GitHub counts anew, in whole seconds and not before', () => {
    expect(later({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767312007', 'retry-after': '3' })).toBe('3')
    expect(later({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767312007' })).toBe('7')
    expect(later({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767311000' })).toBe('0')
    expect(later({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' })).toBe(undefined)
    expect(later({ 'x-ratelimit-remaining': '0' })).toBe(undefined)
  })
})
