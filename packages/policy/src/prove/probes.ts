import type { InputDocument } from '@pawl/document'
import type { Candidate, Flaw } from './counterexample.ts'
import type { Generator } from './generate.ts'
import { brokenMembers, type Place } from './places.ts'
import type { SeededRandom } from './seeded-random.ts'
import { GONE, replaceAt, Swap, type Tree, valueAt } from './swap.ts'

/** Makes candidates out of a well-formed document whose answer is known. */
export interface Probes {
  /** Of a document that the policy says yes to. */
  readonly ofAllowed: (document: InputDocument) => readonly Candidate[]
  /** Of one that it says no to; `many` where it is one step from a yes. */
  readonly ofDenied: (document: InputDocument, many: boolean) => readonly Candidate[]
}

export function createProbes(generator: Generator, random: SeededRandom): Probes {
  return {
    ofAllowed: (document) => [
      ...covers(document, generator, random),
      ...oneMoreClaim(document, generator, random),
      ...leftOut(document, random),
    ],
    ofDenied: (document, many) => [
      ...deletions(document, random),
      ...sampled(brokenMembers(document), many ? 10 : 3, random).map((place) => broken(document, place)),
    ],
  }
}

/** Each image on its own, with all the others beside it; and an image without claims beside them. */
function covers(document: InputDocument, generator: Generator, random: SeededRandom): readonly Candidate[] {
  const added = generator.image(document.images.length, random.chance(0.7) ? 0 : 1)
  const several = document.images.length > 1 ? document.images.keys() : []
  return [
    ...[...several].map((alone) => coverOf(document, alone)),
    coverOf({ ...document, images: [...document.images, added] }, document.images.length),
  ]
}

function coverOf(document: InputDocument, alone: number): Candidate {
  const images = document.images.map((image, at): Tree => (at === alone ? image : new Swap(GONE, image)))
  return { kind: 'cover', tree: { ...document, images } }
}

/** The claim that closes. */
function oneMoreClaim(document: InputDocument, generator: Generator, random: SeededRandom): readonly Candidate[] {
  const at = random.int(document.images.length)
  const image = document.images[at]
  if (image === undefined) return []
  const claims = [...image.claims, new Swap(generator.claim(image), GONE)]
  return [{ kind: 'deletion', tree: replaceAt(document, ['images', at, 'claims'], claims) }]
}

const FIELDS_LEFT_OUT = 3

/** A field that says something else, against the same field left out: what `object.get(summary, field, true)` cannot tell from a yes. */
function leftOut(document: InputDocument, random: SeededRandom): readonly Candidate[] {
  const places = document.images.flatMap((image, at) =>
    image.claims.flatMap(({ summary }, index) =>
      Object.entries(summary).map(([field, value]) => ({
        path: ['images', at, 'claims', index, 'summary', field],
        value,
      })),
    ),
  )
  const chosen = Array.from({ length: Math.min(FIELDS_LEFT_OUT, places.length) }, () => random.pick(places))
  return chosen.map(({ path, value }) => ({
    kind: 'missing',
    tree: replaceAt(document, path, new Swap(value === 'other' ? 'another' : 'other', GONE)),
  }))
}

/** Each claim deleted, two of them, and all of one type. */
function deletions(document: InputDocument, random: SeededRandom): readonly Candidate[] {
  const claims = document.images.flatMap((image, at) => image.claims.map((claim, index) => ({ at, index, claim })))
  if (claims.length === 0) return []
  const one = random.pick(claims)
  const other = random.pick(claims)
  const ofOneType = claims.filter(({ claim }) => claim.type === one.claim.type)
  const sets = [...claims.map((each) => [each]), ...(one === other ? [] : [[one, other]]), ofOneType]
  return sets.map((set): Candidate => {
    const tree = set.reduce<Tree>(
      (tree, { at, index, claim }) => replaceAt(tree, ['images', at, 'claims', index], new Swap(claim, GONE)),
      document,
    )
    return { kind: 'deletion', tree }
  })
}

function broken(document: InputDocument, { kind, path, becomes }: Place): Candidate {
  return { kind, tree: replaceAt(document, path, new Swap(valueAt(document, path), becomes)) }
}

/** So many of them, of every kind about as many. */
function sampled(places: readonly Place[], count: number, random: SeededRandom): readonly Place[] {
  const kinds: readonly Flaw[] = ['malformed', 'mistyped', 'missing']
  const lists = kinds.map((kind) => places.filter((each) => each.kind === kind)).filter((list) => list.length > 0)
  return lists.length === 0 ? [] : Array.from({ length: count }, () => random.pick(random.pick(lists)))
}
