import type { ErrorCode } from 'yaml'

/** What is wrong with the writing of a file, and what to do. In words of ours: those of the parser quote the file. */
const WORDS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias cannot have more beside it: aliases are not read here, write the value out',
  BAD_ALIAS:
    'an alias that cannot be read: aliases are not read here, write the value out, or put text with * in quotes',
  BAD_COLLECTION_TYPE: 'this tag is not for such a value: leave the tag out',
  BAD_DIRECTIVE: 'this directive cannot be read: leave the line out',
  BAD_DQ_ESCAPE: 'this escape does not exist in double quotes: write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'the indentation is wrong: align the line with the others of its list or its members, with spaces',
  BAD_PROP_ORDER: 'an anchor or a tag stands in the wrong place: leave it out',
  BAD_SCALAR_START: 'text cannot begin with this character: put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'members cannot begin on the line of another member: begin a new line, indented further',
  BLOCK_IN_FLOW: 'a list or members of several lines cannot stand within [ ] or { }: write them with commas',
  DUPLICATE_KEY: 'the member stands twice: which one counts would be a guess, remove one',
  IMPOSSIBLE: 'this cannot be read: write it more simply',
  KEY_OVER_1024_CHARS: 'the name of a member is longer than 1,024 characters: is a colon or a line break missing?',
  MISSING_CHAR: 'something is missing here: a closing quote, bracket or brace, a comma, or the space after a colon',
  MULTILINE_IMPLICIT_KEY: 'a name goes over several lines: is a colon, a quote or the indentation missing?',
  MULTIPLE_ANCHORS: 'two anchors: leave both out',
  MULTIPLE_DOCS: 'a second document begins: write one policy or configuration in each file',
  MULTIPLE_TAGS: 'two tags: leave both out',
  NON_STRING_KEY: 'the name of a member is no text: put it in quotes',
  RESOURCE_EXHAUSTION: 'this is nested too deeply to be read: write it flatter',
  TAB_AS_INDENT: 'a tab in the indentation: write spaces',
  TAG_RESOLVE_FAILED: 'this tag means nothing here: leave it out, and put text that begins with ! in quotes',
  UNEXPECTED_TOKEN: 'this cannot stand here: is a bracket, a quote or a comma too many, or the indentation wrong?',
}

/** Where one code stands for two slips: how the parser's own words begin. */
const FINER: readonly (readonly [begins: string, words: string])[] = [
  ['Sequence item without', WORDS.BAD_INDENT],
  ['Flow ', 'a bracket or brace is not closed before this line: write ] or } at its end, or indent this line further'],
  ['Missing closing', 'a quote is not closed before this: write the closing one'],
]

export function yamlWords({ code, message }: { readonly code: ErrorCode; readonly message: string }): string {
  return FINER.find(([begins]) => message.startsWith(begins))?.[1] ?? WORDS[code]
}

/** Mistakes behind which the parser still knows where it is. After any other it guesses, and what it says next helps nobody. */
export const ALONE: readonly ErrorCode[] = ['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'BAD_ALIAS', 'BAD_DQ_ESCAPE']
