import { parseInstant } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, DIGEST } from '../bounds.ts'
import type { WrittenException, WrittenRevoked } from './attestation-policy.ts'
import { text } from './text-schema.ts'

// As core writes them: a spelling that no image has would except nothing, in silence.
const REPOSITORY = /^(?!docker\.io\/[^/]+$)[a-z0-9][a-z0-9.-]*(:[0-9]+)?(\/[a-z0-9][a-z0-9._-]*)+$/

const digest = z.string().regex(DIGEST, 'is not a digest: write sha256: and 64 lower-case hexadecimal digits')
const repository = z
  .string()
  .regex(REPOSITORY, 'is not a canonical repository such as ghcr.io/acme/app: host, no tag, no digest')
const listOf = (entry: z.ZodType<string>) =>
  z.array(entry).max(BOUNDS.revoked, 'has more than 1,000 entries').exactOptional()

const exception: z.ZodType<WrittenException> = z
  .strictObject({
    digest: digest.exactOptional(),
    repository: repository.exactOptional(),
    anyDigest: z.literal(true, 'can only be true').exactOptional(),
    requirement: text,
    until: z
      .string()
      .refine(
        (value) => parseInstant(value) !== undefined,
        'is not an instant: write UTC with whole seconds and Z, for example 2026-01-31T12:00:00Z',
      ),
    reason: text,
    ticket: text,
  })
  .refine(
    (each) => (each.digest === undefined) === (each.repository !== undefined && each.anyDigest === true),
    'names no image: write digest, or repository together with anyDigest: true',
  )

export const exceptions: z.ZodType<readonly WrittenException[]> = z
  .array(exception)
  .max(BOUNDS.exceptions, 'are more than 64')

export const revoked: z.ZodType<WrittenRevoked> = z.strictObject({
  digests: listOf(digest),
  statements: listOf(digest),
  attesters: listOf(text),
  signers: listOf(digest),
})
