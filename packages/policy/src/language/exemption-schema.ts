import { PATTERNS, parseInstant } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, DIGEST } from '../bounds.ts'
import type { WrittenException, WrittenRevoked } from './attestation-policy.ts'
import { text } from './text-schema.ts'

// As core writes them: a spelling that no image has would except nothing, in silence.
const REPOSITORY = /^(?!docker\.io\/[^/]+$)[a-z0-9][a-z0-9.-]*(:[0-9]+)?(\/[a-z0-9][a-z0-9._-]*)+$/

const digest = z.string().regex(DIGEST, 'is not a digest: write sha256: and 64 lower-case hexadecimal digits')
const repository = z
  .string()
  .regex(
    REPOSITORY,
    'is not a canonical repository: write the host and the path in lower case, without tag and digest, such as ghcr.io/acme/app',
  )
const listOf = (entry: z.ZodType<string>, what: string) =>
  z.array(entry).max(BOUNDS.revoked, 'has more than 1,000 entries').describe(`${what} At most 1,000.`).exactOptional()

const exception: z.ZodType<WrittenException> = z
  .strictObject({
    digest: digest.describe('The one image that it is for: sha256: and 64 hexadecimal digits.').exactOptional(),
    repository: repository
      .describe('All images of one repository, for example ghcr.io/acme/app; only together with anyDigest: true.')
      .exactOptional(),
    anyDigest: z
      .literal(true, 'is not true: write true beside repository, or name one digest instead')
      .describe('Has to be written with repository: the exception is for whatever is pushed there.')
      .exactOptional(),
    requirement: text.describe('The name of the requirement that need not be met.'),
    until: z
      .string()
      .refine(
        (value) => parseInstant(value) !== undefined,
        'is not an instant: write UTC with whole seconds and Z, for example 2026-01-31T12:00:00Z',
      )
      .meta({
        pattern: PATTERNS.instant,
        description: 'When it ends, at most 90 days ahead: UTC, whole seconds and Z, for example 2026-01-31T12:00:00Z.',
      }),
    reason: text.describe('Why, for whoever reads the decision.'),
    ticket: text.describe('Where it was agreed, for example SEC-1.'),
  })
  .superRefine((each, context) => {
    const problem = (message: string, ...path: string[]): void => context.addIssue({ code: 'custom', path, message })
    const { digest: one, repository: all, anyDigest } = each
    if (one !== undefined && (all !== undefined || anyDigest !== undefined))
      problem('names one digest and more: write digest alone, or repository together with anyDigest: true')
    else if (one === undefined && all === undefined)
      problem('names no image: write digest, or repository together with anyDigest: true')
    else if (one === undefined && anyDigest === undefined)
      problem(
        'is missing: beside repository write anyDigest: true, which lets by whatever is pushed there, or name one digest',
        'anyDigest',
      )
  })
  .meta({
    id: 'Exception',
    description: 'A requirement that need not be met by an image, until an end.',
    oneOf: [{ required: ['digest'] }, { required: ['repository', 'anyDigest'] }],
    dependentRequired: { repository: ['anyDigest'], anyDigest: ['repository'] },
  })

export const exceptions: z.ZodType<readonly WrittenException[]> = z
  .array(exception)
  .max(BOUNDS.exceptions)
  .describe('Requirements that need not be met by an image, until an end. At most 64.')

export const revoked: z.ZodType<WrittenRevoked> = z
  .strictObject({
    digests: listOf(
      digest.describe('sha256: and 64 hexadecimal digits.'),
      'Digests of images: these are denied, excepted or not.',
    ),
    statements: listOf(
      digest.describe('sha256: and 64 hexadecimal digits.'),
      'Digests of statements, as pawl inspect shows them.',
    ),
    attesters: listOf(text, 'Names of attesters: nothing that they say counts.'),
    signers: listOf(
      digest.describe('sha256: and 64 hexadecimal digits.'),
      'Ids of signers: one key or identity of an attester.',
    ),
  })
  .describe('What no longer counts, whatever its signature says.')
