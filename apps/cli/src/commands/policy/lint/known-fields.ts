import type { TrustConfiguration } from '@pawl/core'
import { fieldsByType } from '../propose/field-advice.ts'

/** Summary fields of provenance that the authority wrote into the certificate: a statement signed by a key has none of them. */
export const CERTIFICATE_FIELDS: readonly string[] = [
  'sourceRepository',
  'sourceRef',
  'sourceCommit',
  'sourceRepositoryId',
  'sourceRepositoryOwner',
  'sourceRepositoryOwnerId',
  'buildSigner',
  'buildConfig',
  'trigger',
  'runnerEnvironment',
  'visibility',
]

/** Summary fields by claim type: those of the house, and those that own summaries declare. Of any other type nothing is known. */
export function knownFields(trust: TrustConfiguration | undefined): ReadonlyMap<string, readonly string[]> {
  const fields = new Map(fieldsByType())
  for (const { claim, fields: declared } of trust?.summaries.values() ?? [])
    fields.set(claim, [...(fields.get(claim) ?? []), ...declared.keys()])
  return fields
}
