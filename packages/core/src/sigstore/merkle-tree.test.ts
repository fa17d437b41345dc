import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { rootFromProof } from './merkle-tree.ts'

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest()
const leaf = (index: number): Uint8Array => Buffer.from(`leaf ${index}`)

/** RFC 9162 2.1.1, word for word: split at the largest power of two below the size. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only = Buffer.of()] = leaves
  if (leaves.length === 1) return sha256(Buffer.of(0), only)
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

/** RFC 9162 2.1.3.1. */
function pathOf(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return index < split
    ? [...pathOf(index, leaves.slice(0, split)), rootOf(leaves.slice(split))]
    : [...pathOf(index - split, leaves.slice(split)), rootOf(leaves.slice(0, split))]
}

const proof = (leafIndex: number, treeSize: number, hashes: readonly Uint8Array[]) => ({
  leafIndex,
  treeSize,
  hashes,
  rootHash: Buffer.of(),
  checkpoint: '',
})

describe('rootFromProof', () => {
  const sizes = Array.from({ length: 40 }, (_, at) => at + 1)

  it.each(sizes)('leads every leaf of a tree of %i to its root, and no other leaf', (size) => {
    const leaves = Array.from({ length: size }, (_, index) => leaf(index))
    const root = rootOf(leaves)
    for (const [index, body] of leaves.entries()) {
      const path = pathOf(index, leaves)
      expect(rootFromProof(body, proof(index, size, path))).toEqual(root)
      expect(rootFromProof(leaf(size), proof(index, size, path))).not.toEqual(root)
      expect(rootFromProof(body, proof(index, size, [...path, root]))).toBeUndefined()
      if (path.length > 0) expect(rootFromProof(body, proof(index, size, path.slice(1)))).not.toEqual(root)
      if (size > 1) expect(rootFromProof(body, proof((index + 1) % size, size, path))).not.toEqual(root)
    }
  })

  it('refuses an index outside of the tree', () => {
    expect(rootFromProof(leaf(0), proof(1, 1, []))).toBeUndefined()
    expect(rootFromProof(leaf(0), proof(0, 0, []))).toBeUndefined()
    expect(rootFromProof(leaf(0), proof(Number.NaN, 1, []))).toBeUndefined()
  })

  it('does not take a node for a leaf', () => {
    const leaves = [leaf(0), leaf(1)]
    const node = Buffer.concat([rootOf([leaf(0)]), rootOf([leaf(1)])])
    expect(rootFromProof(node, proof(0, 1, []))).not.toEqual(rootOf(leaves))
  })
})
