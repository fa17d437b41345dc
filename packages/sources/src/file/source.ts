import { Basket } from '../basket.ts'
import type { EvidenceSource, SourceLimits } from '../evidence-source.ts'
import { readBounded } from '../read-bounded.ts'
import { piecesOf } from './pieces-of.ts'

/** One file: an envelope, a bundle, or what holds several of them (`piecesOf`). */
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

/** What holds several pieces may be as large as all evidence together; each piece is then held to the limit of one. */
export function addFile(basket: Basket, path: string, limits: SourceLimits): void {
  const bytes = readBounded(path, limits.totalBytes)
  if (!(bytes.length <= limits.totalBytes)) {
    basket.note(path, 'is larger than all evidence may be', 'over-budget')
    return
  }
  for (const piece of piecesOf(path, bytes)) {
    const name = piece.at === '' ? path : `${path}:${piece.at}`
    if ('missing' in piece) basket.note(name, piece.missing, piece.code)
    else basket.add(name, piece.bytes, piece.attachment)
    // C73: a million more lines are not looked at, not even to be counted.
    if (basket.isOverfull) return
  }
}
