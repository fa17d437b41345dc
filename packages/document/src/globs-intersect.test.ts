import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globMatches } from './glob.ts'
import { globsIntersect } from './globs-intersect.ts'

describe('globsIntersect', () => {
  it.each([
    ['a', 'a'],
    ['*', ''],
    ['*', 'a'],
    ['a*', '*a'],
    ['**', 'a/b'],
    ['*/*', '**'],
    ['a/**/b', 'a/*/b'],
    ['https://github.com/acme/*/.github/workflows/release.yml@refs/heads/main', 'https://github.com/acme/app/**'],
    ['*a*', '*b*'],
    ['**/x', 'x**/x'],
  ])('accepts that %j and %j can match one text', (a, b) => {
    expect(globsIntersect(a, b)).toBe(true)
    expect(globsIntersect(b, a)).toBe(true)
  })

  it.each([
    ['a', 'b'],
    ['*', '/'],
    ['*', 'a/b'],
    ['a*', 'b*'],
    ['*a', '*b'],
    ['*/*', '*'],
    ['a/**/b', 'a/b'],
    ['https://github.com/acme/*', 'https://github.com/acme-evil/*'],
    ['https://github.com/acme/*', 'https://github.com/acme/a/b'],
  ])('rejects that %j and %j can match one text', (a, b) => {
    expect(globsIntersect(a, b)).toBe(false)
    expect(globsIntersect(b, a)).toBe(false)
  })

  // Every text of up to six characters over three letters: brute force, by the matcher that verification uses.
  const short = ['']
  for (const text of short) if (text.length < 6) short.push(`${text}a`, `${text}b`, `${text}/`)
  const glob = fc
    .array(fc.constantFrom('a', 'b', '/', '*', '**'), { maxLength: 3 })
    .map((parts) => parts.join(''))
    .filter((text) => !text.includes('***'))

  it('agrees with brute force over every short text', () => {
    const verdicts: boolean[] = []
    fc.assert(
      fc.property(glob, glob, (a, b) => {
        const found = short.some((text) => globMatches(a, text) && globMatches(b, text))
        verdicts.push(found)
        expect(globsIntersect(a, b)).toBe(found)
      }),
      { numRuns: 1000 },
    )
    const share = verdicts.filter(Boolean).length / verdicts.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  })

  it('answers within a second when both are as long and as starred as may be', () => {
    const started = performance.now()
    expect(globsIntersect(`${'*a'.repeat(127)}b`, `${'**b'.repeat(84)}a`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
