import type { Json, JsonObject } from './json-tree.ts'
import { isObject, oddity } from './json-tree.ts'
import type { Random } from './prng.ts'

/** What a request is made like, from the references of a document before that is broken. Only the first two are covered by it. */
export const REQUEST_KINDS = [
  'request: as the document',
  'request: an image twice',
  'request: leaves one out',
  'request: names one too many',
  'request: is empty',
  'request: a letter differs',
  'request: the tag differs',
  'request: the case differs',
  'request: the Unicode form differs',
  'request: holds no string',
  'request: is no list',
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export interface RandomRequest {
  readonly request: Json
  readonly kind: RequestKind
}

type Write = (random: Random, references: readonly string[]) => Json

export function randomRequest(random: Random, document: JsonObject): RandomRequest {
  const entries = Array.isArray(document['images']) ? document['images'].filter(isObject) : []
  const references = entries.flatMap(({ reference }) => (typeof reference === 'string' ? [reference] : []))
  const kind = random.chance(0.7)
    ? 'request: as the document'
    : random.chance(0.5)
      ? 'request: an image twice'
      : random.pick(REQUEST_KINDS.slice(2))
  const request = WRITE[kind](random, references)
  const same = Array.isArray(request) && covers(request, references)
  // Where there is no letter of two cases or two forms, or no second image, it is the same request after all.
  return { request, kind: same && kind !== 'request: an image twice' ? 'request: as the document' : kind }
}

const WRITE: Readonly<Record<RequestKind, Write>> = {
  'request: as the document': (_, references) => [...references],
  'request: an image twice': (random, references) => [
    ...random.sample([...references, random.pick(references)], references.length + 1),
  ],
  'request: leaves one out': (random, references) => {
    const out = random.pick(references)
    const left = references.filter((each) => each !== out)
    return left.length === 0 ? [...references] : left
  },
  'request: names one too many': (random, references) => [
    ...references,
    random.pick([`${random.pick(references)}-x`, 'docker.io/evil/app:1', '__proto__', ' ', '0']),
  ],
  'request: is empty': () => [],
  'request: a letter differs': changed((random, reference) => {
    const letters = [...reference]
    const at = random.int(letters.length)
    return letters.toSpliced(at, 1, letters[at] === 'q' ? 'p' : 'q').join('')
  }),
  'request: the tag differs': changed((random, reference) =>
    random.pick([
      reference.replace(/:[^:]*$/, ''),
      `${reference}.1`,
      `${reference}@sha256:${'0'.repeat(64)}`,
      reference.replace(/:[^:]*$/, ':latest'),
    ]),
  ),
  'request: the case differs': changed((random, reference) =>
    random.pick([reference.toUpperCase(), reference.replace(/[a-z]/, (letter) => letter.toUpperCase())]),
  ),
  'request: the Unicode form differs': changed((_, reference) => {
    const decomposed = reference.normalize('NFD')
    return decomposed === reference ? reference.normalize('NFC') : decomposed
  }),
  'request: holds no string': (random, references) => {
    const stranger = random.pick<Json>([
      null,
      0,
      1,
      true,
      false,
      [],
      {},
      '',
      [...references],
      { reference: references[0] ?? '' },
    ])
    return random.chance(0.5)
      ? [...references, stranger]
      : references.map((each, index) => (index === 0 ? stranger : each))
  },
  'request: is no list': (random, references) => {
    const value = oddity(random)
    const text = references[0] ?? ''
    return Array.isArray(value)
      ? text
      : random.pick<Json>([value, text, Object.fromEntries(references.entries()), { length: 1, 0: text }])
  },
}

/** One of the references is another. */
function changed(change: (random: Random, reference: string) => string): Write {
  return (random, references) => {
    const chosen = random.pick(references)
    const other = change(random, chosen)
    return references.map((each) => (each === chosen ? other : each))
  }
}

function covers(request: readonly Json[], references: readonly string[]): boolean {
  return (
    references.every((each) => request.includes(each)) && request.every((each) => references.includes(each as string))
  )
}
