import { isBoundedText, PATTERNS } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS, REQUIREMENT } from '../bounds.ts'

export const text: z.ZodType<string> = z
  .string()
  .min(1, 'is empty: write at least one character')
  .refine(
    (value) => isBoundedText(value, BOUNDS.text),
    'is longer than 256 characters or holds control characters, such as a line break: shorten it, on one line',
  )
  .meta({ maxLength: BOUNDS.text, pattern: PATTERNS.text })

/** Text in which `{name}` and `{repository}` stand for the image's own: for editors, the compiler says it for all. */
export const template: z.ZodType<string> = text.meta({ pattern: PATTERNS.template })

export const dashedName: z.ZodType<string> = z
  .string()
  .regex(
    REQUIREMENT,
    'is not a name: write lower-case letters, digits and inner hyphens, at most 63, such as built-by-our-ci',
  )
