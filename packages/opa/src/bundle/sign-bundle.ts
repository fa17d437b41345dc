import type { JsonValue } from '@pawl/document'
import type { BundleSigner } from './bundle-key.ts'
import { contentDigest } from './bundle-revision.ts'
import { MANIFEST, SIGNATURES } from './file-name.ts'
import { packGzip } from './gzip.ts'
import { hashFile } from './hash-file.ts'
import type { BundleFiles } from './read-tar.ts'
import { signToken } from './signed-token.ts'
import { writeTar } from './write-tar.ts'

/** What is to be signed. */
export interface BundleContent {
  /** All but the manifest and the signature. Names without a slash before them. */
  readonly files: BundleFiles
  /** Members of the manifest beside `revision`. */
  readonly manifest: Readonly<Record<string, JsonValue>>
  /** Higher than that of every bundle before. */
  readonly revision: number
}

export interface SigningOptions {
  readonly signer: BundleSigner
  /** `kid`: by what name servers know the key. */
  readonly keyId: string
}

/**
 * The archive, with `<revision>-<digest of the content>` in its manifest. The same content signed by the same Ed25519 or RS256 key is the same bytes
 * everywhere; other signatures are random, and then it is all but the signature. Throws RangeError for what is no bundle.
 */
export function signBundle(
  { files, manifest, revision }: BundleContent,
  { signer, keyId }: SigningOptions,
): Uint8Array {
  if (files.has(MANIFEST) || files.has(SIGNATURES)) throw new RangeError('the manifest and the signature are made here')
  if (!Number.isSafeInteger(revision) || revision < 0) throw new RangeError('a revision is a whole number')
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  const digest = contentDigest(new Map([...sorted, [MANIFEST, manifestOf('', manifest)]]))
  if (digest === undefined) throw new RangeError('a file of the bundle is no strict JSON')
  const named = `${revision}-${digest.slice('sha256:'.length)}`
  const content = new Map([...sorted, [MANIFEST, manifestOf(named, manifest)]])
  const token = signToken({ files: [...content].map(signedFile) }, keyId, signer)
  const signatures = jsonBytes({ signatures: [token] })
  return packGzip(writeTar(new Map([...content, [SIGNATURES, signatures]])))
}

function manifestOf(revision: string, members: Readonly<Record<string, JsonValue>>): Uint8Array {
  return jsonBytes({ ...members, revision })
}

function signedFile([name, bytes]: readonly [string, Uint8Array]): object {
  const hash = hashFile(name, bytes, 'SHA-256')
  if (hash === undefined) throw new RangeError('a file of the bundle is no strict JSON')
  return { name, hash, algorithm: 'SHA-256' }
}

function jsonBytes(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}
