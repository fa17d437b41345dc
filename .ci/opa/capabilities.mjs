import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, fail, root, runOpa } from './opa-tool.mjs'

/**
 * Writes the capabilities file that is the portability gate: only builtins that OPA compiles natively to Wasm, because the others
 * compile too and throw when they are evaluated. The list is the table of OPA's own Wasm compiler.
 */
export function writeCapabilities(opa) {
  const native = new Set(JSON.parse(readFileSync(join(root, '.ci/opa/native-builtins.json'), 'utf8')))
  const all = JSON.parse(runOpa(opa, ['capabilities', '--current']))
  const builtins = all.builtins.filter((builtin) => native.has(builtin.name))
  if (builtins.length !== native.size) fail('native-builtins.json names a builtin that this opa does not have')
  const file = join(cache, 'opa-capabilities.json')
  mkdirSync(cache, { recursive: true })
  writeFileSync(file, JSON.stringify({ ...all, builtins, wasm_abi_versions: [{ version: 1, minor_version: 2 }] }))
  return file
}
