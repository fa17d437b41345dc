import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { MAX_PACKED } from '../bundle/gzip.ts'
import { type BundleAnswer, type BundleSource, unanswered } from './bundle-source.ts'

/**
 * A bundle in a file, read whole each time: a file that was replaced can have the time and the size of the one before, and notifications of the
 * system get lost. The mark is the digest of its bytes.
 */
export function fileSource(path: string): BundleSource {
  return {
    async read(mark): Promise<BundleAnswer> {
      const bytes = await bytesOf(path)
      if (bytes === undefined) return unanswered('bundle-source-unreachable')
      if (bytes.length > MAX_PACKED) return unanswered('bundle-source-too-large')
      const digest = createHash('sha256').update(bytes).digest('hex')
      return digest === mark ? { outcome: 'same' } : { outcome: 'read', bytes, mark: digest }
    },
  }
}

/** At most one byte more than a bundle may have. Undefined where it cannot be read. */
async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    await using file = await open(path, 'r')
    if (!(await file.stat()).isFile()) return undefined
    const buffer = Buffer.alloc(MAX_PACKED + 1)
    let total = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, total, buffer.length - total, total)
      total += bytesRead
      if (bytesRead === 0) return Uint8Array.from(buffer.subarray(0, total))
    }
  } catch {
    return undefined
  }
}
