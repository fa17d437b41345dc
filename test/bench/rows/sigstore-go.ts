import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Contender } from '../harness/contender.ts'

/** What the program is given: bundles, all different, and what to trust. */
export interface GoScene {
  readonly bundles: readonly Uint8Array[]
  /** A trusted_root.json; empty for a key alone. */
  readonly root: string
  /** PEM; empty for a certificate. */
  readonly key: string
  readonly rounds: number
}

/**
 * sigstore-go in a process of its own, which times itself as this one is timed: processor time, the JSON of the bundle in it, the root read before, one thread.
 * It is given several bundles and verifies each several times; it fails if it turns one down.
 */
export function sigstoreGo(binary: string, { bundles, root, key, rounds }: GoScene): Contender {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-go-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const trust = root === '' ? ['-logs=0', '-scts=0', '-times=0'] : [`-root=${write('root.json', root)}`]
  const keys = key === '' ? [] : [`-key=${write('key.pub', key)}`]
  const files = bundles.map((bytes, index) => write(`${index}.json`, bytes))
  return {
    name: 'sigstore-go 1.3.0 in a process, timed by itself',
    warms: false,
    sample() {
      const options = [...trust, ...keys, `-rounds=${rounds}`, '-warm=2']
      const printed = execFileSync(binary, ['bench', ...options, ...files], { encoding: 'utf8' })
      return (JSON.parse(printed) as { microsecondsEach: number }).microsecondsEach
    },
  }
}
