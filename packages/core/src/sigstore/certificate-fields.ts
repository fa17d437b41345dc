/** What Fulcio says about the workflow that signed (fulcio oid-info.md, 1.3.6.1.4.1.57264.1.9 to .22), by our names. */
export const CERTIFICATE_FIELDS = [
  'buildSignerUri',
  'buildSignerDigest',
  'runnerEnvironment',
  'sourceRepository',
  'sourceDigest',
  'sourceRef',
  'sourceRepositoryId',
  'sourceRepositoryOwner',
  'sourceRepositoryOwnerId',
  'buildConfigUri',
  'buildConfigDigest',
  'trigger',
  'runUri',
  'visibility',
] as const

export type CertificateField = (typeof CERTIFICATE_FIELDS)[number]

export function isCertificateField(value: string): value is CertificateField {
  return CERTIFICATE_FIELDS.some((field) => field === value)
}
