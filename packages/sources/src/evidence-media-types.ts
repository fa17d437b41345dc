/** What a layer can be, so that it is worth looking at. Only a hint for what to leave out: what it is, its content says (C10). */
const EVIDENCE_TYPES: readonly string[] = [
  'application/vnd.dsse.envelope.v1+json',
  'application/vnd.in-toto+json',
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
]

export function mayBeEvidence(mediaType: string): boolean {
  return EVIDENCE_TYPES.includes(mediaType)
}
