import { globMatches, globToRe2, isGlob } from '@pawl/document'
import { expect, it } from 'vitest'
import { createRandom } from '../generators/prng.ts'
import { CLAIM, GITHUB, payloadOf, sigstore, trustWith, verdict } from './scene.ts'

const bundle = sigstore.bundle({ payload: payloadOf(), identity: GITHUB })

/** `*` without `/`, `**` anything: by a RegExp, which the program never uses. */
const byRegExp = (glob: string, text: string): boolean =>
  new RegExp(globToRe2(glob).replace('(?s)', ''), 's').test(text)

/** Random patterns on random texts: how many match, and where the two ways of matching differ. */
function compared(rounds: number): { readonly matched: number; readonly different: readonly string[] } {
  const random = createRandom(77)
  const written = (signs: string): string =>
    Array.from({ length: random.int(8) }, () => random.pick([...signs]))
      .join('')
      .replaceAll('***', '**')
  const different: string[] = []
  let matched = 0
  for (let round = 0; round < rounds; round += 1) {
    const [glob, text] = [written('ab/**.[!^?').replaceAll('***', '**'), written('ab/.[!^?\n')]
    const found = globMatches(glob, text)
    if (found) matched += 1
    if (found !== byRegExp(glob, text)) different.push(JSON.stringify([glob, text]))
  }
  return { matched, different }
}

it('C77 signs that mean something in other pattern languages', () => {
  const ALIKE: readonly (readonly [glob: string, yes: readonly string[], no: readonly string[]])[] = [
    ['a/*', ['a/b', 'a/'], ['a/b/c', 'a', 'b/a/b']],
    ['a/**', ['a/b', 'a/b/c', 'a/'], ['a', 'b/a/']],
    ['[!a]', ['[!a]'], ['b', 'a', '[^a]']],
    ['[^a]', ['[^a]'], ['b', 'a', '[!a]']],
    ['[a-c]', ['[a-c]'], ['a', 'b', '-']],
    ['!a', ['!a'], ['a', 'b']],
    ['a?c', ['a?c'], ['abc', 'ac']],
    ['{a,b}', ['{a,b}'], ['a', 'b']],
    ['a.c', ['a.c'], ['abc']],
    ['a\\*', ['a\\', 'a\\b'], ['a*', 'ab']],
    ['(a|b)', ['(a|b)'], ['a', 'b']],
    ['a$', ['a$'], ['a']],
    ['^a', ['^a'], ['a']],
    ['a+', ['a+'], ['a', 'aa']],
    ['*.test', ['x.test', '.test'], ['x/y.test', 'x.test\n']],
    ['A', ['A'], ['a']],
  ]
  for (const [glob, yes, no] of ALIKE) {
    for (const text of yes)
      expect([globMatches(glob, text), byRegExp(glob, text)], `${glob} ${text}`).toStrictEqual([true, true])
    for (const text of no)
      expect([globMatches(glob, text), byRegExp(glob, text)], `${glob} ${text}`).toStrictEqual([false, false])
  }
  for (const none of ['', '***', 'a***', 'x'.repeat(257), 'a\n', 1, null])
    expect(isGlob(none), String(none)).toBe(false)
  const { matched, different } = compared(20_000)
  expect(different).toStrictEqual([])
  expect(matched).toBeGreaterThanOrEqual(500)
  // In a trust configuration: a negation is a name that nobody has.
  const identity = (glob: string): string => {
    const keyless = [{ root: 'r', issuer: GITHUB.issuer, identity: glob }]
    return verdict(bundle, { trust: trustWith({ attesters: [{ name: 'ci', keyless, claims: ['provenance'] }] }) })
  }
  expect(identity(GITHUB.san.replace('acme/app', 'acme/*'))).toBe(CLAIM)
  for (const segment of ['[!e]*', '[^e]*', '{app,other}', '???', '!(evil)']) {
    expect(identity(GITHUB.san.replace('acme/app', `acme/${segment}`)), segment).toBe('identity-unknown')
  }
})
