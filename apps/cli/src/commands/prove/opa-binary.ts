import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@pawl/setup'
import { readBounded } from '@pawl/sources'

const MAX_BUNDLE = 64 * 1_048_576

/** `opa build -t wasm`: the bundle of Rego files and folders. */
export function buildBundle(opa: string, entrypoint: string, files: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-'))
  try {
    const bundle = join(folder, 'bundle.tar.gz')
    const { failed, output } = run(opa, ['build', '-t', 'wasm', '-e', entrypoint, '-o', bundle, ...files])
    if (failed) throw new Refusal('opa-failed', 'opa cannot build the policy', lines(output))
    return readBounded(bundle, MAX_BUNDLE)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** `opa parse --format json`: a syntax tree. Undefined where it fails: then there are fewer constants. */
export function parseRego(opa: string, file: string): unknown {
  const { failed, output } = run(opa, ['parse', '--format', 'json', file])
  return failed ? undefined : JSON.parse(output)
}

function run(opa: string, args: readonly string[]): { readonly failed: boolean; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(opa, args, { encoding: 'utf8', maxBuffer: MAX_BUNDLE })
  if (error !== undefined) {
    throw new Refusal('opa-unavailable', 'opa cannot be run', [{ at: opa, message: 'is it there, and on the PATH?' }])
  }
  return status === 0 ? { failed: false, output: stdout } : { failed: true, output: `${stderr}${stdout}` }
}

function lines(text: string): readonly { readonly at: string; readonly message: string }[] {
  const found = text.split('\n').filter((line) => line !== '')
  return found.slice(0, 10).map((line) => ({ at: '', message: line }))
}
