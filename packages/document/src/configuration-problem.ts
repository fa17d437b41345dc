import { plainWords } from './plain-words.ts'
import { type ReadAs, unknownMember } from './unknown-member.ts'

/** One thing wrong with a configuration that a person wrote: its place, and what to change. */
export interface ConfigurationProblem {
  /** For example `spec.require[0].where[1].field`. */
  readonly at: string
  readonly message: string
  /** It is the member itself that is wrong, not its value. */
  readonly member?: true
}

/** What of a schema's finding is used here: the shape that zod gives. */
export interface SchemaIssue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
  readonly issues?: readonly SchemaIssue[]
}

/** A schema's findings as places and plain words. */
export function configurationProblems(issues: readonly SchemaIssue[], as: ReadAs): readonly ConfigurationProblem[] {
  // A file of another kind or version: nothing else in it is wrong.
  const other = issues.filter(({ path }) => path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind'))
  const found = (other.length > 0 ? other : issues).map((issue) => problemsOf(issue, as))
  const explained = new Set(found.flatMap((each) => each.explains))
  return found.flatMap((each) => each.problems).filter(({ at, member }) => member === true || !explained.has(at))
}

interface Found {
  readonly problems: readonly ConfigurationProblem[]
  /** Places of which nothing need be said beside: a misspelt member is not missing as well, and its test does not lack an operator. */
  readonly explains: readonly string[]
}

function problemsOf({ code, path, message, keys = [], issues = [] }: SchemaIssue, as: ReadAs): Found {
  if (code === 'unrecognized_keys') {
    const members = keys.map((key) => ({ at: place([...path, key]), ...unknownMember(key, path, as) }))
    const meant = members.flatMap((each) => (each.meant === undefined ? [] : [place([...path, each.meant])]))
    return {
      problems: members.map(({ at, message: words }) => ({ at, message: words, member: true })),
      explains: [place(path), ...meant],
    }
  }
  const [inner] = issues
  // The name of an entry: what is wrong with it stands one level deeper.
  if (code === 'invalid_key' && inner !== undefined)
    return { problems: [{ at: place(path), message: inner.message, member: true }], explains: [] }
  return { problems: [{ at: place(path), message: plainWords(message) }], explains: [] }
}

/** Members that are no plain word are quoted and escaped: they are the operator's, and may hold anything. */
function place(path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, part) => {
    if (typeof part === 'number') return `${at}[${part}]`
    const word = /^[A-Za-z][A-Za-z0-9]*$/.test(String(part)) ? String(part) : JSON.stringify(String(part))
    return at === '' ? word : `${at}.${word}`
  }, '')
}
