import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globMatches, globToRe2, isGlob } from './glob.ts'

describe('isGlob', () => {
  it.each(['a', '*', '**', '**a**', '*/*', 'a'.repeat(256), '{}', '[!a]', '?', '!a', '\\*'])('accepts %j', (glob) => {
    expect(isGlob(glob)).toBe(true)
  })

  it.each([
    '',
    '***',
    'a***b',
    '****',
    'a'.repeat(257),
    'a\n',
    '\u0000',
    '\ud800',
    '\u2028',
    1,
    null,
    undefined,
    ['*'],
  ])('rejects %j', (glob) => {
    expect(isGlob(glob)).toBe(false)
  })
})

describe('globMatches', () => {
  it.each([
    ['a', 'a'],
    ['*', ''],
    ['*', 'abc'],
    ['**', ''],
    ['**', 'a/b\nc'],
    ['ghcr.io/acme/**', 'ghcr.io/acme/'],
    ['ghcr.io/acme/**', 'ghcr.io/acme/app/x'],
    ['ghcr.io/*/app', 'ghcr.io/acme/app'],
    ['a/**/b', 'a/x/b'],
    ['a/**/b', 'a/x/y/b'],
    ['a/**/b', 'a//b'],
    ['a*b', 'ab'],
    ['a*b', 'aXb'],
    ['*.*', '.'],
    ['a*b*c', 'a1b2b3c'],
    ['**/*', '/'],
    ['*a*', 'banana'],
    ['a\n*', 'a\nb'],
    ['*', '\n'],
    ['?[a]{b}\\', '?[a]{b}\\'],
    ['**😀', 'x/😀'],
    ['**a*b', 'a/ab'],
    ['**/x/*', 'x/x/x/y'],
  ])('accepts %j for %j', (glob, text) => {
    expect(globMatches(glob, text)).toBe(true)
  })

  it.each([
    ['a', 'A'],
    ['a', 'aa'],
    ['a', ''],
    ['*', '/'],
    ['*', 'a/b'],
    ['a/**/b', 'a/b'],
    ['ghcr.io/acme/**', 'ghcr.io/acme'],
    ['ghcr.io/acme/**', 'ghcr.io/acme-evil/app'],
    ['ghcr.io/acme/**', 'xghcr.io/acme/app'],
    ['ghcr.io/*/app', 'ghcr.io/a/b/app'],
    ['ghcr.io/*/app', 'ghcr.io/acme/app\n'],
    ['ghcr.io/acme', 'ghcr.ioXacme'],
    ['ghcr.io', 'ghcrXio'],
    ['a?', 'ab'],
    ['[ab]', 'a'],
    ['!a', 'b'],
    ['a.*', 'a'],
    ['(a|b)', 'a'],
    ['cafe\u0301', 'caf\u00e9'],
    ['**a*b', 'a/x'],
    ['https://github.com/acme/*', 'https://evil/?https://github.com/acme/app'],
  ])('rejects %j for %j (C42, C77, C85)', (glob, text) => {
    expect(globMatches(glob, text)).toBe(false)
  })

  const glob = fc
    .array(fc.constantFrom('a', 'b', '/', '*', '**', '.', '\n'), { maxLength: 9 })
    .map((parts) => parts.join(''))
    .filter((text) => !text.includes('***'))
  const text = fc.array(fc.constantFrom('a', 'b', '/', '.', '\n'), { maxLength: 9 }).map((parts) => parts.join(''))
  // Half of the texts are grown from the glob, so that a fair share matches.
  const pair = fc.oneof(
    fc.tuple(glob, text),
    fc
      .tuple(glob, text)
      .map(([pattern, fill]): [string, string] => [
        pattern,
        pattern.replaceAll('**', fill.slice(0, 3)).replaceAll('*', fill.replaceAll('/', '').slice(0, 2)),
      ]),
  )

  it('agrees with a matcher by naive recursion, and with RE2 form read by RegExp, on short texts', () => {
    const verdicts: boolean[] = []
    fc.assert(
      fc.property(pair, ([pattern, input]) => {
        const verdict = globMatches(pattern, input)
        verdicts.push(verdict)
        expect(verdict).toBe(matchesNaively(pattern, input))
        expect(verdict).toBe(new RegExp(globToRe2(pattern).replace('(?s)', ''), 's').test(input))
      }),
      { numRuns: 10_000 },
    )
    const share = verdicts.filter(Boolean).length / verdicts.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  })

  it('answers within a second when six stars meet a long text that nearly matches: RegExp took 21', () => {
    const started = performance.now()
    expect(globMatches(`${'**a'.repeat(60)}b`, 'a'.repeat(5000))).toBe(false)
    expect(globMatches(`${'*a'.repeat(60)}b`, 'a'.repeat(5000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('globToRe2', () => {
  it.each([
    ['*', '(?s)^[^/]*$'],
    ['**', '(?s)^.*$'],
    ['ghcr.io/acme/**', '(?s)^ghcr\\.io/acme/.*$'],
    ['https://github.com/acme/*', '(?s)^https://github\\.com/acme/[^/]*$'],
    // The 14 metacharacters; the star among them is never a literal.
    ['\\.+?()[]{}|^$', '(?s)^\\\\\\.\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$$'],
    ['-#&~ \'"<>=!:,/', '(?s)^-#&~ \'"<>=!:,/$'],
  ])('writes %j with everything else escaped', (pattern, re2) => {
    expect(globToRe2(pattern)).toBe(re2)
  })
})

/** Written from the sentence of the model alone: `*` any run without `/`, `**` any run, everything else itself. */
function matchesNaively(glob: string, text: string): boolean {
  if (glob === '') return text === ''
  const star = glob.startsWith('**') ? '**' : glob.startsWith('*') ? '*' : ''
  if (star === '') return text !== '' && text[0] === glob[0] && matchesNaively(glob.slice(1), text.slice(1))
  const rest = glob.slice(star.length)
  for (let taken = 0; taken <= text.length; taken += 1) {
    if (star === '*' && text.slice(0, taken).includes('/')) return false
    if (matchesNaively(rest, text.slice(taken))) return true
  }
  return false
}
