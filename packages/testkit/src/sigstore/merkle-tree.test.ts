import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { merkleTree } from './merkle-tree.ts'

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const leafHash = (leaf: Uint8Array): Buffer => sha256(Buffer.from([0]), leaf)
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.from([1]), left, right)

/** RFC 6962 2.1, read off the page: nothing kept, everything hashed again. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (leaves.length === 1 && only !== undefined) return leafHash(only)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

/** RFC 9162 2.1.3.2: the root that a path leads to. */
function rootFrom(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Uint8Array {
  let fn = index
  let sn = size - 1
  let node: Uint8Array = leafHash(leaf)
  for (const sibling of path) {
    if (fn % 2 === 1 || fn === sn) {
      node = nodeHash(sibling, node)
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2)
        sn = Math.floor(sn / 2)
      }
    } else {
      node = nodeHash(node, sibling)
    }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  expect(sn).toBe(0)
  return node
}

describe('merkleTree', () => {
  it('proves every leaf under the root of the specification when it has 1 to 40 leaves', () => {
    const tree = merkleTree()
    const leaves: Uint8Array[] = []
    for (let size = 1; size <= 40; size += 1) {
      const leaf = Buffer.from(`leaf ${size}`)
      leaves.push(leaf)
      expect(tree.append(leaf)).toBe(size - 1)
      expect(tree.size()).toBe(size)
      expect(tree.root()).toEqual(treeHash(leaves))
      leaves.forEach((each, index) => {
        expect(rootFrom(each, index, size, tree.path(index))).toEqual(tree.root())
      })
    }
  })
})
