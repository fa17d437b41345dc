import type { Claim, ImageEntry, InputDocument, Summary } from '@pawl/document'
import type { Palette } from './palette.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Writes well-formed input documents out of a palette. */
export interface Generator {
  readonly document: () => InputDocument
  /** `at` makes references differ. */
  readonly image: (at: number, claims: number) => ImageEntry
  readonly claim: (image: ImageEntry) => Claim
  readonly summaryValue: (field: string, image: ImageEntry) => Summary[string]
  readonly field: () => string
  readonly moment: () => number
}

const TRUST = { name: 'prove', digest: `sha256:${'d'.repeat(64)}`, revision: 1 }

export function createGenerator(palette: Palette, now: number, random: SeededRandom): Generator {
  const moment = (): number => now - random.pick(palette.ages)

  const summaryValue = (field: string, image: ImageEntry): Summary[string] => {
    const value = random.pick(random.chance(0.85) ? palette.valuesOf(field) : palette.anyValues)
    if (typeof value !== 'string') return value
    return value.replaceAll('{name}', image.name).replaceAll('{repository}', image.repository)
  }

  const claim = (image: ImageEntry): Claim => {
    const { type, attester } = random.chance(0.7)
      ? random.pick(palette.together)
      : { type: random.pick(palette.types), attester: random.pick(palette.attesters) }
    const share = random.chance(0.7) ? Math.min(0.9, 8 / palette.fields.length) : 0.3
    const fields = palette.fields.filter(() => random.chance(share))
    return {
      type,
      predicateType: `https://example.test/${palette.types.indexOf(type)}`,
      attester,
      signer: { kind: 'key', id: digestOf(palette.attesters.indexOf(attester) + 160) },
      ...(random.chance(0.95) ? { moment: moment() } : {}),
      ...(random.chance(0.15) ? { expiresAt: now + (random.chance(0.6) ? 86_400 : -1) } : {}),
      statementDigest: digestOf(random.int(4000) + 17),
      subject: 'exact',
      summary: Object.fromEntries(fields.map((field) => [field, summaryValue(field, image)])),
    }
  }

  const image = (at: number, claims: number): ImageEntry => {
    const repository = random.pick(palette.repositories)
    const entry: ImageEntry = {
      reference: `${repository}:${at + 1}`,
      repository,
      name: repository.slice(repository.lastIndexOf('/') + 1),
      digest: `sha256:${'abcdef'.charAt(at % 6).repeat(64)}`,
      verifiedAt: now,
      validUntil: now + 300,
      trust: TRUST,
      claims: [],
    }
    return { ...entry, claims: Array.from({ length: claims }, () => claim(entry)) }
  }

  return {
    document: () => {
      // Few claims find what must not be there; many find what must.
      const images = random.pick([1, 1, 1, 1, 2, 3])
      const most = random.pick([2, 4, 12])
      const entries = Array.from({ length: images }, (_, at) => image(at, random.int(most + 1)))
      return { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now, images: entries }
    },
    image,
    claim,
    summaryValue,
    field: () => random.pick(palette.fields),
    moment,
  }
}

/** `sha256:111...`, `sha256:222...`: digests that a person can tell apart. */
export function digestOf(number: number): string {
  return `sha256:${number.toString(16).repeat(64).slice(0, 64)}`
}
