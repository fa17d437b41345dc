import { z } from 'zod'
import type { CertificateField } from '../sigstore/certificate-fields.ts'

/** What each field is, for people in an editor: Fulcio wrote it into the certificate, from the token of the build. */
const FIELDS: Readonly<Record<CertificateField, string>> = {
  buildSignerUri:
    'The workflow file that signed, with its ref: https://github.com/OWNER/NAME/.github/workflows/FILE@REF.',
  buildSignerDigest: 'The commit of that workflow file.',
  runnerEnvironment: 'Where it ran, for example github-hosted.',
  sourceRepository: 'The repository that was built, for example https://github.com/acme/app.',
  sourceDigest: 'The commit that was built.',
  sourceRef: 'The ref that was built, for example refs/heads/main.',
  sourceRepositoryId: 'The number of the repository, which stays when it is renamed, in quotes.',
  sourceRepositoryOwner: 'Who owns the repository, for example https://github.com/acme.',
  sourceRepositoryOwnerId: 'The number of the owner, which nobody else can take over, in quotes.',
  buildConfigUri: 'The workflow file that was started, with its ref.',
  buildConfigDigest: 'The commit of that workflow file.',
  trigger: 'What started the build, for example push.',
  runUri: 'The one run of the build.',
  visibility: 'public or private: what the repository was.',
}

export function certificateSchema(
  text: z.ZodType<string>,
): z.ZodType<Readonly<Partial<Record<CertificateField, string>>>> {
  const described = Object.entries(FIELDS).map(
    ([field, words]) => [field, text.describe(words).exactOptional()] as const,
  )
  return z
    .strictObject(Object.fromEntries(described))
    .refine((fields) => Object.keys(fields).length >= 1, 'is empty: write a field, or leave it out')
    .meta({ minProperties: 1 })
}
