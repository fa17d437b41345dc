import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORPUS } from '../corpus/corpus-files.ts'

/** One case of sigstore-conformance, as its own runner reads a directory. */
export interface ConformanceCase {
  readonly name: string
  /** The name of the directory says so: it ends in `_fail`. */
  readonly verifies: boolean
  readonly folder: string
  /** In the order of the protocol, without the artifact. */
  readonly options: readonly string[]
  readonly artifact: string
  readonly digest: string
}

const BEACON =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main'
const ISSUER = 'https://token.actions.githubusercontent.com'

export function conformanceCases(): readonly ConformanceCase[] {
  const root = join(CORPUS ?? '', 'conformance')
  const directories = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return directories.map(({ name }) => readCase(name, join(root, name))).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function readCase(name: string, folder: string): ConformanceCase {
  const has = (file: string): boolean => existsSync(join(folder, file))
  const text = (file: string, fallback: string): string =>
    has(file) ? readFileSync(join(folder, file), 'utf8').trim() : fallback
  const artifact = has('artifact') ? 'artifact' : '../a.txt'
  const who = has('key.pub')
    ? ['--key', 'key.pub']
    : ['--certificate-identity', text('identity', BEACON), '--certificate-oidc-issuer', text('issuer', ISSUER)]
  const trust = has('trusted_root.json') ? ['--trusted-root', 'trusted_root.json'] : []
  return {
    name,
    verifies: !name.endsWith('_fail'),
    folder,
    options: ['--bundle', 'bundle.sigstore.json', ...who, ...trust],
    artifact,
    digest: `sha256:${createHash('sha256')
      .update(readFileSync(join(folder, artifact)))
      .digest('hex')}`,
  }
}
