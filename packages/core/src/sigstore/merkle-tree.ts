import { hash } from 'node:crypto'
import type { InclusionProof } from './bundle-log-entry.ts'

/**
 * The root that a leaf and its path lead to (RFC 9162 2.1.3.2, RFC 6962 2.1.1), or undefined if the path does not fit index and size.
 * Arithmetic instead of shifts: indexes have more than 32 bits.
 */
export function rootFromProof(
  body: Uint8Array,
  { leafIndex, treeSize, hashes }: InclusionProof,
): Uint8Array | undefined {
  if (!(leafIndex < treeSize)) return undefined
  let index = leafIndex
  let last = treeSize - 1
  let root = digest(0x00, body)
  for (const sibling of hashes) {
    if (last === 0) return undefined
    const isRight = index % 2 === 1 || index === last
    root = isRight ? digest(0x01, sibling, root) : digest(0x01, root, sibling)
    // A last node without a sibling rises to the level where it has one.
    const levels = index === last ? trailingZeros(index) + 1 : 1
    index = Math.floor(index / 2 ** levels)
    last = Math.floor(last / 2 ** levels)
  }
  return last === 0 ? root : undefined
}

function trailingZeros(value: number): number {
  let zeros = 0
  for (let rest = value; rest !== 0 && rest % 2 === 0; rest /= 2) zeros += 1
  return zeros
}

// RFC 6962 2.1: leaves and nodes are hashed with different first bytes, so that no node passes for a leaf.
function digest(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return hash('sha256', Buffer.concat([Uint8Array.of(prefix), ...parts]), 'buffer')
}
