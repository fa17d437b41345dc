import { gunzipSync } from 'node:zlib'
import { isBundleRejection } from '../../../packages/opa/src/bundle/bundle-rejection.ts'
import { packGzip } from '../../../packages/opa/src/bundle/gzip.ts'
import { readTar } from '../../../packages/opa/src/bundle/read-tar.ts'
import { writeTar } from '../../../packages/opa/src/bundle/write-tar.ts'

export type Files = Map<string, Uint8Array>

/** The files of an archive, changed and packed again by somebody without the key. */
export function repacked(bytes: Uint8Array, change: (files: Files) => void): Uint8Array {
  const files = readTar(gunzipSync(bytes))
  if (isBundleRejection(files)) throw new Error(files.code)
  const copy = new Map(files)
  change(copy)
  return packGzip(writeTar(copy))
}

/** The plain tar, changed and packed again. */
export function retarred(bytes: Uint8Array, change: (tar: Buffer) => Uint8Array): Uint8Array {
  return packGzip(change(Buffer.from(gunzipSync(bytes))))
}

/** One entry of a tar archive with another name, type or link: its header is summed up again. */
export function entry(name: string, content: string, type = '0', link = ''): Buffer {
  const tar = Buffer.from(writeTar(new Map([['x', Buffer.from(content)]]))).subarray(0, -1024)
  const header = tar.subarray(0, 512)
  header.fill(0, 0, 100)
  header.write(name, 0, 'latin1')
  header.write(type, 156, 'latin1')
  header.write(link, 157, 'latin1')
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return tar
}
