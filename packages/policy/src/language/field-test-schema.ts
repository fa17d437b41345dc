import { isGlob, PATTERNS, parseDuration } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, FIELD } from '../bounds.ts'
import { OPERATORS, type WrittenFieldTest } from './attestation-policy.ts'
import { template, text } from './text-schema.ts'

const NO_SCALAR =
  'is not text, a whole number or true: write one of these (false cannot be asked for: a summary says yes or nothing; several values belong to in or containsAll)'

const scalarOf = (words: z.ZodType<string>) => z.union([words, z.int(), z.literal(true)], NO_SCALAR)

export const field: z.ZodType<string> = z
  .string()
  .regex(FIELD, 'is not a field name: letters and digits, a letter first, at most 64, such as buildLevel')

export const glob: z.ZodType<string> = z
  .string()
  .refine(
    isGlob,
    'is not a pattern: write `*` for any run within a segment, `**` for any run, never `***`, 1 to 256 characters',
  )
  .meta({ minLength: 1, maxLength: 256, pattern: PATTERNS.glob })

const duration = z
  .string()
  .refine(
    (value) => parseDuration(value) !== undefined,
    'is not a duration: write a number and s, m, h, d or w, such as 48h or 14d (at most 100 years; there are no months and years)',
  )
  .meta({ pattern: PATTERNS.duration })

export const age: z.ZodType<string> = z
  .string('is not text: write a number and its unit, such as 14d')
  .refine(
    (value) => value === 'unlimited' || parseDuration(value) !== undefined,
    'is not an age: write a number and s, m, h, d or w, such as 24h or 14d (at most 100 years; there are no months and years), or unlimited',
  )
  .meta({ pattern: PATTERNS.age })

/** Exactly one operator: an editor says it as it is written. */
export const fieldTest: z.ZodType<WrittenFieldTest> = z
  .strictObject({
    field: field.describe(
      "A field of the claim's summary, for example buildLevel. pawl inspect shows which there are.",
    ),
    equals: scalarOf(template)
      .describe(
        "The value, of the same type: text, a whole number or true. In text {name} and {repository} stand for the image's own.",
      )
      .exactOptional(),
    in: z
      .array(scalarOf(text))
      .min(1, 'is empty: it would be true of nothing, list at least one value')
      .max(BOUNDS.values)
      .describe('One of these values: text, whole numbers or true. At most 64.')
      .exactOptional(),
    glob: glob
      .describe('Text that matches the whole pattern: `*` within a segment, `**` across, for example refs/tags/v*.')
      .exactOptional(),
    contains: text.describe('The field is a list, and this is in it.').exactOptional(),
    containsAll: z
      .array(text)
      .min(1, 'is empty: it would be true of any list, name at least one element')
      .max(BOUNDS.values)
      .describe('The field is a list, and all of these are in it. At most 64.')
      .exactOptional(),
    atLeast: z.int().describe('A whole number of this much or more, for example 3.').exactOptional(),
    atMost: z.int().describe('A whole number of this much or less, for example 0.').exactOptional(),
    within: duration
      .describe('The field is a time, at most this long ago when the decision is made, for example 48h.')
      .exactOptional(),
    exists: z
      .literal(
        true,
        'is not true: an absence cannot be required (whoever deletes the statement would make it so), write what must be there',
      )
      .describe('The field is there, whatever it holds. Only true: an absence cannot be required.')
      .exactOptional(),
  })
  .refine(
    (test) => OPERATORS.filter((operator) => Object.hasOwn(test, operator)).length === 1,
    `needs exactly one operator, of ${OPERATORS.join(', ')}: write a test of its own for each`,
  )
  .meta({
    id: 'FieldTest',
    description: 'A test of one field. An absent field, or one of another type, fails it.',
    oneOf: OPERATORS.map((operator) => ({ required: [operator] })),
  })
