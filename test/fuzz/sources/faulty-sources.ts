import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SeededFault } from '../faulty-core.ts'

const SOURCES = fileURLToPath(new URL('../../../packages/sources', import.meta.url))

/** Copies the sources, changes the copy and hands over where it begins. Outside of node_modules, where Node reads no types. Nothing of it stays. */
export async function withFaultySources<T>(fault: SeededFault, use: (index: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-faulty-sources-'))
  try {
    cpSync(SOURCES, folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|dist)$/.test(path) })
    symlinkSync(join(SOURCES, 'node_modules'), join(folder, 'node_modules'))
    const path = join(folder, 'src', fault.file)
    const source = readFileSync(path, 'utf8')
    if (source.split(fault.find).length !== 2)
      throw new TypeError(`the sources have changed under the fault: ${fault.name}`)
    writeFileSync(
      path,
      source.replace(fault.find, () => fault.replace),
    )
    return await use(join(folder, 'src/index.ts'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Faults that the campaign must find, each with the kinds of lies that could show it. */
export const SOURCE_FAULTS: readonly (SeededFault & {
  readonly kinds: readonly string[]
  readonly finds: RegExp
})[] = [
  {
    name: 'the digest of an image is what a header says',
    file: 'registry/registry-client.ts',
    find: 'const digest = sha256Digest(received.bytes)\n',
    replace: "const digest = received.headers['docker-content-digest'] ?? sha256Digest(received.bytes)\n",
    kinds: ['headers of content'],
    finds: /digest is not that of the bytes/,
  },
  {
    name: 'a list goes on at another host',
    file: 'http/next-link.ts',
    find: 'url !== null && url.origin === from.origin',
    replace: 'url !== null',
    kinds: ['Link'],
    finds: /was asked/,
  },
  {
    name: 'any realm hears the credentials',
    file: 'registry/auth/realm.ts',
    find: 'const mayHear = credential === undefined || isOwn || isNamed',
    replace: 'const mayHear = credential === undefined || isOwn || isNamed || text.length > 0',
    kinds: ['WWW-Authenticate'],
    finds: /was asked|secret was told/,
  },
  {
    name: 'credentials go along with a redirect',
    file: 'http/follow-redirects.ts',
    find: 'if (next.origin !== url.origin) headers',
    replace: "if (next.origin === '') headers",
    kinds: ['Location'],
    finds: /secret was told/,
  },
  {
    name: 'an address that is written out is any address',
    file: 'http/network.ts',
    find: 'isBlockedLiteral(url.hostname) || ',
    replace: '',
    kinds: ['Location', 'WWW-Authenticate'],
    finds: /169\.254\.169\.254|127\.0\.0\.1|\[.*was asked/,
  },
  {
    name: 'what is no object in a list is read as one',
    file: 'oci-descriptor.ts',
    find: 'if (!isJsonObject(value)) return []\n  const { mediaType, digest, size, artifactType, annotations } = value',
    replace: 'const { mediaType, digest, size, artifactType, annotations } = value as never as JsonObject',
    kinds: ['.att manifest', 'list of referrers', 'index of a layout'],
    finds: /process ended/,
  },
  {
    name: 'what is no object in a listing is read as one',
    file: 'file/api-listing.ts',
    find: 'const entry = isJsonObject(value) ? value : {}',
    replace: 'const entry = value as never as JsonObject',
    kinds: ['listing of an API'],
    finds: /process ended/,
  },
  {
    name: 'any number of pieces is looked at',
    file: 'basket.ts',
    find: 'if (!(this.#evidence.length < this.#limits.count))',
    replace: 'if (this.#limits.count < 0)',
    kinds: ['JSON lines', 'listing of an API'],
    finds: /\d+ pieces/,
  },
  {
    name: 'the end of a file is no end',
    file: 'read-bounded.ts',
    find: 'if (read === 0) break',
    replace: 'if (read < 0) break',
    kinds: ['mark of a layout'],
    finds: /no end within|process ended/,
  },
]
