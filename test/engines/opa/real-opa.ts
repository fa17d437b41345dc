import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import type { BundleAlgorithm } from '@pawl/opa'
import type { TestKey } from '@pawl/testkit'

/** Path of a real opa; undefined where nobody named one, and then what needs it is skipped out loud. */
export const OPA: string | undefined = process.env['PAWL_OPA']

if (OPA === undefined) console.log('real opa: left out; run .ci/opa/install.mjs and set PAWL_OPA to .cache/bin/opa')

/** A folder of its own, with these files. */
function inFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-real-opa-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(cwd: string, args: readonly string[]) {
  if (OPA === undefined) throw new Error('PAWL_OPA is not set')
  return spawnSync(OPA, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 })
}

export interface Built {
  /** Files below the root of the bundle. */
  readonly sources: Readonly<Record<string, string>>
  readonly target: 'wasm' | 'rego'
  readonly entrypoints: readonly string[]
  readonly revision: string
  readonly key: TestKey
  readonly algorithm: BundleAlgorithm
}

/** A bundle that the real opa builds and signs. */
export function opaBundle({ sources, target, entrypoints, revision, key, algorithm }: Built): Uint8Array {
  const files = Object.fromEntries(Object.entries(sources).map(([name, text]) => [`src/${name}`, text]))
  return inFolder({ ...files, 'key.pem': key.privatePem }, (folder) => {
    const signing = ['--signing-key', '../key.pem', '--signing-alg', algorithm]
    const entries = entrypoints.flatMap((each) => ['-e', each])
    const args = ['build', '-t', target, ...entries, '--revision', revision, ...signing, '-o', '../bundle.tar.gz']
    const { status, stderr } = run(join(folder, 'src'), [...args, '-b', '.'])
    if (status !== 0) throw new Error(stderr)
    return readFileSync(join(folder, 'bundle.tar.gz'))
  })
}

/** Whether the real opa loads the bundle with this key. */
export function opaTakes(bytes: Uint8Array, key: TestKey, algorithm: BundleAlgorithm): boolean {
  return inFolder({ 'bundle.tar.gz': bytes, 'key.pub': key.publicPem }, (folder) => {
    const verifying = ['--verification-key', 'key.pub', '--signing-alg', algorithm]
    return run(folder, ['build', '-b', 'bundle.tar.gz', ...verifying, '-o', 'out.tar.gz']).status === 0
  })
}

/** The value of a reference in a bundle for an input. */
export function opaValue(bytes: Uint8Array, reference: string, input: unknown): unknown {
  return inFolder({ 'bundle.tar.gz': bytes, 'input.json': JSON.stringify(input) }, (folder) => {
    const { stdout } = run(folder, ['eval', '-b', 'bundle.tar.gz', '-i', 'input.json', '--format', 'json', reference])
    return JSON.parse(stdout).result?.[0]?.expressions?.[0]?.value
  })
}
