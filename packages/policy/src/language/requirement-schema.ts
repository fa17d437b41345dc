import { z } from 'zod'
import { BOUNDS } from '../bounds.ts'
import type { WrittenNode, WrittenPartner, WrittenRequirement } from './attestation-policy.ts'
import { age, field, fieldTest } from './field-test-schema.ts'
import { dashedName, text } from './text-schema.ts'

const pairs = z
  .record(field, field)
  .refine(
    (value) => Object.keys(value).length >= 1,
    'is empty: write a field of this claim and one of the other, or leave it out',
  )
  .refine((value) => Object.keys(value).length <= BOUNDS.pairs, 'has more than 8 pairs')
  .meta({ minProperties: 1, maxProperties: BOUNDS.pairs })

const claimTest = {
  claim: text.describe('The type of the claim, for example provenance, vulnerability-scan or review.'),
  from: z
    .array(text)
    .min(1, 'is empty: it would accept nobody, name attesters of the trust configuration')
    .max(BOUNDS.attesters)
    .describe('Names of attesters of the trust configuration: a claim of any one of them counts. At most 64.'),
  maxAge: age.describe('How old the claim may be, for example 24h or 14d; unlimited has to be written.'),
  where: z
    .array(fieldTest)
    .min(1, 'is empty: write a test, or leave it out')
    .max(BOUNDS.tests)
    .describe('Tests of fields, all of which have to pass. At most 8.')
    .exactOptional(),
}

const partner: z.ZodType<WrittenPartner> = z
  .strictObject({
    ...claimTest,
    covers: pairs
      .describe(
        'A list of the first claim: a list of this one. Every element of the first is in the second, for example findingsHigh: accepted.',
      )
      .exactOptional(),
    equal: pairs
      .describe('A field of the first claim: a field of this one. Both are there and the same, and no lists.')
      .exactOptional(),
  })
  .meta({ id: 'SecondClaim', description: 'Asks for some claim beside the first, about the same image.' })

const members = z
  .array(z.lazy(() => node).meta({ id: 'Member', description: 'One claim that is required, or a group.' }))
  .min(1, 'is empty: list what is required')
  .max(BOUNDS.members)

const nodeMembers = {
  claim: claimTest.claim.exactOptional(),
  from: claimTest.from.exactOptional(),
  maxAge: claimTest.maxAge.exactOptional(),
  where: claimTest.where,
  count: z
    .int()
    .min(1, 'is below 1: write how many attesters have to say it')
    .describe('How many different attesters of from have to say it; 1 where it is not written.')
    .exactOptional(),
  with: partner.describe('A second claim about the same image: some pair of claims has to pass.').exactOptional(),
  anyOf: members
    .meta({ id: 'AnyOf', description: 'One of these is enough. Groups nest four levels deep.' })
    .exactOptional(),
  allOf: members
    .meta({ id: 'AllOf', description: 'All of these are required. Groups nest four levels deep.' })
    .exactOptional(),
}

const KINDS = ['claim', 'anyOf', 'allOf'] as const
const LEAF_MEMBERS = ['from', 'maxAge', 'where', 'count', 'with'] as const

/** `checkNode`, as far as JSON Schema can say it. */
const ONE_KIND = {
  oneOf: KINDS.map((kind) => ({ required: [kind] })),
  dependentRequired: {
    claim: ['from', 'maxAge'],
    ...Object.fromEntries(LEAF_MEMBERS.map((member) => [member, ['claim']])),
  },
}

/** What the shape of one node cannot say: one kind, and what that kind needs. */
function checkNode(written: WrittenNode, context: z.core.$RefinementCtx): void {
  const problem = (message: string, ...path: string[]): void => context.addIssue({ code: 'custom', path, message })
  const kinds = KINDS.filter((kind) => Object.hasOwn(written, kind))
  if (kinds.length !== 1) {
    problem('needs exactly one of claim, anyOf, allOf: write a requirement of its own for each')
    return
  }
  if (written.claim === undefined) {
    const stray = LEAF_MEMBERS.find((member) => Object.hasOwn(written, member))
    if (stray !== undefined) problem('belongs to a claim, not to a group: write it inside, beside claim', stray)
    return
  }
  if (written.from === undefined) problem('is missing: name the attesters', 'from')
  if (written.maxAge === undefined) problem('is missing: write a duration, or unlimited', 'maxAge')
  const distinct = new Set(written.from ?? []).size
  if (written.count !== undefined && !(written.count <= distinct)) {
    problem('is more than there are attesters in from: name more of them, or ask for fewer', 'count')
  }
}

const node: z.ZodType<WrittenNode> = z
  .lazy(() => z.strictObject(nodeMembers).superRefine(checkNode).meta(ONE_KIND))
  .meta({ id: 'Node', description: 'One claim that is required (claim, from, maxAge), or a group.' })

export const requirement: z.ZodType<WrittenRequirement> = z
  .strictObject({
    name: dashedName.describe('Its name in decisions and exceptions, for example built-by-our-ci.'),
    ...nodeMembers,
  })
  .superRefine(checkNode)
  .meta({ id: 'Requirement', description: 'Asks for some claim (claim, from, maxAge), or for a group.', ...ONE_KIND })
