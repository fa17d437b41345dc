import { isRecord } from '@pawl/document'
import { printable } from '@pawl/setup'
import { describeSeconds } from '../../output/durations.ts'
import { table } from '../../output/table.ts'
import type { Terminal } from '../../output/terminal.ts'

/** A document as a person reads it: its images, and their claims as a table. What is no list of images or claims is shown as it is. */
export function renderDocument(document: unknown, now: number, out: Terminal): void {
  const images = isRecord(document) ? document['images'] : undefined
  if (!isRecord(document) || !Array.isArray(images)) {
    out.write(`    ${printable(shortened(isRecord(document) ? { ...document } : document))}`)
    return
  }
  for (const [name, usual] of [
    ['now', 'number'],
    ['apiVersion', 'string'],
    ['kind', 'string'],
  ] as const) {
    if (typeof document[name] !== usual) out.write(`    ${name}: ${printable(shortened(document[name]))}`)
  }
  if (images.length === 0) out.write('    no images')
  for (const image of images) renderImage(image, now, out)
}

function renderImage(image: unknown, now: number, out: Terminal): void {
  if (!isRecord(image)) {
    out.write(`    image: ${printable(shortened(image))}`)
    return
  }
  const { claims, reference } = image
  out.write(`    image ${printable(shortened(reference).replaceAll('"', ''))}`)
  for (const [name, usual] of [
    ['repository', 'string'],
    ['digest', 'string'],
    ['verifiedAt', 'number'],
    ['validUntil', 'number'],
  ] as const) {
    if (typeof image[name] !== usual) out.write(`      ${name}: ${printable(shortened(image[name]))}`)
  }
  if (!Array.isArray(claims)) out.write(`      claims: ${printable(shortened(claims))}`)
  else if (claims.length === 0) out.write('      no claims')
  else {
    const rows = claims.map((claim) => claimRow(claim, now).map(printable))
    out.write(table(['statement', 'type', 'attester', 'age', 'fields'], rows, out.width, '      '))
  }
}

function claimRow(claim: unknown, now: number): readonly string[] {
  if (!isRecord(claim)) return [shortened(claim)]
  const { statementDigest, type, attester, summary } = claim
  return [shortDigest(statementDigest), bare(type), bare(attester), ageOf(claim, now), fieldsOf(summary)]
}

/** `2 h`, and whether it has ended. */
export function ageOf({ moment, expiresAt }: Readonly<Record<string, unknown>>, now: number): string {
  const age =
    typeof moment === 'number' ? describeSeconds(now - moment) : moment === undefined ? 'none' : shortened(moment)
  if (expiresAt === undefined) return age
  if (typeof expiresAt !== 'number') return `${age}, ends ${shortened(expiresAt)}`
  return expiresAt > now ? age : `${age}, ended`
}

/** `critical 3, approved true`. */
export function fieldsOf(summary: unknown): string {
  if (!isRecord(summary)) return shortened(summary)
  const fields = Object.entries(summary).map(([field, value]) => `${field} ${shortened(value)}`)
  return fields.length === 0 ? 'no fields' : fields.join(', ')
}

/** `sha256:1111...`. */
export function shortDigest(digest: unknown): string {
  return typeof digest === 'string' && digest.length > 16 ? `${digest.slice(0, 11)}...` : shortened(digest)
}

function bare(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : shortened(value)
}

/** JSON, cut. */
export function shortened(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
