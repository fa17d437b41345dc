import { isRecord } from './record.ts'

/** The members that a JSON Schema knows at a place, by a path such as `['spec', 'require', 0]`. Empty where it knows none. */
export function knownMembers(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const places = path.reduce<readonly unknown[]>(
    (reached, part) => reached.flatMap((each) => stepsFrom(each, part, schema)),
    resolve(schema, schema),
  )
  return [...new Set(places.flatMap((each) => Object.keys(membersOf(each))))]
}

function stepsFrom(at: unknown, part: PropertyKey, root: unknown): readonly unknown[] {
  if (typeof part === 'number') return isRecord(at) ? resolve(at['items'], root) : []
  const members = membersOf(at)
  const name = String(part)
  return Object.hasOwn(members, name) ? resolve(members[name], root) : []
}

function membersOf(at: unknown): Readonly<Record<string, unknown>> {
  const properties = isRecord(at) ? at['properties'] : undefined
  return isRecord(properties) ? properties : {}
}

/** A schema without its references and alternatives. `depth` ends a schema that is nothing but a reference to itself. */
function resolve(schema: unknown, root: unknown, depth = 8): readonly unknown[] {
  if (!isRecord(schema) || depth === 0) return []
  const { $ref, anyOf, allOf } = schema
  const others = [anyOf, allOf].flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
  if (typeof $ref === 'string') return resolve(pointed($ref, root), root, depth - 1)
  return [schema, ...others.flatMap((each) => resolve(each, root, depth - 1))]
}

function pointed(reference: string, root: unknown): unknown {
  const parts = reference.split('/').slice(1)
  return parts.reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), root)
}
