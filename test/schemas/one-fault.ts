import fc from 'fast-check'

const DIGEST = `sha256:${'a'.repeat(64)}`
const sixtyFive = Array.from({ length: 65 }, (_, n) => n)
const ninePairs = Array.from({ length: 9 }, () => ['a', 'b'])

/** Harmless and harmful alike: what stands somewhere in a normal form, or nearly does. */
const oddity: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, false, true, 0, 1, -1, 1.5, 2 ** 53, 3_155_760_000, 3_155_760_001, '', 'a', [], {}),
  fc.constantFrom<unknown>('a\n', 'unlimited', 'enforce', 'x'.repeat(256), 'x'.repeat(257), '\u2028', '**', 'a***'),
  fc.constantFrom<unknown>(DIGEST, DIGEST.toUpperCase(), 'A-b', [1], ['a'], ['a', 'a'], [true, 'a', 3], [[]]),
  fc.constantFrom<unknown>([['a', 'b']], [['a', 'b', 'c']], { image: 'name' }, { image: 'tag' }, sixtyFive, ninePairs),
  fc.constantFrom<unknown>({ field: 'f', op: 'exists' }, { field: 'f', op: 'min', value: 3 }, { level: 1, any: [0] }),
)

export interface Fault {
  readonly path: number
  readonly way: 'replace' | 'drop' | 'add' | 'copy'
  readonly by: unknown
  readonly name: string
}

export const fault: fc.Arbitrary<Fault> = fc.record({
  path: fc.nat(),
  way: fc.constantFrom('replace', 'replace', 'drop', 'add', 'copy'),
  by: oddity,
  name: fc.constantFrom('extra', 'any', 'all', 'value', 'values', 'with', 'digest', 'repository', 'level'),
})

type Holder = Record<string, unknown>
type Place = readonly [holder: Holder, key: string]

/** Every object and list with its keys: the places where one thing can be wrong. */
function places(at: unknown): Place[] {
  if (typeof at !== 'object' || at === null) return []
  const holder = at as Holder
  return Object.keys(holder).flatMap((key): Place[] => [[holder, key], ...places(holder[key])])
}

function drop(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}

function add(holder: Holder, name: string, value: unknown): void {
  if (Array.isArray(holder)) holder.push(value)
  else holder[name] = value
}

/** The same value with one thing wrong, as JSON gives it. */
export function broken(whole: unknown, { path, way, by, name }: Fault): unknown {
  const copy: unknown = structuredClone(whole)
  const all = places(copy)
  const [holder, key] = all[path % all.length] ?? [{}, '']
  if (way === 'replace') holder[key] = by
  if (way === 'drop') drop(holder, key)
  if (way === 'add') add(holder, name, by)
  if (way === 'copy') add(holder, name, structuredClone(holder[key]))
  return JSON.parse(JSON.stringify(copy))
}
