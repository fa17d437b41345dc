import { isBoundedText } from '@pawl/document'
import { z } from 'zod'
import { BOUNDS } from '../bounds.ts'

export const text: z.ZodType<string> = z
  .string()
  .min(1, 'is empty')
  .refine((value) => isBoundedText(value, BOUNDS.text), 'is longer than 256 characters or holds control characters')
