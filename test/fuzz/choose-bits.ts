import { createRandom } from '../generators/prng.ts'
import type { Accepted } from './accepted-evidence.ts'
import { placesOf } from './json-places.ts'

const SAMPLE = 2000
const EACH = 2

/** Every bit in the long size; else a sample that a seed repeats, and beside it some bits of every place, however small. */
export function chooseBits({ bytes }: Accepted, size: 'short' | 'long', seed: number): readonly number[] {
  const count = bytes.length * 8
  if (size === 'long') return Array.from({ length: count }, (_unused, bit) => bit)
  const random = createRandom(seed)
  const chosen = new Set<number>()
  while (chosen.size < Math.min(SAMPLE, count)) chosen.add(random.int(count))
  for (const offsets of offsetsByPlace(bytes)) {
    for (const offset of random.sample(offsets, EACH)) chosen.add(offset * 8 + random.int(8))
  }
  return [...chosen]
}

function offsetsByPlace(bytes: Uint8Array): Iterable<readonly number[]> {
  const offsets = new Map<string, number[]>()
  for (const [offset, { path, part }] of placesOf(bytes).entries()) {
    const key = `${path} ${part}`
    offsets.set(key, [...(offsets.get(key) ?? []), offset])
  }
  return offsets.values()
}
