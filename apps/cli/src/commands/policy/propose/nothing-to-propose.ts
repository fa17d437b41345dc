import type { InputDocument } from '@pawl/document'
import { Refusal, type RefusalLine } from '@pawl/setup'
import { describeSeconds } from '../../../output/durations.ts'
import { type Image, typesOf } from './choose-claims.ts'

/** Says for each image what there is, and of the evidence why it was turned down. */
export function refuseNothing(images: readonly Image[], document: InputDocument, turnedDown: readonly string[]): never {
  const some = images.some(({ claims }) => claims.length >= 1)
  throw new Refusal(
    'nothing-to-propose',
    some ? 'there is no claim type that all of the images have' : 'nothing that was found is verified and still counts',
    [
      ...images.map((image, index) => lineOf(image, index, document)),
      ...turnedDown.map((message) => ({ at: 'not used', message })),
    ],
  )
}

function lineOf(image: Image, index: number, { images, now }: InputDocument): RefusalLine {
  const ended = (images[index]?.claims ?? []).filter((claim) => !image.claims.includes(claim))
  const said = ended.map(({ type, expiresAt }) =>
    expiresAt === undefined || now < expiresAt
      ? `a ${type} of the future`
      : `a ${type} that ended ${describeSeconds(now - expiresAt)} ago`,
  )
  const has = [...typesOf([image]), ...new Set(said)]
  return { at: image.reference, message: has.length === 0 ? 'has nothing that is verified' : `has ${has.join(', ')}` }
}
