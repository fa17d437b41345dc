import { describe, expect, it } from 'vitest'
import { ALLOW_LINES, allowLinesOf } from './allow-sites.ts'
import { productionFiles } from './source-tree.ts'

const text = ({ path, line }: { readonly path: string; readonly line: string }): string => `${path}: ${line}`

describe('allow sites', () => {
  it('are two, and every other line that names allow is listed with what it does', () => {
    expect(productionFiles().flatMap(allowLinesOf).map(text).toSorted()).toEqual(ALLOW_LINES.map(text).toSorted())
  })

  it('are one in the evaluator and one in the decoder', () => {
    expect(ALLOW_LINES.filter(({ role }) => role === 'says allow').map(({ path }) => path)).toEqual([
      'packages/policy/src/evaluation/verdict.ts',
      'packages/opa/src/decode-answer.ts',
    ])
  })
})

describe('the rule of allow sites', () => {
  it.each([
    "return { decision: 'allow' }",
    'return { allow: true, unmet: [], expiresAt }',
    "return { ['allow']: true }",
    'return { decision: `allow` }',
    'outcome.allow = true',
    "const verdict = 'ALLOW'.toLowerCase()",
    'return { admit: true }',
    'const allow = true; return { allow }',
  ])('finds the line in %s', (line) => {
    const path = 'packages/sources/src/a.ts'
    expect(allowLinesOf({ path, text: `function a() {\n  ${line} // why\n}\n` })).toEqual([
      { path, line: `${line} // why` },
    ])
  })

  it('finds a second site when the line is a copy of a listed one', () => {
    const path = 'packages/opa/src/decode-answer.ts'
    const line = "return { allow: true, unmet: [], expiresAt: result['expiresAt'] }"
    const copied = allowLinesOf({ path, text: `function a() {\n${line}\n}\nfunction b() {\n${line}\n}` })
    expect(copied).toHaveLength(2)
  })

  it('finds nothing in comments and in other words', () => {
    const code = "// allow\nconst allowed = 'allowed to allow nothing'\n/** 'allow' */ const disallow = 1"
    expect(allowLinesOf({ path: 'packages/core/src/a.ts', text: code })).toEqual([])
  })
})
