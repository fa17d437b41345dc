import type { Pinned } from '@pawl/policy'
import type { Asked } from './parse-request.ts'
import { type KyvernoAnswer, refused, SCHEMA } from './protocol.ts'

/** What to write instead of each reference, or nothing of it: half a pinned object would still be denied for the other half. */
export function pinAnswer({ profile, nonce, images }: Asked, pinned: (reference: string) => Pinned): KyvernoAnswer {
  const all = images.map((reference) => pinned(reference))
  const unanswered = all.find((each) => each.outcome === 'unanswered')
  if (unanswered !== undefined) return refused(503, unanswered.code)
  const missing = all.find((each) => each.outcome === 'refused')
  if (missing !== undefined) return refused(422, missing.code)
  const references = all.flatMap((each) => (each.outcome === 'pinned' ? [each.reference] : []))
  return { status: 200, body: { body: { schema: SCHEMA, asks: 'pin', profile, nonce, images, pinned: references } } }
}
