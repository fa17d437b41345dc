/** What the key of a condition asks about. Paths are members of the predicate, as Kyverno puts it into the context. */
export type ConditionKey =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'age'; readonly path: readonly string[] }
  | { readonly kind: 'regex' }
  | { readonly kind: 'other' }

const MAX_LENGTH = 1024
/** JMESPath identifiers with dots between, nothing else of it. */
const NAME = String.raw`(?:[A-Za-z_][A-Za-z0-9_]*|"[^"\\]+")`
const PATH = new RegExp(`^${NAME}(?:\\.${NAME})*$`)
const WHOLE = /^\{\{(.*)\}\}$/s
/** The time that has passed since another, until now. */
const AGE = /^time_since\(\s*''\s*,\s*(?:'\s*\{\{([^{}]*)\}\}\s*'|([^',(){}]+))\s*,\s*''\s*\)$/
const REGEX = /^regex_match\s*\(/

/** Words that mean something else than a member of the predicate, whatever the predicate holds. */
const NOT_PREDICATE = [
  'request',
  'images',
  'element',
  'elementIndex',
  'target',
  'serviceAccountName',
  'serviceAccountNamespace',
]

/** `{{ scanner.uri }}`, or the age of a time. `others` are names that the rule gives to something else. */
export function readKey(key: unknown, others: ReadonlySet<string>): ConditionKey {
  if (typeof key !== 'string' || key.length > MAX_LENGTH) return { kind: 'other' }
  const inside = WHOLE.exec(key.trim())?.[1]?.trim()
  if (inside === undefined) return { kind: 'other' }
  if (REGEX.test(inside)) return { kind: 'regex' }
  const [, nested, bare] = AGE.exec(inside) ?? []
  const timed = pathOf(nested ?? bare ?? '', others)
  if (timed !== undefined) return { kind: 'age', path: timed }
  const path = pathOf(inside, others)
  return path === undefined ? { kind: 'other' } : { kind: 'path', path }
}

function pathOf(text: string, others: ReadonlySet<string>): readonly string[] | undefined {
  const written = text.trim()
  if (!PATH.test(written)) return undefined
  const path = (written.match(/"[^"]+"|[^."]+/g) ?? []).map((name) => name.replaceAll('"', ''))
  const [first = ''] = path
  return NOT_PREDICATE.includes(first) || others.has(first) ? undefined : path
}
