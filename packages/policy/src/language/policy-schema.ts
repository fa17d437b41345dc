import { isGlob, parseDuration } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, FIELD, REQUIREMENT } from '../bounds.ts'
import type { Mode } from '../compiled-policy.ts'
import {
  type AttestationPolicy,
  OPERATORS,
  type WrittenFieldTest,
  type WrittenNode,
  type WrittenPartner,
} from './attestation-policy.ts'
import { exceptions, revoked } from './exemption-schema.ts'
import { text } from './text-schema.ts'

const scalar = z.union(
  [text, z.int(), z.literal(true)],
  'is not a string, an integer or true (false can never be tested)',
)
const field = z.string().regex(FIELD, 'is not a field name: letters and digits, a letter first, at most 64')
const glob = z.string().refine(isGlob, 'is not a pattern: `*` within a segment, `**` across, at most 256 characters')
const duration = z
  .string()
  .refine(
    (value) => parseDuration(value) !== undefined,
    'is not a duration such as 30s, 12h, 14d or 2w (at most 100 years)',
  )
const age = z
  .string()
  .refine(
    (value) => value === 'unlimited' || parseDuration(value) !== undefined,
    'is neither a duration such as 24h or 14d nor the word unlimited',
  )

const fieldTest: z.ZodType<WrittenFieldTest> = z
  .strictObject({
    field,
    equals: scalar.exactOptional(),
    in: z.array(scalar).min(1, 'is empty').max(BOUNDS.values).exactOptional(),
    glob: glob.exactOptional(),
    contains: text.exactOptional(),
    containsAll: z.array(text).min(1, 'is empty').max(BOUNDS.values).exactOptional(),
    atLeast: z.int().exactOptional(),
    atMost: z.int().exactOptional(),
    within: duration.exactOptional(),
    exists: z.literal(true, 'can only be true: an absence cannot be required').exactOptional(),
  })
  .refine(
    (test) => OPERATORS.filter((operator) => Object.hasOwn(test, operator)).length === 1,
    `needs exactly one operator: ${OPERATORS.join(', ')}`,
  )

const pairs = z
  .record(field, field)
  .refine((value) => Object.keys(value).length >= 1, 'is empty')
  .refine((value) => Object.keys(value).length <= BOUNDS.pairs, 'has more than 8 pairs')

const claimTest = {
  claim: text,
  from: z.array(text).min(1, 'is empty: it would accept nobody').max(BOUNDS.attesters),
  maxAge: age,
  where: z.array(fieldTest).min(1, 'is empty').max(BOUNDS.tests).exactOptional(),
}

const partner: z.ZodType<WrittenPartner> = z.strictObject({
  ...claimTest,
  covers: pairs.exactOptional(),
  equal: pairs.exactOptional(),
})

const members = z
  .array(z.lazy(() => node))
  .min(1, 'is empty')
  .max(BOUNDS.members)

const nodeMembers = {
  claim: claimTest.claim.exactOptional(),
  from: claimTest.from.exactOptional(),
  maxAge: claimTest.maxAge.exactOptional(),
  where: claimTest.where,
  count: z.int().min(1, 'is below 1').exactOptional(),
  with: partner.exactOptional(),
  anyOf: members.exactOptional(),
  allOf: members.exactOptional(),
}

const LEAF_MEMBERS = ['from', 'maxAge', 'where', 'count', 'with'] as const

/** What the shape of one node cannot say: one kind, and what that kind needs. */
function checkNode(written: WrittenNode, context: z.core.$RefinementCtx): void {
  const kinds = (['claim', 'anyOf', 'allOf'] as const).filter((kind) => Object.hasOwn(written, kind))
  if (kinds.length !== 1) {
    context.addIssue({ code: 'custom', message: 'needs exactly one of claim, anyOf, allOf' })
    return
  }
  if (written.claim === undefined) {
    const stray = LEAF_MEMBERS.find((member) => Object.hasOwn(written, member))
    if (stray !== undefined)
      context.addIssue({ code: 'custom', path: [stray], message: 'belongs to a claim, not to a group' })
    return
  }
  if (written.from === undefined)
    context.addIssue({ code: 'custom', path: ['from'], message: 'is missing: name the attesters' })
  if (written.maxAge === undefined) {
    context.addIssue({ code: 'custom', path: ['maxAge'], message: 'is missing: write a duration, or unlimited' })
  }
  const distinct = new Set(written.from ?? []).size
  if (written.count !== undefined && !(written.count <= distinct)) {
    context.addIssue({ code: 'custom', path: ['count'], message: 'is more than there are attesters in from' })
  }
}

const node: z.ZodType<WrittenNode> = z.lazy(() => z.strictObject(nodeMembers).superRefine(checkNode))

const requirement = z
  .strictObject({
    name: z.string().regex(REQUIREMENT, 'is not a name: lower-case letters, digits and inner hyphens, at most 63'),
    ...nodeMembers,
  })
  .superRefine(checkNode)

export const mode: z.ZodType<Mode> = z.enum(['enforce', 'warn', 'audit'], 'is not enforce, warn or audit')

/** The schema of the policy language. Unknown members are errors everywhere: a misspelt test must not be a missing one. */
export const attestationPolicy: z.ZodType<AttestationPolicy> = z.strictObject({
  apiVersion: z.literal('pawl.dev/v1', 'is not pawl.dev/v1'),
  kind: z.literal('AttestationPolicy', 'is not AttestationPolicy'),
  metadata: z.strictObject({ name: text, revision: z.int().min(0) }),
  spec: z.strictObject({
    mode,
    images: z.array(glob).min(1, 'is empty: the policy would govern nothing').max(BOUNDS.images),
    require: z
      .array(requirement)
      .min(1, 'is empty: a policy that requires nothing is refused')
      .max(BOUNDS.requirements),
    revoked: revoked.exactOptional(),
    exceptions: exceptions.exactOptional(),
  }),
})
