import { isGlob } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS } from '../bounds.ts'
import { metadata, mode } from './policy-schema.ts'
import type { ProfileConfiguration, WrittenProfile } from './profile-configuration.ts'
import { dashedName, text } from './text-schema.ts'

const namespace = z
  .string()
  .regex(
    /^[-a-z0-9*]+$/,
    'is not the name of a namespace: write lower-case letters, digits and hyphens, or `*` for any of them (labels are not looked at)',
  )
  .refine((value) => isGlob(value) && !value.includes('**'), 'is not a pattern of names: write `*` for any run')
  .meta({ maxLength: 256, pattern: '^(?!.*\\*\\*)[-a-z0-9*]+$' })
  .describe('A name, or a pattern, for example prod-*.')

const profile: z.ZodType<WrittenProfile> = z
  .strictObject({
    name: dashedName.describe('Its name in decisions, for example production.'),
    mode: mode.describe('The most that it does: a policy in a weaker mode keeps its own.'),
    policies: z
      .array(text.describe('The name of a policy.'))
      .min(1, 'is empty: a profile without a policy would require nothing, name one')
      .max(BOUNDS.policies)
      .describe('Names of policies, all of which have to allow. At most 16.'),
    namespaces: z
      .array(namespace)
      .max(1000)
      .describe('The namespaces that it is for; empty where it is only for unknown ones. At most 1,000.'),
    unmatched: z
      .enum(['deny', 'allow'], 'is not deny or allow: write one of these')
      .describe('What becomes of an image that no policy governs; deny where it is not written.')
      .exactOptional(),
    governedElsewhere: text
      .describe('The control that judges those images instead; has to be written for allow in mode enforce.')
      .exactOptional(),
  })
  .refine(
    (each) => each.unmatched !== 'allow' || each.mode !== 'enforce' || each.governedElsewhere !== undefined,
    'lets images by that no policy governs, in mode enforce: write deny, or name the control that judges them in governedElsewhere',
  )
  .meta({
    id: 'Profile',
    description: 'Policies and a mode for some namespaces.',
    if: { required: ['unmatched'], properties: { unmatched: { const: 'allow' }, mode: { const: 'enforce' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['governedElsewhere'] },
  })

/** The schema of profiles. Unknown members are errors everywhere: a misspelt mode must not be a missing one. */
export const profileConfiguration: z.ZodType<ProfileConfiguration> = z
  .strictObject({
    apiVersion: z
      .literal('pawl.dev/v1', 'is not pawl.dev/v1: write this version, no other can be read here')
      .describe('The version of the language.'),
    kind: z
      .literal('ProfileConfiguration', 'is not ProfileConfiguration: give profiles here')
      .describe('What kind of file this is.'),
    metadata,
    spec: z
      .strictObject({
        profiles: z
          .array(profile)
          .min(1, 'is empty: write at least the profile of unknown namespaces')
          .max(64)
          .describe('The profiles, no namespace of which two match. At most 64.'),
        unknownNamespaces: dashedName.describe(
          'The profile of every namespace that none names: in mode enforce, with unmatched: deny.',
        ),
      })
      .describe('The profiles, and the one for every other namespace.'),
  })
  .meta({
    $id: 'https://pawl.dev/schemas/v1/profile-configuration.json',
    title: 'Pawl ProfileConfiguration',
    description:
      'Which policies apply in which namespace. Said by pawl alone: names that stand twice, policies and profiles that are not there, patterns of two profiles that can match one namespace, and whether the profile of unknown namespaces is closed.',
  })
