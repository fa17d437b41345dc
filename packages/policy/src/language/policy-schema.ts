import { isGlob } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS } from '../bounds.ts'
import type { Mode } from '../compiled-policy.ts'
import type { AttestationPolicy } from './attestation-policy.ts'
import { exceptions, revoked } from './exemption-schema.ts'
import { glob } from './field-test-schema.ts'
import { requirement } from './requirement-schema.ts'
import { text } from './text-schema.ts'

// What some canonical repository can match: a pattern that none can, such as a reference with a tag, would govern nothing in silence.
const REPOSITORIES = '^(?!.*\\*\\*\\*)(?=.*(/|\\*\\*))[a-z0-9.*-]+(:[0-9*]+)?([/*][a-z0-9._*/-]*)?$'
const CANONICAL = new RegExp(REPOSITORIES)

const repositories = glob
  .refine(
    (value) => !isGlob(value) || CANONICAL.test(value),
    'can match no repository: write the host and the path in lower case, without scheme, tag and digest, such as ghcr.io/acme/app, ghcr.io/acme/** or **',
  )
  .meta({ pattern: REPOSITORIES })

export const mode: z.ZodType<Mode> = z
  .enum(['enforce', 'warn', 'audit'], 'is not enforce, warn or audit: write one of these')
  .describe('enforce denies; warn and audit decide alike, and let by what they would deny.')

export const metadata: z.ZodType<{ readonly name: string; readonly revision: number }> = z
  .strictObject({
    name: text.describe('Its name in decisions and messages.'),
    revision: z.int().min(0).describe('A whole number that rises with every change.'),
  })
  .describe('What it is called, and which revision this is.')

/** The schema of the policy language. Unknown members are errors everywhere: a misspelt test must not be a missing one. */
export const attestationPolicy: z.ZodType<AttestationPolicy> = z
  .strictObject({
    apiVersion: z
      .literal('pawl.dev/v1', 'is not pawl.dev/v1: write this version, no other can be read here')
      .describe('The version of the language.'),
    kind: z
      .literal('AttestationPolicy', 'is not AttestationPolicy: give a policy here')
      .describe('What kind of file this is.'),
    metadata,
    spec: z
      .strictObject({
        mode,
        images: z
          .array(repositories.describe('A repository, or a pattern: `*` within a segment, `**` across.'))
          .min(1, 'is empty: the policy would govern nothing, write ["**"] for every image')
          .max(BOUNDS.images)
          .describe('The repositories that it governs, for example ghcr.io/acme/**. At most 64.'),
        require: z
          .array(requirement)
          .min(1, 'is empty: a policy that requires nothing is refused, write what has to be there')
          .max(BOUNDS.requirements)
          .describe('What is required, all of it. At most 64.'),
        revoked: revoked.exactOptional(),
        exceptions: exceptions.exactOptional(),
      })
      .describe('What is required, of which images.'),
  })
  .meta({
    $id: 'https://pawl.dev/schemas/v1/attestation-policy.json',
    title: 'Pawl AttestationPolicy',
    description:
      'Which claims an image needs. Said by pawl alone: ages of 100 years to the last second, count above the names in from, five levels of groups, two requirements of one name, 128 claims in all, exceptions of more than 90 days, of no requirement, or of every one of a repository, 64 KiB in all.',
  })
