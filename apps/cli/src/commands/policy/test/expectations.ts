import { type InputDocument, nearestWord } from '@pawl/document'
import type { IdentifiedProfile } from '@pawl/policy'
import type { Expected, ExpectedState, WrittenCase } from './policy-test.ts'
import { refuseAt, type TestFile } from './read-policy-test.ts'

/** What is expected of one image of the document. */
export interface ImageExpectation {
  readonly index: number
  /** Its reference; empty where there is only one image. */
  readonly label: string
  readonly decision: Expected['decision']
  readonly states: readonly {
    readonly policy: string
    readonly requirement: string
    readonly expected: ExpectedState
  }[]
}

/** Every expectation by the image and the requirement that it means. One that means nothing would never fail: it is refused. */
export function expectationsOf(
  test: TestFile,
  { requirements, byImage = {} }: WrittenCase,
  { images }: InputDocument,
  profile: IdentifiedProfile,
  at: string,
): readonly ImageExpectation[] {
  const names = (expected: Expected, place: string) => statesOf(test, expected, profile, `${place}.requirements`)
  if (requirements !== undefined && images.length !== 1)
    refuseAt(test, `${at}.requirements`, 'does not say of which image: write it under byImage')
  const only =
    requirements === undefined
      ? []
      : [{ index: 0, label: '', decision: undefined, states: names({ requirements }, at) }]
  const each = Object.entries(byImage).flatMap(([reference, expected]) => {
    const place = `${at}.byImage.${JSON.stringify(reference)}`
    const meant = images.flatMap((image, index) => (image.reference === reference ? [index] : []))
    if (meant.length === 0) refuseAt(test, place, 'is the reference of no image of this case')
    const states = names(expected, place)
    return meant.map((index) => ({ index, label: reference, decision: expected.decision, states }))
  })
  return [...only, ...each]
}

function statesOf(test: TestFile, { requirements = {} }: Expected, { policies }: IdentifiedProfile, at: string) {
  const known = policies.flatMap(({ compiled }) =>
    compiled.requirements.map((requirement) => ({ policy: compiled.name, requirement: requirement.name })),
  )
  return Object.entries(requirements).map(([name, expected]) => {
    const place = `${at}.${JSON.stringify(name)}`
    const meant = known.filter(({ policy, requirement }) => requirement === name || `${policy}/${requirement}` === name)
    const [only] = meant
    if (only === undefined)
      return refuseAt(
        test,
        place,
        unknown(
          nearestWord(
            name,
            known.map(({ requirement }) => requirement),
          ),
        ),
      )
    if (meant.length > 1) refuseAt(test, place, 'is a requirement of several policies: write POLICY/REQUIREMENT')
    return { ...only, expected }
  })
}

function unknown(meant: string | undefined): string {
  return `is no requirement of these policies${meant === undefined ? '' : `, did you mean ${meant}?`}`
}
