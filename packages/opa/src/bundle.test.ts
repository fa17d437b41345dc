import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { WASM_DIGEST } from './wasm-digest.ts'

const REGO = new URL('../rego/', import.meta.url)
const BUNDLE = new URL('../bundle/', import.meta.url)

const sha256 = (bytes: Uint8Array | string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const SOURCE: Readonly<Record<string, string>> = JSON.parse(readFileSync(new URL('source.json', BUNDLE), 'utf8'))

/** As .ci/opa/source-digest.mjs writes it; said again here so that neither can drift alone. */
function regoDigest(): string {
  const paths = readdirSync(REGO, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const files = paths.filter((path) => path === '.manifest' || path.endsWith('.rego')).sort()
  return sha256(files.map((path) => `${sha256(readFileSync(new URL(path, REGO)))} ${path}\n`).join(''))
}

describe('the committed bundle', () => {
  it('was built from the Rego beside it', () => {
    expect(SOURCE['rego'], 'run `node .ci/opa/build.mjs`').toBe(regoDigest())
  })

  it('holds the files that source.json and the pin name', () => {
    expect(sha256(readFileSync(new URL('policy.wasm', BUNDLE)))).toBe(SOURCE['wasm'])
    expect(sha256(readFileSync(new URL('pawl.tar.gz', BUNDLE)))).toBe(SOURCE['bundle'])
    expect(WASM_DIGEST).toBe(SOURCE['wasm'])
  })

  it('needs no builtin that JavaScript would have to supply', async () => {
    const { createRequire } = await import('node:module')
    const opa = createRequire(import.meta.url)('@open-policy-agent/opa-wasm')
    const loaded = await opa.loadPolicy(readFileSync(new URL('policy.wasm', BUNDLE)), { initial: 64 })
    const { exports } = loaded.wasmInstance
    const bytes = new Uint8Array(loaded.mem.buffer)
    const at: number = exports.opa_json_dump(exports.builtins())
    expect(new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)))).toBe('{}')
  })

  it('claims no root that holds data.pawl.profile: a server could not push it', () => {
    const { roots } = JSON.parse(readFileSync(new URL('.manifest', REGO), 'utf8'))
    expect(roots).toStrictEqual(['pawl/engine', 'pawl/input', 'pawl/claims'])
  })
})
