/**
 * @module
 * The schema of the input document in zod, and through it JSON Schema. `parseDocument` accepts the same set by hand.
 */
import { z } from 'zod'
import { isBoundedText } from './bounded-text.ts'
import type { Claim, ImageEntry, InputDocument, SummaryValue } from './input-document.ts'
import { LIMITS } from './limits.ts'
import { entryBytes } from './parse-document.ts'
import { PATTERNS } from './patterns.ts'

// Aborts: what is asked of a whole entry is not asked of text that cannot even be encoded.
const ILL_FORMED = { abort: true }

const text: z.ZodType<string> = z
  .string()
  .max(LIMITS.text)
  .refine((value) => isBoundedText(value, LIMITS.text), ILL_FORMED)
  .meta({ pattern: PATTERNS.text })
const name: z.ZodType<string> = z
  .string()
  .min(1)
  .max(LIMITS.text)
  .refine((value) => isBoundedText(value, LIMITS.text), ILL_FORMED)
  .meta({ pattern: PATTERNS.text })
const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const time = z.int().min(0).max(LIMITS.time)
const summaryValue: z.ZodType<SummaryValue> = z.union([text, z.int(), z.literal(true), z.array(text).max(LIMITS.list)])

const summary = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/), summaryValue)
  .refine((fields) => Object.keys(fields).length <= LIMITS.fields)
  .meta({ maxProperties: LIMITS.fields })

const claim: z.ZodType<Claim> = z
  .strictObject({
    type: name,
    predicateType: name,
    attester: name,
    signer: z.strictObject({ kind: z.enum(['keyless', 'key']), id: sha256 }),
    moment: time.exactOptional(),
    expiresAt: time.exactOptional(),
    statementDigest: sha256,
    subject: name,
    summary,
  })
  .meta({ id: 'Claim' })

const image: z.ZodType<ImageEntry> = z
  .strictObject({
    reference: name,
    repository: name,
    name,
    digest: sha256.exactOptional(),
    verifiedAt: time,
    validUntil: time,
    trust: z.strictObject({ name, digest: sha256, revision: z.int() }),
    claims: z.array(claim).max(LIMITS.claims),
  })
  .refine((entry) => entryBytes(entry) <= LIMITS.imageBytes)
  .meta({ id: 'ImageEntry' })

const document: z.ZodType<InputDocument> = z
  .strictObject({
    apiVersion: z.literal('pawl.dev/v1'),
    kind: z.literal('AttestationInput'),
    now: time,
    images: z.array(image).min(1).max(LIMITS.images),
  })
  .meta({ id: 'AttestationInput', title: 'Pawl input document' })

/** The input document. A member it does not know is an error. */
export const inputDocument: z.ZodType<InputDocument> = z.preprocess(withoutPrototype, document)

/** zod passes over a member named `__proto__` (C70); here it is one that is not known, like any other. */
function withoutPrototype(value: unknown): unknown {
  return holdsPrototype(value, 0) ? undefined : value
}

/** No deeper than a document is. */
function holdsPrototype(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > 8) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some((each) => holdsPrototype(each, depth + 1))
}

/** The JSON Schema (draft 2020-12) that `@pawl/document/schema.json` holds. */
export function inputDocumentJsonSchema(): unknown {
  return z.toJSONSchema(document, { io: 'input' })
}
