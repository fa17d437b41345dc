import type { MetaFile, Root } from '@tufjs/models'
import type { TufFile } from './metadata.ts'
import { refuseTuf, type TufRefusal } from './tuf-refusal.ts'

/** Gets a file of the mirror. `absent` where the mirror says that there is none; at most `limit` bytes. */
export type GetFile = (path: string, limit: number) => Promise<Uint8Array | 'absent' | TufRefusal>

/** Bytes of a file, as tuf-js has them; TUF asks for some limit (5.3.3, 5.4.1, 5.5.1, 5.6.1). */
export const FILE_LIMITS = {
  root: 512_000,
  timestamp: 16_384,
  snapshot: 2_000_000,
  targets: 5_000_000,
  target: 524_288,
} as const

export interface NamedFile {
  readonly name: string
  readonly meta: MetaFile
  readonly limit: number
}

/** A file that other metadata names, with its version in front where the repository keeps all of them (consistent snapshots), of that size and hash. */
export async function namedFile(
  get: GetFile,
  { metadata }: TufFile<Root>,
  { name, meta, limit }: NamedFile,
): Promise<Uint8Array | TufRefusal> {
  const path = metadata.signed.consistentSnapshot ? `${meta.version}.${name}` : name
  const bytes = await get(path, Math.min(meta.length ?? limit, limit))
  if (!(bytes instanceof Uint8Array)) return isAbsent(bytes, name)
  return isAsNamed(bytes, meta) ? bytes : refuseTuf('tuf-mismatch', name)
}

function isAsNamed(bytes: Uint8Array, meta: MetaFile): boolean {
  try {
    meta.verify(Buffer.from(bytes))
    return true
  } catch {
    return false
  }
}

/** A file that has to be there. */
export function isAbsent(answer: 'absent' | TufRefusal, name: string): TufRefusal {
  return answer === 'absent' ? refuseTuf('tuf-unreachable', name) : answer
}
