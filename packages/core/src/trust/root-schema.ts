import { z } from 'zod'
import type { WrittenRoot, WrittenThresholds } from './written-trust.ts'

/** Where a root comes from. */
const SOURCES = ['sigstore', 'trustedRoot', 'refreshed'] as const

const count = (words: string) =>
  z
    .int('is not a count: write a whole number from 1 to 8')
    .min(1, 'is less than 1: leave it out where nothing is asked for')
    .max(8, 'is more than 8: write at most 8')
    .describe(words)
    .exactOptional()

const thresholds: z.ZodType<WrittenThresholds> = z
  .strictObject({
    logs: count('Transparency logs that recorded the signature.'),
    timestamps: count('Timestamp authorities that stamped it.'),
    certificateLogs: count('Certificate logs that saw the certificate.'),
  })
  .refine((each) => Object.keys(each).length >= 1, 'is empty: write a count, or leave it out')
  .meta({ minProperties: 1 })

export function rootSchema(name: z.ZodType<string>, text: z.ZodType<string>): z.ZodType<WrittenRoot> {
  return z
    .strictObject({
      name: name.describe('Its name, for root of keyless identities, for example public-good.'),
      sigstore: z
        .literal('public-good', 'is not public-good: the only root that comes with pawl')
        .describe('public-good: the root of sigstore.dev that comes with pawl.')
        .exactOptional(),
      trustedRoot: text
        .describe('A trusted_root.json of a Sigstore instance; the path is relative to this file.')
        .exactOptional(),
      refreshed: text
        .describe(
          'A file that pawl trust update keeps up to date, and that ends when it is not; relative to this file.',
        )
        .exactOptional(),
      require: thresholds
        .describe(
          'How many distinct authorities have to vouch, counted by key and operator: more than the root asks for.',
        )
        .exactOptional(),
    })
    .refine(
      (each) => SOURCES.filter((source) => each[source] !== undefined).length === 1,
      'needs exactly one of sigstore, trustedRoot, refreshed: write one of them',
    )
    .meta({
      id: 'Root',
      description: 'A Sigstore instance whose certificates count.',
      oneOf: SOURCES.map((source) => ({ required: [source] })),
    })
}
