import type { Claim, InputDocument } from '@pawl/document'
import { LIMITS } from '@pawl/document'

/** An image and what counts for it now. */
export interface Image {
  readonly reference: string
  readonly repository: string
  readonly name: string
  readonly claims: readonly Claim[]
}

/** One claim of one image: the newest that would do. */
export interface Chosen {
  readonly image: Image
  readonly claim: Claim
}

/** The images of a document with the claims that have not ended, and that are not of the future. */
export function imagesOf({ images, now }: InputDocument): readonly Image[] {
  return images.map(({ reference, repository, name, claims }) => ({
    reference,
    repository,
    name,
    claims: claims.filter(({ moment, expiresAt }) => {
      const begun = moment === undefined || moment <= now + LIMITS.skew
      return begun && (expiresAt === undefined || now < expiresAt)
    }),
  }))
}

export function typesOf(images: readonly Image[]): readonly string[] {
  return [...new Set(images.flatMap(({ claims }) => claims.map(({ type }) => type)))].sort()
}

export function having(type: string, images: readonly Image[]): readonly Image[] {
  return images.filter(({ claims }) => claims.some((claim) => claim.type === type))
}

/** Whose claims a requirement takes, and what there is to say about them. */
export interface Attesters {
  readonly from: readonly string[]
  /** Nobody made it for all of the images: each of these made it for some. */
  readonly anyOfThese: boolean
  readonly notes: readonly string[]
}

/** Those who made it for all of the images; where there is nobody, all who made it for one of them. */
export function attestersOf(type: string, images: readonly Image[]): Attesters {
  const each = images.map(
    ({ claims }) => new Set(claims.filter((claim) => claim.type === type).map((claim) => claim.attester)),
  )
  const all = [...new Set(each.flatMap((names) => [...names]))].sort()
  const shared = all.filter((name) => each.every((names) => names.has(name)))
  if (shared.length === 0) return { from: all, anyOfThese: true, notes: [] }
  const others = all.filter((name) => !shared.includes(name))
  const notes = others.length === 0 ? [] : [`Not needed, since they made it for some only: ${others.join(', ')}.`]
  if (shared.length === 1) return { from: shared, anyOfThese: false, notes }
  return {
    from: shared,
    anyOfThese: false,
    notes: ['CHECK: ONE of these is enough. Delete those that need not be asked; "count: 2" asks for two.', ...notes],
  }
}

/** The newest claim of that type by one of `from`, for every image that has one. */
export function newestOf(type: string, images: readonly Image[], from: readonly string[]): readonly Chosen[] {
  return images.flatMap((image) => {
    const [claim] = newestFirst(image.claims.filter((each) => each.type === type && from.includes(each.attester)))
    return claim === undefined ? [] : [{ image, claim }]
  })
}

/** Those without a moment last; ties by statement, so that the same evidence gives the same proposal. */
export function newestFirst(claims: readonly Claim[]): readonly Claim[] {
  return claims.toSorted((a, b) => {
    const newer = (b.moment ?? -1) - (a.moment ?? -1)
    return newer === 0 ? (a.statementDigest < b.statementDigest ? -1 : 1) : newer
  })
}
