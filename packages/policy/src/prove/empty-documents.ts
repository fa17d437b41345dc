import type { ImageEntry, InputDocument } from '@pawl/document'
import type { Candidate } from './counterexample.ts'
import type { Constants } from './policy-words.ts'

/** Everything that holds no evidence at all. `image` has no claims. */
export function emptyCandidates(image: ImageEntry, now: number, constants: Constants): readonly Candidate[] {
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now } as const
  const { claims, ...bare } = image
  const lists: readonly unknown[] = [claims, {}, null, '']
  const trees: readonly unknown[] = [
    ...[null, {}, [], document],
    ...lists.map((images) => ({ ...document, images })),
    ...[{}, bare, ...lists.map((list) => ({ ...bare, claims: list }))].map((entry) => ({
      ...document,
      images: [entry],
    })),
  ]
  const named = withoutClaims({ ...document, images: [image] }, constants).length === 0
  return named ? [] : trees.map((tree) => ({ kind: 'empty', tree }))
}

/** A document less its claims; not where the operator excepted an image of it by name. */
export function withoutClaims(document: InputDocument, { excepted }: Constants): readonly Candidate[] {
  const named = document.images.some(({ digest, repository }) =>
    [digest, repository].some((each) => each !== undefined && excepted.includes(each)),
  )
  if (named) return []
  return [{ kind: 'empty', tree: { ...document, images: document.images.map((image) => ({ ...image, claims: [] })) } }]
}
