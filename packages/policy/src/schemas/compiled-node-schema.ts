import { LIMITS, PATTERNS } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, FIELD } from '../bounds.ts'
import type { FieldTest, Partner, Pattern, PolicyNode, Scalar, TemplatePart } from '../compiled-policy.ts'

export const word: z.ZodType<string> = z.string().min(1).max(BOUNDS.text).meta({ pattern: PATTERNS.text })
const field = z.string().regex(FIELD)
const glob = z.string().min(1).max(256).meta({
  pattern: PATTERNS.glob,
  description: 'The pattern: `*` within a segment, `**` across. TypeScript matches it.',
})
const re2 = z.string().describe('The same pattern for Rego and CEL: (?s)^...$, recomputed by whoever loads it.')
const seconds = z.int().min(1).max(LIMITS.duration)
const unique = { uniqueItems: true }

export const compiledPattern: z.ZodType<Pattern> = z
  .strictObject({ glob, re2 })
  .meta({ id: 'Pattern', description: 'One pattern, in both spellings.' })

const tested = <Op extends FieldTest['op']>(op: Op, what: string) => ({
  field: field.describe("A field of the claim's summary."),
  op: z.literal(op).describe(what),
})
const values = <T>(of: z.ZodType<T>) =>
  z
    .array(of)
    .min(1)
    .max(BOUNDS.values)
    .meta({ ...unique, description: 'The values, none twice. At most 64.' })
const placeholder = z
  .strictObject({ image: z.enum(['name', 'repository']).describe('Which member of the image stands here.') })
  .describe('A member of the image.')

const fieldTest: z.ZodType<FieldTest> = z
  .union([
    z.strictObject({
      ...tested('in', 'The field is one of the values, of the same type.'),
      values: values<Scalar>(z.union([word, z.int(), z.literal(true)])),
    }),
    z.strictObject({
      ...tested('template', 'The field is the parts, joined.'),
      parts: z
        .array<z.ZodType<TemplatePart>>(z.union([word, placeholder]))
        .min(1)
        .max(BOUNDS.values)
        .describe('Text and members of the image.'),
    }),
    z.strictObject({ ...tested('glob', 'The field matches the pattern.'), glob, re2 }),
    z.strictObject({ ...tested('has', 'The field is a list that holds all of the values.'), values: values(word) }),
    z.strictObject({
      ...tested('min', 'The field is a whole number of at least this.'),
      value: z.int().describe('The least.'),
    }),
    z.strictObject({
      ...tested('max', 'The field is a whole number of at most this.'),
      value: z.int().describe('The most.'),
    }),
    z.strictObject({
      ...tested('within', 'The field is a time, at most so long ago.'),
      value: seconds.describe('Seconds, at most 100 years.'),
    }),
    z.strictObject(tested('exists', 'The field is there.')),
  ])
  .meta({ id: 'FieldTest', description: 'A test of one field. An absent field, or one of another type, fails it.' })

const claimTest = {
  claim: word.describe('The type of the claim.'),
  from: z
    .array(word)
    .min(1)
    .max(BOUNDS.attesters)
    .meta({ ...unique, description: 'Names of attesters, none twice. At most 64.' }),
  maxAge: z
    .union([z.literal('unlimited'), seconds])
    .describe('How old the claim may be in seconds, at most 100 years, or unlimited.'),
  where: z.array(fieldTest).max(BOUNDS.tests).describe('Tests of fields, all of which have to pass. At most 8.'),
}
const pairs = (what: string) =>
  z
    .array(z.tuple([field, field]))
    .max(BOUNDS.pairs)
    .describe(`Pairs of a field of the first claim and a field of this one. ${what} At most 8.`)

const partner: z.ZodType<Partner> = z
  .strictObject({
    ...claimTest,
    covers: pairs('Every element of the first list is in the second.'),
    equal: pairs('Both are there and the same.'),
  })
  .meta({ id: 'SecondClaim', description: 'A second claim about the same image: some pair has to pass.' })

const level = z.int().min(1).max(BOUNDS.level).describe('One more than that of the deepest member. At most 4.')
const indices = (what: string) =>
  z
    .array(z.int().min(0))
    .min(1)
    .max(BOUNDS.members)
    .meta({ ...unique, description: `Indices of earlier nodes, none twice: ${what} At most 64.` })

export const compiledNode: z.ZodType<PolicyNode> = z
  .union([
    z.strictObject({
      level: z.literal(0).describe('0: a claim.'),
      ...claimTest,
      count: z.int().min(1).max(BOUNDS.attesters).describe('How many different attesters have to say it.'),
      with: partner.exactOptional(),
    }),
    z.strictObject({ level, any: indices('one is enough.') }),
    z.strictObject({ level, all: indices('all are required.') }),
  ])
  .meta({ id: 'Node', description: 'Some claim, or a group of earlier nodes.' })
