import { createHash } from 'node:crypto'

const hash = (prefix: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256')
    .update(Buffer.from([prefix]))
    .update(Buffer.concat(parts))
    .digest()

/** An append-only log, RFC 6962 2.1. */
export interface MerkleTree {
  readonly size: () => number
  /** The index of the new leaf. */
  readonly append: (leaf: Uint8Array) => number
  readonly root: () => Uint8Array
  /** The audit path from the leaf up, RFC 6962 2.1.1. */
  readonly path: (index: number) => Uint8Array[]
}

export function merkleTree(): MerkleTree {
  // levels[k][i] is the hash of the full subtree of 2^k leaves that begins at leaf i * 2^k.
  const levels: Uint8Array[][] = [[]]
  const size = (): number => levels[0]?.length ?? 0

  const subtree = (from: number, to: number): Uint8Array => {
    const width = to - from
    const kept = Number.isInteger(Math.log2(width)) ? levels[Math.log2(width)]?.[from / width] : undefined
    if (kept !== undefined) return kept
    const middle = from + splitPoint(width)
    return hash(1, subtree(from, middle), subtree(middle, to))
  }

  const path = (index: number, from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return []
    const middle = from + splitPoint(to - from)
    return index < middle
      ? [...path(index, from, middle), subtree(middle, to)]
      : [...path(index, middle, to), subtree(from, middle)]
  }

  const append = (leaf: Uint8Array): number => {
    let node = hash(0, leaf)
    for (let level = 0; ; level += 1) {
      const nodes = levels[level] ?? []
      levels[level] = nodes
      nodes.push(node)
      const left = nodes.at(-2)
      if (nodes.length % 2 === 1 || left === undefined) return size() - 1
      node = hash(1, left, node)
    }
  }

  return { size, append, root: () => subtree(0, size()), path: (index) => path(index, 0, size()) }
}

// RFC 6962 2.1: the largest power of two smaller than n.
const splitPoint = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1)
