import { describe, expect, it } from 'vitest'
import { goesWithoutProxy } from './no-proxy.ts'

const goes = (url: string, ...none: readonly string[]): boolean => goesWithoutProxy(new URL(url), none)

describe('goesWithoutProxy', () => {
  it.each([
    ['https://ghcr.io/', '*'],
    ['https://ghcr.io/', 'ghcr.io'],
    ['https://ghcr.io/', ' GHCR.io '],
    ['https://a.corp/', 'corp'],
    ['https://a.corp/', '.corp'],
    ['https://a.corp/', '*.corp'],
    ['https://a.corp:8443/', 'a.corp:8443'],
    ['https://a.corp/', 'a.corp:443'],
    ['http://a.corp/', 'a.corp:80'],
    ['https://[::1]:5000/', '[::1]'],
  ])('is so for %s with %j', (url, entry) => {
    expect(goes(url, 'other.test', entry)).toBe(true)
  })

  it.each([
    ['https://ghcr.io/', 'evil-ghcr.io'],
    ['https://evil-ghcr.io/', 'ghcr.io'],
    ['https://ghcr.io.evil/', 'ghcr.io'],
    ['https://a.corp/', 'a.corp:8443'],
    ['https://a.corp/', ''],
    ['https://a.corp/', '.'],
    ['https://a.corp/', '**'],
  ])('is not so for %s with %j', (url, entry) => {
    expect(goes(url, entry)).toBe(false)
  })
})
