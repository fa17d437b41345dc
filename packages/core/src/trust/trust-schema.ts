import { isBoundedText, isGlob, PATTERNS, parseInstant } from '@pawl/document'
import { z } from 'zod'
import { certificateSchema } from './certificate-schema.ts'
import { rootSchema } from './root-schema.ts'
import type { WrittenAttester, WrittenIdentity, WrittenKey, WrittenSummary, WrittenTrust } from './written-trust.ts'

const text: z.ZodType<string> = z
  .string()
  .min(1, 'is empty: write at least one character')
  .refine(
    (value) => isBoundedText(value, 512),
    'is longer than 512 characters or holds control characters, such as a line break: shorten it, on one line',
  )
  .meta({ maxLength: 512, pattern: PATTERNS.text })
const name = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'is not a name: write lower-case letters, digits and inner hyphens, at most 63, such as security-team',
  )
const instant = z
  .string()
  .refine(
    (value) => parseInstant(value) !== undefined,
    'is not an instant: write UTC with whole seconds and Z, for example 2026-01-31T00:00:00Z',
  )
  .meta({ pattern: PATTERNS.instant })
const pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])+)+$/, 'is not a JSON pointer: begin with / and name members, such as /result/passed')

const identity: z.ZodType<WrittenIdentity> = z
  .strictObject({
    root: name.describe('The name of a root under spec.roots.'),
    issuer: text.describe(
      'Who vouched for the identity, compared exactly: https://token.actions.githubusercontent.com for GitHub.',
    ),
    identity: z
      .string()
      .refine(
        isGlob,
        'is neither exact nor a pattern: write `*` for any run within a segment, `**` for any run, never `***`, 1 to 256 characters',
      )
      .meta({
        minLength: 1,
        maxLength: 256,
        pattern: PATTERNS.glob,
        description:
          'The subject of the certificate, exact or a pattern (`*` within a segment, `**` across): https://github.com/acme/*/.github/workflows/release.yml@refs/heads/main.',
      }),
    certificate: certificateSchema(text)
      .describe('Fields of the certificate that have to be exactly so.')
      .exactOptional(),
  })
  .meta({ id: 'Identity', description: 'Whoever this issuer gave a certificate under this identity.' })

const key: z.ZodType<WrittenKey> = z
  .strictObject({
    file: text.describe('A public key in PEM; the path is relative to this file.'),
    validFrom: instant
      .describe('The first second at which its signatures count: UTC, whole seconds and Z.')
      .exactOptional(),
    validUntil: instant
      .describe('The first second at which they no longer do, for example 2027-01-01T00:00:00Z.')
      .exactOptional(),
  })
  .meta({ id: 'Key', description: 'A public key, perhaps for a time.' })

const attester: z.ZodType<WrittenAttester> = z
  .strictObject({
    name: name.describe('Its name, for from in policies, for example security-team.'),
    keyless: z
      .array(identity)
      .min(1, 'is empty: name an identity, or leave it out')
      .max(32)
      .describe('Identities of certificates; any one is this attester. At most 32.')
      .exactOptional(),
    keys: z
      .array(key)
      .min(1, 'is empty: name a key, or leave it out')
      .max(32)
      .describe('Public keys; any one is this attester. At most 32.')
      .exactOptional(),
    claims: z
      .array(text)
      .min(1, 'is empty: an attester that may say nothing, list claim types')
      .max(64)
      .describe('The types of claims that it may make, for example review, or the claim of a summary below.'),
    buildLevel: z
      .literal([0, 1, 2, 3], 'is not a build level of SLSA: write 0, 1, 2 or 3')
      .describe('The SLSA build level that is granted to its builds: 0 to 3. Never read from a statement.')
      .exactOptional(),
  })
  .refine(
    (each) => each.keyless !== undefined || each.keys !== undefined,
    'has neither keys nor keyless identities: write by which signatures it is known',
  )
  .meta({
    id: 'Attester',
    description: 'A name for one or more signers, and what they may say.',
    anyOf: [{ required: ['keys'] }, { required: ['keyless'] }],
  })

const summary: z.ZodType<WrittenSummary> = z
  .strictObject({
    predicateType: text.describe('The predicateType of the statements, exactly.'),
    claim: name.describe('The claim type that they become, a name that is not built in.'),
    moment: pointer
      .describe('JSON pointer to the instant at which what is said was so, for example /finishedAt.')
      .exactOptional(),
    fields: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, 'is not a field name: letters and digits, a letter first, at most 64'),
        pointer,
      )
      .refine((fields) => Object.keys(fields).length <= 32, 'has more than 32 fields')
      .meta({ maxProperties: 32 })
      .describe(
        'Fields of the claim: JSON pointers into the predicate, for example passed: /result/passed. At most 32.',
      ),
  })
  .meta({ id: 'Summary', description: 'How a predicate type of your own becomes a claim.' })

/** Unknown members are errors everywhere: a misspelt restriction must not be a missing one (C43). */
export const trustConfiguration: z.ZodType<WrittenTrust> = z
  .strictObject({
    apiVersion: z
      .literal('pawl.dev/v1', 'is not pawl.dev/v1: write this version, no other can be read here')
      .describe('The version of the language.'),
    kind: z
      .literal('TrustConfiguration', 'is not TrustConfiguration: give the trust configuration here')
      .describe('What kind of file this is.'),
    metadata: z
      .strictObject({
        name: text.describe('Its name in documents and messages.'),
        revision: z.int().min(0).describe('A whole number that rises with every change.'),
      })
      .describe('What it is called, and which revision this is.'),
    spec: z
      .strictObject({
        roots: z.array(rootSchema(name, text)).max(16).describe('Sigstore instances. At most 16.').exactOptional(),
        attesters: z.array(attester).max(64).describe('Who may say what. At most 64; an empty list trusts nobody.'),
        subject: z
          .literal('exact', 'is not exact: the only way to match subjects in this version')
          .describe('exact: a statement has to name the digest of the image itself.')
          .exactOptional(),
        watch: z
          .array(text)
          .max(256)
          .describe('Package URLs to look for in an SBOM, without version. At most 256.')
          .exactOptional(),
        summaries: z.array(summary).max(32).describe('Predicate types of your own. At most 32.').exactOptional(),
      })
      .describe('Who may say what.'),
  })
  .meta({
    $id: 'https://pawl.dev/schemas/v1/trust-configuration.json',
    title: 'Pawl TrustConfiguration',
    description:
      'Who may say what. Said by pawl alone: what the files hold, roots and claim types that are not there, names and keys that stand twice, windows that end before they begin, identities of two attesters that can match one certificate, 64 pairs of attester and claim type.',
  })
