import { globMatches } from '@pawl/document'
import { describe, expect, it } from 'vitest'
import { imagePatterns } from './image-pattern.ts'
import { type Note, placeIn } from './place.ts'

function read(written: unknown): readonly [patterns: readonly string[], codes: readonly string[]] {
  const notes: Note[] = []
  const patterns = imagePatterns(
    written,
    placeIn('p.yaml:1:1', 'x', (note) => void notes.push(note)),
  )
  return [patterns, notes.map(({ code }) => code)]
}

describe('a reference pattern of Kyverno', () => {
  it.each([
    ['ghcr.io/acme/*', ['ghcr.io/acme/**']],
    ['ghcr.io/acme/app:*', ['ghcr.io/acme/app']],
    ['ghcr.io/acme/app*', ['ghcr.io/acme/app**']],
    ['GHCR.io/acme/*', ['ghcr.io/acme/**']],
    ['*', ['**']],
    ['**', ['**']],
    ['*/acme/*', ['**/acme/**']],
    ['*.example.com/app*', ['**.example.com/app**']],
    ['localhost:5000/app*', ['localhost:5000/app**']],
    ['docker.io/acme/*', ['docker.io/acme/**']],
    ['docker.io/nginx:*', ['docker.io/library/nginx']],
    ['index.docker.io/nginx*', ['docker.io/library/nginx**', 'docker.io/nginx**']],
    ['docker.io/*', ['docker.io/**']],
    ['registry.example.com:443/*', ['registry.example.com/**']],
  ])('reads %s as %j: kyverno-images', (written, patterns) => {
    expect(read(written)).toEqual([patterns, ['kyverno-images']])
  })

  it.each([
    ['ghcr.io/acme/app:v1*', ['ghcr.io/acme/app']],
    ['ghcr.io/acme/app:1.0', ['ghcr.io/acme/app']],
    ['ghcr.io/acme/app@sha256:*', ['ghcr.io/acme/app']],
    ['ghcr.io/acme/app', ['ghcr.io/acme/app']],
  ])('drops what %s says about the tag: kyverno-tag', (written, patterns) => {
    expect(read(written)).toEqual([patterns, ['kyverno-tag']])
  })

  it.each([
    'acme/*',
    'nginx',
    'ghcr.io/acme/app?',
    'ghcr.io/{a,b}/*',
    'ghcr.io/[ab]/*',
    '',
    5,
    undefined,
    `ghcr.io/${'a'.repeat(300)}`,
  ])('leaves out %j: kyverno-pattern', (written) => {
    expect(read(written)).toEqual([[], ['kyverno-pattern']])
  })

  it('governs no less than it did: what Kyverno matches, the pattern matches', () => {
    const [[glob = '']] = read('ghcr.io/acme/*')
    for (const repository of ['ghcr.io/acme/app', 'ghcr.io/acme/team/app'])
      expect(globMatches(glob, repository)).toBe(true)
    expect(globMatches(glob, 'ghcr.io/acme-evil/app')).toBe(false)
  })
})
