import fc from 'fast-check'

/** A text with some characters deleted, doubled, replaced or put in: what looks almost like the real thing. */
export function brokenText(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(
      ...'"\\{}[]:,.-+eE01 \n\t\u0000\ufeff\u00e9\ud800=/_',
      '\\u0041',
      '\\ud800',
      '"a":1,',
      '1e400',
      '//',
    ),
    fc.string({ maxLength: 2 }),
  )
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(2), put: fc.option(piece) })
  return fc.tuple(texts, fc.array(edit, { minLength: 0, maxLength: 3 })).map(([text, edits]) =>
    edits.reduce((changed, { at, remove, put }) => {
      const place = Math.floor(at * (changed.length + 1))
      return changed.slice(0, place) + (put ?? '') + changed.slice(place + remove)
    }, text),
  )
}

/** Good grammar and doubtful content: members twice, numbers beyond double, half characters, depth. */
export function looseJson(): fc.Arbitrary<string> {
  const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', '1', '\\u0061')
  const leaf = fc.constantFrom(
    '1',
    '-0',
    '1e400',
    '1E-400',
    '"\\ud83d"',
    '"\\ud83d\\ude00"',
    'null',
    'true',
    '9007199254740993',
  )
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, list(tie('value')), members(name, tie('value'))),
  }))
  const deep = fc.integer({ min: 60, max: 70 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth))
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: deep })
}

function list(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(value, { maxLength: 3 }).map((values) => `[${values.join(',')}]`)
}

function members(name: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc.tuple(name, value).map(([key, each]) => `"${key}":${each}`)
  return fc.array(member, { maxLength: 4 }).map((each) => `{${each.join(', ')}}`)
}

/** A good value with up to three of its members deleted, replaced, wrapped or joined by an unknown one. */
export function brokenValue(good: unknown): fc.Arbitrary<unknown> {
  const edit = fc.record({
    path: fc.array(fc.nat(7), { maxLength: 6 }),
    how: fc.constantFrom('delete', 'replace', 'wrap', 'add', 'empty'),
    value: fc.oneof(fc.constantFrom<unknown>(null, true, '', '*', '**', 0, -1, [], {}, 'AAAA', 'e30='), fc.jsonValue()),
  })
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => edits.reduce<unknown>(changed, good))
}

interface Edit {
  readonly path: readonly number[]
  readonly how: string
  readonly value: unknown
}

function changed(node: unknown, { path, how, value }: Edit): unknown {
  const [step, ...rest] = path
  if (typeof node !== 'object' || node === null || step === undefined) return changedHere(node, how, value)
  const entries = Object.entries(node)
  if (entries.length === 0) return changedHere(node, how, value)
  const [name] = entries[step % entries.length] ?? ['']
  const kept = entries.filter(([member]) => !(rest.length === 0 && how === 'delete' && member === name))
  const next = kept.map(
    ([member, inner]) => [member, member === name ? changed(inner, { path: rest, how, value }) : inner] as const,
  )
  return Array.isArray(node) ? next.map(([, inner]) => inner) : Object.fromEntries(next)
}

function changedHere(node: unknown, how: string, value: unknown): unknown {
  if (how === 'wrap') return [node]
  if (how === 'empty') return Array.isArray(node) ? [] : typeof node === 'string' ? '' : {}
  if (how === 'add' && Array.isArray(node)) return [...node, value]
  return how === 'add' && typeof node === 'object' ? { ...node, added: value } : value
}
