import { isRecord, type TrustReference } from '@pawl/document'

/** For people: the trust configuration when every entry names the same one. Decides nothing. */
export function commonTrust(images: readonly unknown[]): TrustReference | undefined {
  const trusts = images.map(trustOf)
  const first = trusts[0]
  return trusts.every((each) => each?.digest === first?.digest && each?.revision === first?.revision)
    ? first
    : undefined
}

function trustOf(image: unknown): TrustReference | undefined {
  const trust = isRecord(image) ? image['trust'] : undefined
  if (!isRecord(trust)) return undefined
  const { name, digest, revision } = trust
  const named = typeof name === 'string' && typeof digest === 'string' && typeof revision === 'number'
  return named ? { name, digest, revision } : undefined
}
