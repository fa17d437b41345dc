import { type BundleRejection, refuse } from './bundle-rejection.ts'
import { fileName } from './file-name.ts'

/** Contents by name, in the order of the archive. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>

const BLOCK = 512
const MAX_FILES = 1000
const MAGIC = 'ustar\x0000'

/**
 * A ustar archive (POSIX.1-1988) of regular files, as OPA writes it. No folders, links, devices, extended headers or sparse files, no name twice,
 * and nothing but zeros behind the end: where two readers of tar can see two archives there is no bundle.
 */
export function readTar(archive: Uint8Array): BundleFiles | BundleRejection {
  const tar = Buffer.from(archive.buffer, archive.byteOffset, archive.length)
  const files = new Map<string, Uint8Array>()
  let at = 0
  while (at + BLOCK <= tar.length && !isZero(tar.subarray(at, at + BLOCK))) {
    const entry = readEntry(tar, at)
    if (entry === undefined || files.size >= MAX_FILES) return refuse('bundle-unreadable')
    if (files.has(entry.name)) return refuse('bundle-unreadable', entry.name)
    files.set(entry.name, entry.content)
    at = entry.next
  }
  const end = tar.subarray(at)
  // Two blocks of zeros end an archive; without them it was cut off, perhaps between two files.
  const ended = end.length >= 2 * BLOCK && end.length % BLOCK === 0 && isZero(end)
  return ended && files.size >= 1 ? files : refuse('bundle-unreadable')
}

interface Entry {
  readonly name: string
  readonly content: Uint8Array
  /** Where the next header is. */
  readonly next: number
}

function readEntry(tar: Buffer, at: number): Entry | undefined {
  const header = tar.subarray(at, at + BLOCK)
  if (!isRegular(header)) return undefined
  const size = octal(header.subarray(124, 136))
  const name = fileName(nameIn(header))
  if (name === undefined || size === undefined) return undefined
  const from = at + BLOCK
  const next = from + Math.ceil(size / BLOCK) * BLOCK
  if (!(next <= tar.length && isZero(tar.subarray(from + size, next)))) return undefined
  return { name, content: tar.subarray(from, from + size), next }
}

/** Of type 0, of the format and with the sum of its bytes, its own field counted as spaces. */
function isRegular(header: Buffer): boolean {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0)
  const format = header.toString('latin1', 257, 265)
  return octal(header.subarray(148, 156)) === sum && format === MAGIC && header[156] === 0x30
}

function nameIn(header: Buffer): string {
  const name = text(header.subarray(0, 100))
  const prefix = text(header.subarray(345, 500))
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Up to the first zero. */
function text(field: Buffer): string {
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end < 0 ? field.length : end)
}

/** Octal digits, then a zero or a space. Other ways to write a number, such as base 256, are for archives larger than these. */
function octal(field: Buffer): number | undefined {
  const [, digits] = /^([0-7]{1,12})[\0 ]*$/.exec(field.toString('latin1')) ?? []
  return digits === undefined ? undefined : Number.parseInt(digits, 8)
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}
