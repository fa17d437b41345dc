import { printable } from '@pawl/setup'
import { stringify } from 'yaml'

const WIDTH = 110

const STYLE = { lineWidth: 0, blockQuote: false, collectionStyle: 'flow' } as const
const QUOTED = {
  defaultStringType: 'QUOTE_DOUBLE',
  defaultKeyType: 'PLAIN',
  doubleQuotedMinMultiLineLength: 1e9,
} as const
const NOT_ASCII = /[^ -~]/gu

/** A value on one line: `{ field: a, in: [b, c] }`. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return scalar(value)
  const members = Object.entries(value).map(([key, member]) => `${scalar(key)}: ${inline(member)}`)
  return `{ ${members.join(', ')} }`
}

/**
 * As the YAML library writes it between braces: whatever could be read as structure is quoted there. Everything beyond ASCII is an escape, so that nobody
 * is asked to trust a name that only looks like another.
 */
function scalar(value: unknown): string {
  const plain = stringify({ v: value }, STYLE).slice(0, -1)
  const text = plain.search(NOT_ASCII) < 0 ? plain : stringify({ v: value }, { ...STYLE, ...QUOTED }).slice(0, -1)
  return text.replaceAll(NOT_ASCII, escaped).slice('{ v: '.length, -' }'.length)
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
}

export function entry(key: string, value: unknown): string {
  return `${key}: ${inline(value)}`
}

/** A list on one line, or an item a line where that would be long. */
export function listEntry(key: string, values: readonly string[]): readonly string[] {
  const line = entry(key, values)
  return line.length <= WIDTH ? [line] : [`${key}:`, ...values.map((value) => `  - ${inline(value)}`)]
}

/**
 * Text for people, wrapped, its later lines as far in as its first. Names and identities of others stand in it: no character of theirs ends the comment or
 * turns it around.
 */
export function comment(text: string): readonly string[] {
  const start = `#${' '.repeat(1 + text.search(/\S|$/))}`
  const lines: string[] = []
  let line = start
  for (const word of visible(text.trimStart()).split(' ')) {
    if (line !== start && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = start
    }
    line = line === start ? `${start}${word}` : `${line} ${word}`
  }
  return [...lines, line]
}

/** For a comment: a letter of another alphabet shows as what it is, like everything that cannot be seen. */
function visible(text: string): string {
  return printable(text).replaceAll(NOT_ASCII, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

/** A line and what there is to say about it: behind it where there is room, else above it. */
export function explained(line: string, why: string): readonly string[] {
  if (why === '') return [line]
  const behind = `${line}  # ${visible(why)}`
  return behind.length <= WIDTH ? [behind] : [...comment(why), line]
}

export function indented(by: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`))
}

/** A block as an item of a list. */
export function item(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !line.startsWith('#'))
  return lines.map((line, index) => {
    if (index < first) return line
    return index === first ? `- ${line}` : `  ${line}`
  })
}

/** A line that is only offered, and what there is to say about it. */
export function offered(line: string, why: string): readonly string[] {
  const lines = explained(line, why)
  return [...lines.slice(0, -1), ...commentedOut(lines.slice(-1))]
}

/** With an empty line between the blocks. */
export function spaced(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]))
}

/** Lines that a person may take in by deleting `# ` in front of them. */
export function commentedOut(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '#' : `# ${line}`))
}

/** `1 image`, `2 images`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
