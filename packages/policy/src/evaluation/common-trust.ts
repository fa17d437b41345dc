import { isRecord, type TrustReference } from '@pawl/document'

/** For people: the trust configuration when every entry names the same one. Decides nothing. */
export function commonTrust(images: readonly unknown[]): TrustReference | undefined {
  const [first, ...rest] = images.map((value) => (isRecord(value) ? readTrust(value['trust']) : undefined))
  return rest.every((each) => each?.digest === first?.digest && each?.revision === first?.revision) ? first : undefined
}

function readTrust(value: unknown): TrustReference | undefined {
  if (!isRecord(value)) return undefined
  const { name, digest, revision } = value
  const named = typeof name === 'string' && typeof digest === 'string' && typeof revision === 'number'
  return named ? { name, digest, revision } : undefined
}
