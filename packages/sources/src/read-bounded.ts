import { closeSync, openSync, readSync } from 'node:fs'
import { Fault } from '@pawl/core'

/** The bytes of a file; one byte more than `limit` at most, so that the caller sees that it is too large and memory does not. */
export function readBounded(path: string, limit: number): Uint8Array {
  const descriptor = open(path)
  try {
    const parts: Uint8Array[] = []
    let total = 0
    while (total <= limit) {
      const part = new Uint8Array(Math.min(65_536, limit + 1 - total))
      const read = readInto(part, descriptor, path)
      if (read === 0) break
      parts.push(part.subarray(0, read))
      total += read
    }
    return Buffer.concat(parts)
  } finally {
    closeSync(descriptor)
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    throw new Fault('source-unreadable', reason(cause), path)
  }
}

/** A folder is opened like a file, and is none only when it is read. */
function readInto(part: Uint8Array, descriptor: number, path: string): number {
  try {
    return readSync(descriptor, part)
  } catch (cause) {
    throw new Fault('source-unreadable', reason(cause), path)
  }
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'the file may not be read'
  return code === 'EISDIR' ? 'it is a folder' : 'the file cannot be read'
}
