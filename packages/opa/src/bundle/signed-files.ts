import { isRecord } from '@pawl/document'
import type { BundleKey } from './bundle-key.ts'
import { type BundleRejection, refuse } from './bundle-rejection.ts'
import { SIGNATURES } from './file-name.ts'
import { hashFile } from './hash-file.ts'
import type { BundleFiles } from './read-tar.ts'
import { openToken } from './signed-token.ts'
import { readStrictJson } from './strict-json.ts'

/** A file as the signature names it. */
interface SignedFile {
  readonly name: string
  readonly hash: string
  readonly algorithm: string
}

/** Why these files are not exactly those that one of the keys signed; undefined where they are. */
export function checkSignature(files: BundleFiles, keys: readonly BundleKey[]): BundleRejection | undefined {
  const token = tokenIn(files.get(SIGNATURES))
  if (token === undefined) return refuse('bundle-unsigned')
  const signed = filesIn(openToken(token, keys))
  if (signed === undefined) return refuse('bundle-signature-invalid')
  const extra = [...files.keys()].find((name) => name !== SIGNATURES && !signed.has(name))
  if (extra !== undefined) return refuse('bundle-file-extra', extra)
  const wrong = [...signed.values()].map((each) => checkFile(each, files.get(each.name)))
  return wrong.find((each) => each !== undefined)
}

function checkFile(
  { name, hash, algorithm }: SignedFile,
  content: Uint8Array | undefined,
): BundleRejection | undefined {
  if (content === undefined) return refuse('bundle-file-missing', name)
  const found = hashFile(name, content, algorithm)
  return found !== undefined && found === hash ? undefined : refuse('bundle-file-changed', name)
}

/** `{"signatures": [token]}`; a `plugin` other than OPA's own verifier is somebody else's way to sign. */
function tokenIn(content: Uint8Array | undefined): string | undefined {
  const value = content === undefined ? undefined : readStrictJson(content)?.value
  if (!isRecord(value)) return undefined
  const { signatures, plugin = '_default', ...others } = value
  if (!Array.isArray(signatures) || signatures.length !== 1) return undefined
  const [token]: readonly unknown[] = signatures
  const plain = plugin === '_default' && Object.keys(others).length === 0
  return plain && typeof token === 'string' ? token : undefined
}

/**
 * By name, none twice. `keyid` and times may stand beside them and count for nothing: OPA ends no bundle by its token either. A `scope` is refused:
 * whoever signs with one means some other place.
 */
function filesIn(payload: unknown): ReadonlyMap<string, SignedFile> | undefined {
  if (!isRecord(payload) || 'scope' in payload) return undefined
  const listed = payload['files']
  const files: readonly unknown[] = Array.isArray(listed) ? listed : []
  const read = files.filter(isSignedFile)
  const byName = new Map(read.map((each) => [each.name, each]))
  const sound = read.length === files.length && byName.size === files.length && !byName.has(SIGNATURES)
  return sound && files.length >= 1 ? byName : undefined
}

const HASH = /^[0-9a-f]{64,128}$/

function isSignedFile(value: unknown): value is SignedFile {
  if (!isRecord(value) || Object.keys(value).length !== 3) return false
  const { name, hash, algorithm } = value
  return typeof name === 'string' && typeof hash === 'string' && HASH.test(hash) && typeof algorithm === 'string'
}
