import { inputDocument, type TrustConfiguration } from '@pawl/core'
import { type InputDocument, isRecord, parseDocument } from '@pawl/document'
import { gather, Refusal, readYaml } from '@pawl/setup'
import type { WrittenCase } from './policy-test.ts'
import { besides, refuseAt, subjectBesides, type TestFile } from './read-policy-test.ts'

/** What the engines are asked in a case, `now` in epoch seconds. `at` is its place, for refusals. */
export async function caseDocument(
  test: TestFile,
  written: WrittenCase,
  trust: TrustConfiguration,
  now: number,
  at: string,
): Promise<InputDocument> {
  const { document, images = [], evidence = [] } = written
  const whole =
    document === undefined
      ? await gathered(test, images, evidence, trust, now)
      : moved(readCaptured(besides(test, document)), now)
  return lessened(whole, test, written, at)
}

/** References as the test file spells them: where it lies is nothing of the case. No registry is asked: a test says the same tomorrow. */
async function gathered(
  test: TestFile,
  images: readonly string[],
  evidence: readonly string[],
  trust: TrustConfiguration,
  now: number,
): Promise<InputDocument> {
  const subjects = images.map((each) => subjectBesides(test, each))
  const paths = evidence.map((each) => besides(test, each))
  const { document } = await gather(subjects, paths, trust, { now, until: Number.POSITIVE_INFINITY }, undefined)
  return { ...document, images: document.images.map((each, index) => ({ ...each, reference: images[index] ?? '' })) }
}

/** A document, or one image of it, which was then asked about when it was verified. */
function readCaptured(path: string): InputDocument {
  const { value } = readYaml(path)
  const isImage = isRecord(value) && Object.hasOwn(value, 'claims')
  const document = parseDocument(
    isImage ? { ...inputDocument([], 0), now: value['verifiedAt'], images: [value] } : value,
  )
  if (!('outcome' in document)) return document
  throw new Refusal('configuration-invalid', 'the file is neither an input document nor an image of one', [
    { at: `${path}: ${document.at}`, message: 'write it with pawl input' },
  ])
}

/** The same question at another time: the verification is as old as it was, and the claims grow older or younger. */
function moved(document: InputDocument, now: number): InputDocument {
  const by = now - document.now
  const images = document.images.map((each) => ({
    ...each,
    verifiedAt: each.verifiedAt + by,
    validUntil: each.validUntil + by,
  }))
  return { ...document, now, images }
}

/** Without the claims that the case takes out. Taking out nothing is an error: the case would test something else than it says. */
function lessened(document: InputDocument, test: TestFile, { without = {} }: WrittenCase, at: string): InputDocument {
  const claims = document.images.flatMap((image) => image.claims)
  const { claims: types = [], attesters = [] } = without
  for (const [index, type] of types.entries()) {
    if (!claims.some((claim) => claim.type === type))
      refuseAt(test, `${at}.without.claims[${index}]`, 'is the type of no claim here: nothing is taken out')
  }
  for (const [index, attester] of attesters.entries()) {
    if (!claims.some((claim) => claim.attester === attester))
      refuseAt(test, `${at}.without.attesters[${index}]`, 'made no claim here: nothing is taken out')
  }
  const images = document.images.map((image) => ({
    ...image,
    claims: image.claims.filter(({ type, attester }) => !types.includes(type) && !attesters.includes(attester)),
  }))
  return { ...document, images }
}
