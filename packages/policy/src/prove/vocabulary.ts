import type { FieldValue } from './policy-words.ts'

/** Pawl's own claim types with their summary fields, for a policy that hides its words. */
export const TYPES: readonly string[] = ['vulnerability-scan', 'review', 'provenance', 'test-result', 'release', 'sbom']

export const ATTESTERS: readonly string[] = ['scanner', 'security-team', 'acme-ci']

/** A value each that a lenient policy would take and one that it would not. */
export const VALUES: readonly FieldValue[] = [
  { field: 'approved', value: true },
  { field: 'passed', value: true },
  { field: 'complete', value: true },
  { field: 'critical', value: 0 },
  { field: 'critical', value: 3 },
  { field: 'high', value: 0 },
  { field: 'high', value: 3 },
  { field: 'total', value: 0 },
  { field: 'failed', value: 0 },
  { field: 'buildLevel', value: 3 },
  { field: 'findingsCritical', value: [] },
  { field: 'findingsCritical', value: ['CVE-1'] },
  { field: 'findingsHigh', value: [] },
  { field: 'findingsHigh', value: ['CVE-1'] },
  { field: 'accepted', value: [] },
  { field: 'accepted', value: ['CVE-1'] },
]
