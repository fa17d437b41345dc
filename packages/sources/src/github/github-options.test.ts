import { Fault } from '@pawl/core'
import { describe, expect, it } from 'vitest'
import { githubApi, githubPlace, isGithubName } from './github-options.ts'

function codeOf(read: () => unknown): string {
  try {
    return `read: ${JSON.stringify(read())}`
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.code
  }
}

describe('a place at GitHub', () => {
  it.each([
    ['github:acme', 'acme', undefined],
    ['github:acme/app', 'acme', 'app'],
    ['github:Acme-1_corp/.github', 'Acme-1_corp', '.github'],
    ['github:a/..a', 'a', '..a'],
  ])('is %s', (text, owner, repository) => {
    expect(githubPlace(text)).toEqual({ owner, repository })
  })

  it.each([
    'github:',
    'github:/app',
    'github:acme/',
    'github:acme/app/more',
    'github:acme/..',
    'github:acme/.',
    'github:../app',
    'github:acme/app?x',
    'github:acme/app#x',
    'github:acme/a%2fb',
    'github:acme /app',
    'github:acme@evil/app',
    'github://evil.example/app',
    'acme/app',
    'GitHub:acme/app',
  ])('is not %s: reference-invalid', (text) => {
    expect(codeOf(() => githubPlace(text))).toBe('reference-invalid')
  })

  it('is told from a path by how it begins', () => {
    expect(['github:acme', 'github:', './github:acme', 'github', ''].map(isGithubName)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('the API of GitHub', () => {
  it.each([
    ['https://api.github.com', 'https://api.github.com/'],
    ['https://ghe.example/api/v3/', 'https://ghe.example/api/v3'],
    ['https://ghe.example:8443', 'https://ghe.example:8443/'],
  ])('is %s', (text, href) => {
    expect(githubApi(text).href).toBe(href)
  })

  it.each([
    'http://api.github.com',
    'api.github.com',
    'https://user@ghe.example',
    'https://user:secret@ghe.example',
    'https://:secret@ghe.example',
    'https://ghe.example/?a=b',
    'https://ghe.example/#a',
    'file:///etc/passwd',
    '',
  ])('is not %s: reference-invalid', (text) => {
    expect(codeOf(() => githubApi(text))).toBe('reference-invalid')
  })
})
