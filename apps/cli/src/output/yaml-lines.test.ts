import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { comment, commentedOut, explained, inline, item } from './yaml-lines.ts'

const HOSTILE = [
  'a: b',
  'a #b',
  '# a',
  'a\nb: c',
  'a\r\n- b',
  '\u2028a: b',
  '\u0085a',
  '\u202egnp',
  ', b: c }',
  ']',
  "'",
  '"',
  '\\',
  '&a',
  '*a',
  '!!str a',
  '%YAML 1.1',
  '---',
  '...',
  '~',
  'null',
  'true',
  '1',
  '0x1',
  '1e3',
  '',
  ' a ',
  '? a',
  '<<',
  '\u0430cme',
  `${'a'.repeat(60)}\n${'b'.repeat(90)}`,
]

describe('a value on one line', () => {
  it.each(HOSTILE)('is read back as the same text, in a block and between braces: %j', (text) => {
    const line = inline(text)
    expect(line).toMatch(/^[ -~]+$/)
    expect(parse(`a: ${line}\nb: 1\n`)).toEqual({ a: text, b: 1 })
    expect(parse(`- { a: ${line}, b: [${line}] }  # c\n- 2\n`)).toEqual([{ a: text, b: [text] }, 2])
  })

  it('is written as people write it', () => {
    expect(inline({ field: 'passed', equals: true })).toBe('{ field: passed, equals: true }')
    expect(inline(['a', 'b c', 3, '3'])).toBe('[a, b c, 3, "3"]')
    expect(inline('\u0430cme')).toBe('"\\u0430cme"')
  })
})

describe('a comment', () => {
  it.each(HOSTILE)('holds %j and ends where it ends', (text) => {
    for (const lines of [comment(`seen ${text} there`), explained('a: 1', `seen ${text}`)]) {
      expect(lines.join('\n')).toMatch(/^[\n -~]*$/)
      expect(parse(lines.join('\n'))).toEqual(lines.includes('a: 1') || lines[0]?.startsWith('a: 1') ? { a: 1 } : null)
    }
  })

  it('is wrapped, as far in as it begins', () => {
    expect(comment(`  ${'word '.repeat(30)}end`)).toEqual([
      `#   ${'word '.repeat(20)}word`,
      `#   ${'word '.repeat(8)}word end`,
    ])
  })
})

describe('an item', () => {
  it('has its comments above it, and is itself again when its marks are taken away', () => {
    const lines = item(['# why', 'a: 1', 'b: 2'])
    expect(lines).toEqual(['# why', '- a: 1', '  b: 2'])
    expect(parse(commentedOut(lines).join('\n'))).toBe(null)
    expect(
      parse(
        commentedOut(lines)
          .map((line) => line.replace('# ', ''))
          .join('\n'),
      ),
    ).toEqual([{ a: 1, b: 2 }])
  })
})
