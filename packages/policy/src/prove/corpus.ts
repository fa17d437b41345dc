import type { InputDocument } from '@pawl/document'
import type { SeededRandom } from './seeded-random.ts'
import { shapeOf } from './shape.ts'

const MOST = 300

/** Documents that the policy says yes to, one of each shape. */
export interface Corpus {
  /** Whether its shape is new. */
  readonly add: (document: InputDocument) => boolean
  readonly pick: () => InputDocument | undefined
}

export function createCorpus(random: SeededRandom): Corpus {
  const shapes = new Set<string>()
  const documents: InputDocument[] = []
  return {
    add: (document) => {
      const shape = shapeOf(document)
      if (shapes.has(shape) || shapes.size >= MOST * 10) return false
      shapes.add(shape)
      if (documents.length < MOST) documents.push(document)
      else documents[random.int(MOST)] = document
      return true
    },
    // Small ones more often: in them every claim counts.
    pick: () => {
      if (documents.length === 0) return undefined
      const one = random.pick(documents)
      const other = random.pick(documents)
      return claimsOf(one) <= claimsOf(other) ? one : other
    },
  }
}

function claimsOf(document: InputDocument): number {
  return document.images.reduce((sum, image) => sum + image.claims.length, 0)
}
