/**
 * Builds the Rego of packages/opa into what is committed and published: a bundle for OPA servers, the WebAssembly module, and
 * the digests of both and of their source. `--check` builds again and compares byte for byte.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { writeCapabilities } from './capabilities.mjs'
import { fail, OPA_VERSION, requireOpa, root, runOpa } from './opa-tool.mjs'
import { sha256, sourceDigest } from './source-digest.mjs'

const ENTRYPOINT = 'pawl/engine/decision'
const rego = join(root, 'packages/opa/rego')
const bundle = join(root, 'packages/opa/bundle')
const pin = join(root, 'packages/opa/src/wasm-digest.ts')

/** File path to the bytes it should hold. */
function build(opa) {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-'))
  try {
    const target = (kind) => buildBundle(opa, kind, join(folder, `${kind}.tar.gz`))
    const wasm = fileInTar(gunzipSync(target('wasm')), '/policy.wasm')
    const server = target('rego')
    const source = {
      opa: OPA_VERSION,
      entrypoint: ENTRYPOINT,
      rego: sourceDigest(rego),
      wasm: sha256(wasm),
      bundle: sha256(server),
    }
    return new Map([
      [join(bundle, 'policy.wasm'), wasm],
      [join(bundle, 'pawl.tar.gz'), server],
      [join(bundle, 'source.json'), Buffer.from(`${JSON.stringify(source, null, 2)}\n`)],
      [pin, Buffer.from(pinned(source.wasm))],
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function buildBundle(opa, kind, output) {
  // From inside the folder: the paths that opa sees are compiled into the module.
  const gate = ['--capabilities', writeCapabilities(opa)]
  runOpa(opa, ['build', '-t', kind, '-e', ENTRYPOINT, ...gate, '-o', output, '-b', '.'], { cwd: rego })
  return readFileSync(output)
}

function pinned(digest) {
  return `/** The one module that \`loadEngine\` runs. Written by .ci/opa/build.mjs together with bundle/policy.wasm. */
export const WASM_DIGEST = '${digest}'
`
}

/** The bytes of one file in a tar archive: headers of 512 bytes, name at 0, size in octal at 124. */
function fileInTar(tar, name) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512)
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0
    if (header.toString('utf8', 0, header.indexOf(0)) === name) return tar.subarray(at + 512, at + 512 + size)
    at += 512 + Math.ceil(size / 512) * 512
  }
  return fail(`the bundle holds no ${name}`)
}

function sameAsCommitted(file, bytes) {
  try {
    return readFileSync(file).equals(bytes)
  } catch {
    return false
  }
}

const files = build(requireOpa())
if (process.argv.includes('--check')) {
  const stale = [...files]
    .filter(([file, bytes]) => !sameAsCommitted(file, bytes))
    .map(([file]) => file.slice(root.length + 1))
  if (stale.length > 0) {
    fail(`not what packages/opa/rego builds to: ${stale.join(', ')}
Somebody changed the Rego without building, or an artefact without the Rego. Review the Rego, then run \`node .ci/opa/build.mjs\` and commit.`)
  }
  console.log(`the committed bundle is what packages/opa/rego builds to, byte for byte (opa ${OPA_VERSION})`)
} else {
  mkdirSync(bundle, { recursive: true })
  for (const [file, bytes] of files) {
    writeFileSync(file, bytes)
    console.log(`${bytes.length} bytes: ${file.slice(root.length + 1)}`)
  }
}
