import { LIMITS } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, DIGEST, REQUIREMENT } from '../bounds.ts'
import type { CompiledPolicy, PolicyException } from '../compiled-policy.ts'
import type { CompiledProfile } from '../compiled-profile.ts'
import { compiledNode, compiledPattern, word } from './compiled-node-schema.ts'

const digest = z.string().regex(DIGEST)
const time = z.int().min(0).max(LIMITS.time)
const version = z.literal('pawl.dev/v1').describe('The version of the normal form.')
const mode = z.enum(['enforce', 'warn', 'audit'])
const listOf = (of: z.ZodType<string>, what: string) =>
  z
    .array(of)
    .max(BOUNDS.revoked)
    .meta({ uniqueItems: true, description: `${what} None twice, at most 1,000.` })

const rest = {
  requirement: word.describe('The name of the requirement that need not be met.'),
  until: time.describe('The first second at which it is over, since 1970.'),
  reason: word.describe('Why.'),
  ticket: word.describe('Where it was agreed.'),
}
const exception: z.ZodType<PolicyException> = z
  .union([
    z.strictObject({ digest: digest.describe('The one image that it is for.'), ...rest }),
    z.strictObject({ repository: word.describe('The canonical repository that it is for.'), ...rest }),
  ])
  .meta({ id: 'Exception', description: 'A requirement that need not be met by an image, until an end.' })

const policyMembers = {
  apiVersion: version,
  kind: z.literal('CompiledPolicy').describe('What kind of file this is.'),
  name: word.describe('Its name in decisions.'),
  revision: z.int().min(0).describe('A whole number that rises with every change.'),
  mode: mode.describe('enforce denies; warn and audit decide alike, and let by what they would deny.'),
  images: z
    .array(compiledPattern)
    .min(1)
    .max(BOUNDS.images)
    .describe('Patterns of the canonical repositories that it governs. At most 64.'),
  nodes: z
    .array(compiledNode)
    .min(1)
    .max(BOUNDS.leaves * 2)
    .describe('What is required, members before the groups that they are in. At most 256, at most 128 of them claims.'),
  requirements: z
    .array(
      z
        .strictObject({
          name: z.string().regex(REQUIREMENT).describe('Its name in decisions and exceptions.'),
          node: z.int().min(0).describe('Index into nodes.'),
        })
        .meta({ id: 'Requirement', description: 'A node that has to be met, by its name.' }),
    )
    .min(1)
    .max(BOUNDS.requirements)
    .describe('What is required, all of it. No name twice, at most 64.'),
  revoked: z
    .strictObject({
      digests: listOf(digest, 'Digests of images.'),
      statements: listOf(digest, 'Digests of statements.'),
      attesters: listOf(word, 'Names of attesters.'),
      signers: listOf(digest, 'Ids of signers.'),
    })
    .describe('What no longer counts.'),
  exceptions: z.array(exception).max(BOUNDS.exceptions).describe('Requirements that need not be met. At most 64.'),
}

const LOADER =
  're2 has to be what glob says; nodes point to earlier ones, and their levels have to be right; at most 128 claims in all; count is at most the number of names in from; requirements name nodes, exceptions name requirements, no name stands twice; not every requirement may be excepted for a repository; at most 64 KiB of canonical JSON; and text holds no lone surrogates.'

/** The normal form as JSON Schema says it. Engines load it by hand, with `parseCompiledPolicy`; tests hold the two together. */
export const compiledPolicy: z.ZodType<CompiledPolicy> = z.strictObject(policyMembers).meta({
  $id: 'https://pawl.dev/schemas/v1/compiled-policy.json',
  title: 'Pawl CompiledPolicy',
  description: `A policy in the normal form that every engine loads. Said by the loader alone: ${LOADER}`,
})

export const compiledProfile: z.ZodType<CompiledProfile> = z
  .strictObject({
    apiVersion: version,
    kind: z.literal('CompiledProfile').describe('What kind of file this is.'),
    name: word.describe('Its name in decisions.'),
    mode: mode.describe('The most that it does: a policy in a weaker mode keeps its own.'),
    unmatched: z.enum(['deny', 'allow']).describe('What becomes of an image that no policy governs.'),
    validUntil: z
      .union([z.literal('unlimited'), time])
      .describe('The first second, since 1970, at which it no longer counts; or unlimited.'),
    policies: z
      .array(z.strictObject(policyMembers).meta({ id: 'CompiledPolicy', description: 'A policy in its normal form.' }))
      .min(1)
      .max(BOUNDS.policies)
      .describe('The policies, all of which have to allow. No name twice, at most 16.'),
  })
  .meta({
    $id: 'https://pawl.dev/schemas/v1/compiled-profile.json',
    title: 'Pawl CompiledProfile',
    description: `A set of policies in the normal form that every engine loads. Said by the loader alone: no two policies have one name. Of each policy: ${LOADER}`,
  })
