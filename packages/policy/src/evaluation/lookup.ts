/** Up to so many are compared one by one. A set would first hash strings of the document that nobody has hashed before, which takes longer. */
const FEW = 8

/** What can be asked whether it holds a value; equal as in a set. */
export interface Lookup {
  has(value: unknown): boolean
}

export function lookupOf(list: readonly unknown[]): Lookup {
  return list.length > FEW ? new Set(list) : { has: (value) => list.includes(value) }
}

/** Without duplicates, in the order of their first. */
export function distinct(list: readonly string[]): readonly string[] {
  if (list.length <= 1) return list
  return list.length > FEW ? [...new Set(list)] : list.filter((each, at) => list.indexOf(each) === at)
}
