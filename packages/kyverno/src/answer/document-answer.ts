import { parseDocument } from '@pawl/document'
import type { Found } from '@pawl/policy'
import { type KyvernoWorld, ofItsDigest } from './decision-answer.ts'
import type { Asked } from './parse-request.ts'
import { type KyvernoAnswer, refused, SCHEMA } from './protocol.ts'

/** The answer in document mode: the document about all images that are asked about, or none. */
export function documentAnswer(
  { profile, nonce, images }: Asked,
  found: (reference: string) => Found,
  { profiles, now }: KyvernoWorld,
): KyvernoAnswer {
  if (!profiles.has(profile)) return refused(422, 'profile-unknown')
  const all = images.map((reference) => ofItsDigest(found(reference), reference))
  const unanswered = all.find((each) => each.outcome === 'unanswered')
  if (unanswered !== undefined) return refused(503, unanswered.code)
  // A document that leaves an image out would not be about the request.
  const missing = all.find((each) => each.outcome === 'refused')
  if (missing !== undefined) return refused(422, missing.code)
  const entries = all.flatMap((each) => (each.outcome === 'entry' ? [each.entry] : []))
  // What the house sends is what the house reads: the same bounds for every engine.
  const document = parseDocument({ apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now, images: entries })
  if ('outcome' in document) return refused(422, 'limit-exceeded')
  return { status: 200, body: { body: { schema: SCHEMA, asks: 'document', profile, nonce, images, document } } }
}
