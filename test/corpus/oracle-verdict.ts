import { createPublicKey } from 'node:crypto'
import { publicGoodRoot } from '@pawl/sources'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { type SignedEntity, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { corpusBytes, piecesOf } from './corpus-files.ts'
import type { CorpusRow } from './corpus-row.ts'

/**
 * What @sigstore/verify says of the signature: cryptography, log and time. It is asked for no identity and no subject, which it would not check
 * as this project needs it. A file is accepted if every piece of evidence in it is.
 */
export function oracleVerdict(folder: string, row: CorpusRow): 'accept' | 'reject' {
  const pieces = piecesOf(`${folder}/${row.file}`)
  return pieces.length > 0 && pieces.every((piece) => accepts(folder, row, piece)) ? 'accept' : 'reject'
}

function accepts(folder: string, row: CorpusRow, piece: Uint8Array): boolean {
  try {
    verifierOf(folder, row).verify(entityOf(folder, row, piece))
    return true
  } catch {
    // It throws errors of many kinds, and which one is its own business.
    return false
  }
}

function entityOf(folder: string, { subject }: CorpusRow, piece: Uint8Array): SignedEntity {
  const bundle = bundleFromJSON(JSON.parse(Buffer.from(piece).toString('utf8')))
  if (bundle.content.$case === 'dsseEnvelope' || 'digest' in subject) return toSignedEntity(bundle)
  return toSignedEntity(bundle, Buffer.from(corpusBytes(`${folder}/${subject.artifact}`)))
}

function verifierOf(folder: string, { root, rootWithoutLogs, attester }: CorpusRow): Verifier {
  const bytes = root === 'public-good' ? publicGoodRoot() : corpusBytes(root)
  const trusted = TrustedRoot.fromJSON(JSON.parse(Buffer.from(bytes).toString('utf8')))
  const logs = rootWithoutLogs === true ? 0 : 1
  return new Verifier(
    toTrustMaterial(trusted, () => keyOf(folder, attester)),
    {
      tlogThreshold: logs,
      ctlogThreshold: logs,
      timestampThreshold: 1,
    },
  )
}

function keyOf(
  folder: string,
  attester: CorpusRow['attester'],
): { publicKey: ReturnType<typeof createPublicKey>; validFor: () => boolean } {
  if (!('key' in attester)) throw new TypeError('the row names no key')
  const pem = Buffer.from(corpusBytes(`${folder}/${attester.key}`)).toString('utf8')
  return { publicKey: createPublicKey(pem), validFor: () => true }
}
