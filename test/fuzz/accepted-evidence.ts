import { evidenceOf, factsOf, filesIn, readText } from '../vectors/vector-files.ts'

/** A piece of evidence that yields one claim, and the trust under which it does. */
export interface Accepted {
  readonly kind: string
  readonly bytes: Uint8Array
  readonly trust: unknown
  readonly files: Readonly<Record<string, string>>
  readonly subject: string
  readonly verifiedAt: number
}

/** Every way of signing that the program takes. The vectors are committed bytes, so that a seed repeats a run exactly. */
const VECTORS = [
  ['dsse-ed25519', 'review-ed25519'],
  ['dsse-p256', 'review-p256'],
  ['dsse-rsa', 'vulnerability-scan-rsa'],
  ['keyless-v0.1-intoto-promise', 'provenance-keyless-v0.1'],
  ['keyless-v0.1-dsse', 'provenance-keyless-v0.1-with-proof'],
  ['keyless-v0.2-intoto', 'provenance-keyless-v0.2'],
  ['keyless-v0.3-dsse', 'provenance-keyless-v0.3'],
  ['keyless-v0.3-rekor2', 'provenance-keyless-rekor2'],
  ['keyless-v0.3-rekor2-embedded-signer', 'provenance-keyless-rekor2-embedded-signer'],
  ['key-bundle-v0.2', 'review-key-bundle-logged'],
] as const

export const ACCEPTED: readonly Accepted[] = VECTORS.map(([kind, vector]) => fromVector(kind, `accepted/${vector}`))

function fromVector(kind: string, path: string): Accepted {
  const [evidence] = evidenceOf(path)
  const value: unknown = JSON.parse(Buffer.from(evidence?.bytes ?? []).toString('utf8'))
  const names = filesIn(path).filter((name) => /^(?:trusted_root|refreshed-root)\.json$|\.pub$/.test(name))
  return {
    kind,
    bytes: written(value),
    trust: JSON.parse(readText(`${path}/trust.json`)),
    files: Object.fromEntries(names.map((name) => [name, readText(`${path}/${name}`)])),
    subject: factsOf(path).subject,
    verifiedAt: factsOf(path).verifiedAt,
  }
}

/** With tabs, so that there is white space to flip; with an escape that has a letter, whose case can be; with a hint where none was. */
function written(value: unknown): Uint8Array {
  const text = JSON.stringify(value, null, '\t').replace('"keyid": ""', '"keyid": "the security team"')
  const hinted = text.includes('"mediaType"') ? JSON.stringify(value, null, '\t') : text
  return Buffer.from(hinted.replace(/("(?:mediaType|payloadType)": "[^"]*?)\+/, '$1\\u002b'))
}
