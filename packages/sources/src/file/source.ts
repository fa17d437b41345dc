import { Basket } from '../basket.ts'
import type { EvidenceSource, SourceLimits } from '../evidence-source.ts'
import { jsonLines } from '../json-lines.ts'
import { readBounded } from '../read-bounded.ts'

/** One file: an envelope or a bundle; with the ending `.jsonl`, one a line. */
export function fileSource(path: string): EvidenceSource {
  return {
    name: path,
    envelopesOf: (_subject, limits) => {
      const basket = new Basket(path, limits)
      addFile(basket, path, limits)
      return Promise.resolve(basket.answer())
    },
  }
}

/** A whole collection may be as large as all evidence together; each line is then held to the limit of one piece. */
export function addFile(basket: Basket, path: string, limits: SourceLimits): void {
  const collection = path.endsWith('.jsonl')
  const bytes = readBounded(path, collection ? limits.totalBytes : limits.bytes)
  if (!collection) basket.add(path, bytes)
  else if (!(bytes.length <= limits.totalBytes)) basket.note(path, 'is larger than all evidence may be')
  else for (const { line, bytes: content } of jsonLines(bytes)) basket.add(`${path}:${line}`, content)
}
