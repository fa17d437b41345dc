import { isRecord } from '@pawl/document'

/**
 * A document without incidental values: claim types, attesters, kinds of values, whether a claim is young or has ended. Two
 * documents of one shape say the same about a policy, so the number of shapes says how much a run looked at.
 */
export function shapeOf(document: unknown): string {
  if (!isRecord(document)) return kindOf(document)
  const images = document['images']
  const now = document['now']
  return Array.isArray(images) ? images.map((image) => imageShape(image, now)).join(' & ') : `images ${kindOf(images)}`
}

function imageShape(image: unknown, now: unknown): string {
  if (!isRecord(image)) return kindOf(image)
  const claims = image['claims']
  if (!Array.isArray(claims)) return `claims ${kindOf(claims)}`
  return `[${claims
    .map((claim) => claimShape(claim, now))
    .toSorted()
    .join(', ')}]`
}

function claimShape(claim: unknown, now: unknown): string {
  if (!isRecord(claim)) return kindOf(claim)
  const { type, attester, moment, expiresAt, summary } = claim
  const fields = isRecord(summary)
    ? Object.entries(summary).map(([field, value]) => `${field}:${kindOf(value)}`)
    : [kindOf(summary)]
  const age = typeof moment === 'number' && typeof now === 'number' ? Math.floor(Math.log2(now - moment + 1)) : '-'
  const ended = typeof expiresAt === 'number' && typeof now === 'number' ? expiresAt <= now : '-'
  return [JSON.stringify(type), JSON.stringify(attester), age, ended, ...fields.toSorted()].join(' ')
}

function kindOf(value: unknown): string {
  if (value === null || value === true || value === false) return String(value)
  if (Array.isArray(value)) return `list${Math.min(value.length, 2)}`
  if (typeof value === 'number') return Number.isInteger(value) ? String(Math.sign(value)) : 'fraction'
  return typeof value
}
