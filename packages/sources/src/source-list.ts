import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@pawl/core'
import type { EvidenceSource } from './evidence-source.ts'
import { fileSource } from './file/source.ts'
import { folderSource } from './folder/source.ts'
import { ociLayoutSource } from './oci-layout/source.ts'

export { githubSource } from './github/source.ts'
export { registrySource } from './registry/source.ts'

/** The source for a path: an image layout, a folder or a file. By hand: one line a kind of source; those of GitHub and of a registry are above. */
export function openSource(path: string): EvidenceSource {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry === undefined) throw new Fault('source-unreadable', 'there is no such file or folder', path)
  if (!entry.isDirectory()) return fileSource(path)
  return existsSync(join(path, 'oci-layout')) ? ociLayoutSource(path) : folderSource(path)
}
