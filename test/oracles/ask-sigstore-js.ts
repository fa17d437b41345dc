import { createPublicKey } from 'node:crypto'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { type SignedEntity, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import type { Question } from './question.ts'

/**
 * What @sigstore/verify says of the signature: cryptography, log and time. It is asked for no identity and no subject, which it would not check as this
 * project needs it.
 */
export function sigstoreJsAccepts(question: Question): boolean {
  try {
    verifierOf(question).verify(entityOf(question))
    return true
  } catch {
    // It throws errors of many kinds, and which one is its own business.
    return false
  }
}

function entityOf({ bundle: bytes, artifact }: Question): SignedEntity {
  const bundle = bundleFromJSON(JSON.parse(Buffer.from(bytes).toString('utf8')))
  const isEnvelope = bundle.content.$case === 'dsseEnvelope'
  return isEnvelope || artifact === undefined ? toSignedEntity(bundle) : toSignedEntity(bundle, Buffer.from(artifact))
}

type Material = ReturnType<typeof toTrustMaterial>
/** A root is read once, as anybody would who verifies more than one bundle. */
const known = new WeakMap<Uint8Array, TrustedRoot>()

function verifierOf({ root, key, demands }: Question): Verifier {
  const trusted = known.get(root) ?? TrustedRoot.fromJSON(JSON.parse(Buffer.from(root).toString('utf8')))
  known.set(root, trusted)
  const material: Material = toTrustMaterial(trusted, () => {
    if (key === undefined) throw new TypeError('the question names no key')
    const { pem, validUntil = Number.POSITIVE_INFINITY } = key
    return { publicKey: createPublicKey(pem), validFor: (time: Date) => time.getTime() < validUntil * 1000 }
  })
  const { logs, scts, times } = demands
  return new Verifier(material, { tlogThreshold: logs, ctlogThreshold: scts, timestampThreshold: times })
}
