import type { Claim, ImageEntry, InputDocument } from '@pawl/document'
import type { Generator } from './generate.ts'
import type { SeededRandom } from './seeded-random.ts'

/** One small change of a well-formed document, which stays well-formed: where flips are, they are one step away. */
export function mutate(document: InputDocument, generator: Generator, random: SeededRandom): InputDocument {
  const at = random.int(document.images.length)
  const image = document.images[at]
  if (image === undefined) return generator.document()
  if (random.chance(0.08)) return withImages(document, [...document.images, generator.image(document.images.length, 1)])
  if (random.chance(0.05) && document.images.length > 1) {
    return withImages(
      document,
      document.images.filter((_, index) => index !== at),
    )
  }
  const claims = mutateClaims(image, generator, random)
  return withImages(
    document,
    document.images.map((each, index) => (index === at ? { ...each, claims } : each)),
  )
}

function withImages(document: InputDocument, images: readonly ImageEntry[]): InputDocument {
  return { ...document, images }
}

function mutateClaims(image: ImageEntry, generator: Generator, random: SeededRandom): readonly Claim[] {
  const { claims } = image
  const at = random.int(claims.length)
  const claim = claims[at]
  if (claim === undefined || (random.chance(0.25) && claims.length < 16)) return [...claims, generator.claim(image)]
  // A second claim of the same type and attester that says something else: what "latest" and "all" stumble over.
  if (random.chance(0.3) && claims.length < 16) {
    const { statementDigest } = generator.claim(image)
    return [...claims, { ...mutateClaim(claim, image, generator, random), statementDigest }]
  }
  if (random.chance(0.15)) return claims.filter((_, index) => index !== at)
  const changed = mutateClaim(claim, image, generator, random)
  return claims.map((each, index) => (index === at ? changed : each))
}

function mutateClaim(claim: Claim, image: ImageEntry, generator: Generator, random: SeededRandom): Claim {
  const fields = Object.keys(claim.summary)
  const field = fields.length > 0 && random.chance(0.7) ? random.pick(fields) : generator.field()
  const { [field]: _, ...others } = claim.summary
  switch (random.pick(['value', 'value', 'value', 'less', 'moment', 'moment', 'end', 'who'])) {
    case 'value':
      return { ...claim, summary: { ...claim.summary, [field]: generator.summaryValue(field, image) } }
    case 'less':
      return { ...claim, summary: others }
    case 'moment':
      return { ...claim, moment: generator.moment() }
    case 'end': {
      const { expiresAt, ...endless } = claim
      return expiresAt === undefined ? { ...claim, expiresAt: image.verifiedAt - 1 } : endless
    }
    default: {
      const { type, attester, signer } = generator.claim(image)
      return random.chance(0.5) ? { ...claim, attester, signer } : { ...claim, type }
    }
  }
}
