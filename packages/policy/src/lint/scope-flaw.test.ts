import { globMatches } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { openEndedName } from './open-ended-name.ts'
import { scopeFlaw } from './scope-flaw.ts'

/** Every part of a name, in turn, as one star and as two. */
function patternsOf(name: string): readonly string[] {
  const ends = Array.from({ length: name.length + 1 }, (_, index) => index)
  const parts = ends.flatMap((from) => ends.filter((to) => to >= from).map((to) => [from, to] as const))
  return parts.flatMap(([from, to]) => ['*', '**'].map((star) => `${name.slice(0, from)}${star}${name.slice(to)}`))
}

describe('a pattern that can match no canonical repository', () => {
  it.each([
    ['/acme/app', 'empty-segment'],
    ['ghcr.io/acme/', 'empty-segment'],
    ['ghcr.io//app', 'empty-segment'],
    ['acme/app', 'no-host'],
    ['acme/**', 'no-host'],
    ['ghcr.io:443/acme/app', 'port'],
    ['localhost:443/acme/app', 'port'],
    ['docker.io/app', 'docker-library'],
    ['docker.io/*', 'docker-library'],
    ['index.docker.io/library/app', 'docker-alias'],
    ['registry-1.docker.io/**', 'docker-alias'],
    ['ghcr.io/acme/-app', 'character'],
    ['ghcr.io./acme/app', 'character'],
  ])('%s: %s', (pattern, flaw) => expect(scopeFlaw(pattern)).toBe(flaw))

  it.each([
    '**',
    '*/**',
    'ghcr.io/**',
    'ghcr.io/acme/app',
    'ghcr.io/acme/a_b.c--d',
    'docker.io/library/app',
    'docker.io/**',
    'docker.io/acme/*',
    'localhost/app',
    'localhost:5000/app',
    'registry:5000/app',
    'registry:443/app',
    '10.0.0.1:5000/**',
    '*:5000/app',
    '*.example.com/app',
    'local/**',
    'local/a..b',
    '*/a..b',
    'ghcr**',
    '**/app',
    'acme**',
  ])('is not said of %s', (pattern) => expect(scopeFlaw(pattern)).toBeUndefined())

  it('is never said of one that matches a repository: stars put anywhere into names that core writes', () => {
    const names = [
      'ghcr.io/acme/app',
      'docker.io/library/app',
      'localhost:5000/a/b',
      'r:443/x',
      'local/a..b',
      'a.b/c-d/e_f',
    ]
    for (const name of names)
      for (const pattern of patternsOf(name).filter((each) => globMatches(each, name)))
        expect(scopeFlaw(pattern), pattern).toBeUndefined()
  })
})

describe('a name that a pattern leaves open', () => {
  it.each([
    ['ghcr.io/acme*', 'ghcr.io/acme'],
    ['ghcr.io/acme/app*', 'ghcr.io/acme/app'],
    ['ghcr.io/acme**', 'ghcr.io/acme'],
    ['ghcr.io/acme*/app', 'ghcr.io/acme'],
    ['ghcr.io/acme/*', undefined],
    ['ghcr.io/acme/**', undefined],
    ['ghcr.io/acme/app-*', undefined],
    ['*.example.com/app', undefined],
    ['ghcr.io/*-dev/app', undefined],
  ])('%s: %s', (pattern, name) => expect(openEndedName(pattern)).toBe(name))
})
