import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The one version that the committed bundle is built with. */
export const OPA_VERSION = '1.22.2'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
export const cache = resolve(process.env.PAWL_CACHE ?? join(root, '.cache'))
export const installed = join(cache, 'bin', process.platform === 'win32' ? 'opa.exe' : 'opa')

/** Version of an opa binary; undefined where there is none that runs. */
export function versionOf(binary) {
  if (!existsSync(binary)) return undefined
  try {
    return /^Version: (\S+)$/m.exec(execFileSync(binary, ['version'], { encoding: 'utf8' }))?.[1]
  } catch {
    return undefined
  }
}

/** The right opa, or the end of the program with what to do. */
export function requireOpa() {
  const binary = process.env.PAWL_OPA ?? installed
  const found = versionOf(binary)
  if (found === OPA_VERSION) return binary
  const state = found === undefined ? 'is not there' : `is ${found}`
  fail(`opa ${OPA_VERSION} is needed and ${state}: run \`node .ci/opa/install.mjs\`, or set PAWL_OPA to a binary`)
}

/** Runs opa and gives its standard output; a failure ends the program with opa's own words. */
export function runOpa(binary, args, options = {}) {
  try {
    return execFileSync(binary, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options })
  } catch (error) {
    fail(`opa ${args[0]} failed\n${error.stdout ?? ''}${error.stderr ?? ''}`)
  }
}

export function fail(message) {
  console.error(message)
  process.exit(1)
}
