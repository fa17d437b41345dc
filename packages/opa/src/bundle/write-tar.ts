import type { BundleFiles } from './read-tar.ts'

const BLOCK = 512

/** The same files are the same bytes: in the order given, as root, of the first second of 1970, as OPA writes them. Names are at most 99 long. */
export function writeTar(files: BundleFiles): Uint8Array {
  const parts = [...files].flatMap(([name, content]) => [
    header(`/${name}`, content.length),
    content,
    Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

function header(name: string, size: number): Uint8Array {
  if (!(name.length <= 100)) throw new RangeError('a name in a bundle is at most 99 long')
  const block = Buffer.alloc(BLOCK)
  const write = (text: string, at: number) => block.write(text, at, 'latin1')
  write(name, 0)
  write('0000600\x000000000\x000000000\x00', 100)
  write(`${octal(size, 11)}\x00${octal(0, 11)}\x00`, 124)
  write('        0', 148)
  write('ustar\x0000', 257)
  write('0000000\x000000000\x00', 329)
  const sum = block.reduce((total, byte) => total + byte, 0)
  write(`${octal(sum, 6)}\x00 `, 148)
  return block
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}
