/** Looks into values of others: only own members, and `undefined` for whatever is not of the shape asked for. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const name of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, name)) return undefined
    at = Reflect.get(at, name)
  }
  return at
}

export function textOf(value: unknown, ...path: readonly string[]): string | undefined {
  const found = member(value, ...path)
  return typeof found === 'string' ? found : undefined
}

export function numberOf(value: unknown, ...path: readonly string[]): number | undefined {
  const found = member(value, ...path)
  return typeof found === 'number' ? found : undefined
}

/** An empty list where there is none. */
export function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = member(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The texts of a list. What is no text matches nothing, as in the API server. */
export function textsOf(value: unknown, ...path: readonly string[]): readonly string[] {
  return listOf(value, ...path).filter((each) => typeof each === 'string')
}

/** Names of the members of an object. */
export function namesOf(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = member(value, ...path)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.keys(found) : []
}

/** Nothing is said: absent, null, or an empty object, list or text. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
