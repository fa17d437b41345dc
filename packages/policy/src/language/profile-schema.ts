import { isGlob } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, REQUIREMENT } from '../bounds.ts'
import { mode } from './policy-schema.ts'
import type { ProfileConfiguration, WrittenProfile } from './profile-configuration.ts'
import { text } from './text-schema.ts'

const name = z.string().regex(REQUIREMENT, 'is not a name: lower-case letters, digits and inner hyphens, at most 63')
const namespace = z
  .string()
  .regex(
    /^[-a-z0-9*]+$/,
    'is not the name of a namespace: lower-case letters, digits and hyphens, or `*` for any of them',
  )
  .refine((value) => isGlob(value) && !value.includes('**'), 'is not a pattern of names: write `*` for any run')

const profile: z.ZodType<WrittenProfile> = z
  .strictObject({
    name,
    mode,
    policies: z
      .array(text)
      .min(1, 'is empty: a profile without a policy would require nothing')
      .max(BOUNDS.policies, 'has more than 16 policies'),
    namespaces: z.array(namespace).max(1000, 'has more than 1,000 names'),
    unmatched: z.enum(['deny', 'allow'], 'is not deny or allow').exactOptional(),
    governedElsewhere: text.exactOptional(),
  })
  .refine(
    (each) => each.unmatched !== 'allow' || each.mode !== 'enforce' || each.governedElsewhere !== undefined,
    'lets images by that no policy governs, in mode enforce: write deny, or name the control that judges them in governedElsewhere',
  )

/** The schema of profiles. Unknown members are errors everywhere: a misspelt mode must not be a missing one. */
export const profileConfiguration: z.ZodType<ProfileConfiguration> = z.strictObject({
  apiVersion: z.literal('pawl.dev/v1', 'is not pawl.dev/v1'),
  kind: z.literal('ProfileConfiguration', 'is not ProfileConfiguration'),
  metadata: z.strictObject({ name: text, revision: z.int().min(0) }),
  spec: z.strictObject({
    profiles: z.array(profile).min(1, 'is empty').max(64, 'has more than 64 profiles'),
    unknownNamespaces: name,
  }),
})
