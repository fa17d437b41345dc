import type { Root } from '@tufjs/models'
import { isSignedFor, readRoot, type TufFile } from './metadata.ts'
import { FILE_LIMITS, type GetFile } from './repository-file.ts'
import { isTufRefusal, refuseTuf, type TufRefusal } from './tuf-refusal.ts'

const MAX_ROTATIONS = 256

/** 5.3: one version after the other, until the mirror has no newer one; the last must not be over. */
export async function newestRoot(get: GetFile, known: TufFile<Root>, now: number): Promise<TufFile<Root> | TufRefusal> {
  let root = known
  for (let rotation = 0; rotation < MAX_ROTATIONS; rotation += 1) {
    const next = await nextRoot(get, root)
    if (next === 'absent') return root.expires > now ? root : refuseTuf('tuf-expired', 'root.json')
    if (isTufRefusal(next)) return next
    root = next
  }
  return refuseTuf('tuf-malformed', 'root.json')
}

/** 5.3.4 and 5.3.5: signed by the keys of the root before and by its own, and neither the same version nor one that skips. */
async function nextRoot(get: GetFile, root: TufFile<Root>): Promise<TufFile<Root> | 'absent' | TufRefusal> {
  const name = `${root.version + 1}.root.json`
  const bytes = await get(name, FILE_LIMITS.root)
  if (!(bytes instanceof Uint8Array)) return bytes
  const next = readRoot(bytes)
  if (next === undefined) return refuseTuf('tuf-malformed', name)
  if (!isSignedFor('root', next, root) || !isSignedFor('root', next, next)) return refuseTuf('tuf-unsigned', name)
  return next.version === root.version + 1 ? next : refuseTuf('tuf-rollback', name)
}
