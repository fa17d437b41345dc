import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { opa } from './started-server.ts'

const LIBRARY = fileURLToPath(new URL('../../../packages/opa/bundle/pawl.tar.gz', import.meta.url))

/** A folder of this run, with a key pair for bundles in it. */
export class Bundles {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pawl-bundles-'))
  /** What a server is told: it takes only what this key signed. */
  readonly verifying: readonly string[]

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.write('bundle.key', privateKey.export({ type: 'sec1', format: 'pem' }))
    const open = this.write('bundle.pub', publicKey.export({ type: 'spki', format: 'pem' }))
    this.verifying = ['--verification-key', open, '--signing-alg', 'ES256']
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.#folder, name)
    writeFileSync(path, content)
    return path
  }

  /** The library with this profile, or with none. */
  build(name: string, profile: unknown, signed: boolean): string {
    const out = join(this.#folder, `${name}.tar.gz`)
    const key = signed ? ['--signing-alg', 'ES256', '--signing-key', join(this.#folder, 'bundle.key')] : []
    const data =
      profile === undefined ? [] : ['-b', this.folder(name, 'pawl/profile', 'data.json', JSON.stringify(profile))]
    opa('build', '-b', LIBRARY, ...data, ...key, '-o', out)
    return out
  }

  /** A bundle that is a folder, with one root and one file in it. */
  folder(name: string, root: string, file: string, content: string): string {
    const folder = join(this.#folder, name)
    mkdirSync(join(folder, root), { recursive: true })
    writeFileSync(join(folder, root, file), content)
    writeFileSync(join(folder, '.manifest'), JSON.stringify({ roots: [root], rego_version: 1 }))
    return folder
  }

  /** A copy in which one text stands for another of the same length: the archive stays whole, and the signature as it was. */
  changed(bundle: string, find: string, replace: string): string {
    const tar = gunzipSync(readFileSync(bundle))
    const at = tar.indexOf(find)
    if (at < 0 || find.length !== replace.length) throw new Error(`${find} is not there, or of another length`)
    tar.write(replace, at, 'latin1')
    return this.write('changed.tar.gz', gzipSync(tar))
  }
}
