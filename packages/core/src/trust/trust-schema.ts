import { isBoundedText, isGlob, parseInstant } from '@pawl/document'
import { z } from 'zod'
import { CERTIFICATE_FIELDS, type CertificateField } from '../sigstore/certificate-fields.ts'

/** A trust configuration as people write it (model, "Trust configuration"). */
export interface WrittenTrust {
  readonly metadata: { readonly name: string; readonly revision: number }
  readonly spec: {
    readonly roots?: readonly WrittenRoot[]
    readonly attesters: readonly WrittenAttester[]
    readonly subject?: 'exact'
    readonly watch?: readonly string[]
    readonly summaries?: readonly WrittenSummary[]
  }
}

export interface WrittenRoot {
  readonly name: string
  readonly sigstore?: 'public-good'
  readonly trustedRoot?: string
}

export interface WrittenAttester {
  readonly name: string
  readonly keyless?: readonly WrittenIdentity[]
  readonly keys?: readonly { readonly file: string; readonly validFrom?: string; readonly validUntil?: string }[]
  readonly claims: readonly string[]
  readonly buildLevel?: number
}

export interface WrittenIdentity {
  readonly root: string
  readonly issuer: string
  readonly identity: string
  readonly certificate?: Readonly<Partial<Record<CertificateField, string>>>
}

export interface WrittenSummary {
  readonly predicateType: string
  readonly claim: string
  readonly moment?: string
  readonly fields: Readonly<Record<string, string>>
}

const text = z
  .string()
  .min(1, 'is empty')
  .refine((value) => isBoundedText(value, 512), 'is longer than 512 characters or holds control characters')
const name = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'is not a name: lower-case letters, digits and inner hyphens')
const instant = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, 'is not an instant such as 2026-01-31T00:00:00Z')
const pointer = z.string().regex(/^(\/([^~/]|~[01])+)+$/, 'is not a JSON pointer such as /result/passed')

const root: z.ZodType<WrittenRoot> = z
  .strictObject({ name, sigstore: z.literal('public-good').exactOptional(), trustedRoot: text.exactOptional() })
  .refine(
    (each) => (each.sigstore === undefined) !== (each.trustedRoot === undefined),
    'needs exactly one of sigstore, trustedRoot',
  )

const identity: z.ZodType<WrittenIdentity> = z.strictObject({
  root: name,
  issuer: text,
  identity: z.string().refine(isGlob, 'is neither exact nor a pattern of `*` and `**`, at most 256 characters'),
  certificate: z
    .partialRecord(z.enum(CERTIFICATE_FIELDS, 'is not a certificate field'), text)
    .refine((fields) => Object.keys(fields).length >= 1, 'is empty')
    .exactOptional(),
})

const attester: z.ZodType<WrittenAttester> = z
  .strictObject({
    name,
    keyless: z.array(identity).min(1, 'is empty').max(32).exactOptional(),
    keys: z
      .array(z.strictObject({ file: text, validFrom: instant.exactOptional(), validUntil: instant.exactOptional() }))
      .min(1, 'is empty')
      .max(32)
      .exactOptional(),
    claims: z.array(text).min(1, 'is empty: an attester that may say nothing').max(64),
    buildLevel: z.literal([0, 1, 2, 3], 'is not a build level of SLSA: 0 to 3').exactOptional(),
  })
  .refine((each) => each.keyless !== undefined || each.keys !== undefined, 'has neither keys nor keyless identities')

const summary: z.ZodType<WrittenSummary> = z.strictObject({
  predicateType: text,
  claim: name,
  moment: pointer.exactOptional(),
  fields: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, 'is not a field name'), pointer)
    .refine((fields) => Object.keys(fields).length <= 32, 'has more than 32 fields'),
})

/** Unknown members are errors everywhere: a misspelt restriction must not be a missing one (C43). */
export const trustConfiguration: z.ZodType<WrittenTrust> = z.strictObject({
  apiVersion: z.literal('pawl.dev/v1', 'is not pawl.dev/v1'),
  kind: z.literal('TrustConfiguration', 'is not TrustConfiguration'),
  metadata: z.strictObject({ name: text, revision: z.int().min(0) }),
  spec: z.strictObject({
    roots: z.array(root).max(16).exactOptional(),
    attesters: z.array(attester).max(64),
    subject: z.literal('exact', 'can only be exact in this version').exactOptional(),
    watch: z.array(text).max(256).exactOptional(),
    summaries: z.array(summary).max(32).exactOptional(),
  }),
})
