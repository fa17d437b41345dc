import { knownMembers } from './known-members.ts'
import { nearestWord } from './nearest-word.ts'

/** One thing wrong with a configuration that a person wrote: its place, and what to change. */
export interface ConfigurationProblem {
  /** For example `spec.require[0].where[1].field`. */
  readonly at: string
  readonly message: string
}

/** What of a schema's finding is used here: the shape that zod gives. */
export interface SchemaIssue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

/** A schema's findings as places and plain words. `schema` is the JSON Schema that names the members which are known. */
export function configurationProblems(
  issues: readonly SchemaIssue[],
  schema: unknown,
): readonly ConfigurationProblem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? (issue.keys ?? []).map((key) => ({
          at: place([...issue.path, key]),
          message: unknown(key, knownMembers(schema, issue.path)),
        }))
      : [{ at: place(issue.path), message: plain(issue.message) }],
  )
}

/** Only words of our own are said: what was written stands at the place that is named. */
function unknown(written: string, members: readonly string[]): string {
  const meant = nearestWord(written, members)
  const known = members.length > 0 ? `; known are ${members.join(', ')}` : ''
  return `is not a member that is known here${meant === undefined ? known : `, did you mean ${meant}?`}`
}

function plain(words: string): string {
  if (words.endsWith('received undefined')) return 'is missing'
  const message = words.replace(/^Invalid input: /, '')
  return message.charAt(0).toLowerCase() + message.slice(1)
}

/** Members that are no plain word are quoted and escaped: they are the operator's, and may hold anything. */
function place(path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, part) => {
    if (typeof part === 'number') return `${at}[${part}]`
    const word = /^[A-Za-z][A-Za-z0-9]*$/.test(String(part)) ? String(part) : JSON.stringify(String(part))
    return at === '' ? word : `${at}.${word}`
  }, '')
}
