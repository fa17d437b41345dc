import { readFile } from 'node:fs/promises'
import type { JsonValue } from '@pawl/document'
import type { CompiledProfile } from '@pawl/policy'
import { isBundleRejection } from './bundle/bundle-rejection.ts'
import { DATA, MANIFEST, MODULE } from './bundle/file-name.ts'
import { unpackGzip } from './bundle/gzip.ts'
import { readManifest } from './bundle/manifest.ts'
import { type BundleFiles, readTar } from './bundle/read-tar.ts'
import { type SigningOptions, signBundle } from './bundle/sign-bundle.ts'
import { compilePinned, ModuleInvalid } from './load-engine.ts'
import { ENTRYPOINT } from './opa-runtime.ts'
import { WASM_DIGEST } from './wasm-digest.ts'

export const BUNDLE_TARGETS = ['wasm', 'rego'] as const

/** `wasm` is for `engineOf`, and for servers that run WebAssembly; `rego` is for every OPA server. */
export type BundleTarget = (typeof BUNDLE_TARGETS)[number]

/** What a bundle of Pawl is made of, beside the module or the Rego of this package. */
export interface PawlBundle {
  readonly target: BundleTarget
  readonly profile: CompiledProfile
  readonly revision: number
}

const SERVER = new URL('../bundle/pawl.tar.gz', import.meta.url)
const WASM = new URL('../bundle/policy.wasm', import.meta.url)

/** A signed bundle with the policy of this release and a profile at `data.pawl.profile`. Throws ModuleInvalid where this package was changed. */
export async function pawlBundle(
  { target, profile, revision }: PawlBundle,
  signing: SigningOptions,
): Promise<Uint8Array> {
  const server = await serverBundle()
  const data = Buffer.from(JSON.stringify({ pawl: { profile } }))
  const policy = target === 'rego' ? server.rego : new Map([[MODULE, await pinnedModule()]])
  const module = { entrypoint: ENTRYPOINT, module: `/${MODULE}` }
  const manifest = {
    roots: [...server.roots, 'pawl/profile'],
    rego_version: 1,
    ...(target === 'rego' ? {} : { wasm: [module] }),
  }
  return signBundle({ files: new Map([...policy, [DATA, data]]), manifest, revision }, signing)
}

interface ServerBundle {
  readonly rego: BundleFiles
  readonly roots: readonly JsonValue[]
}

/** The bundle that this package is published with, which has no profile. */
async function serverBundle(): Promise<ServerBundle> {
  const archive = unpackGzip(await readFile(SERVER))
  const files = archive === undefined ? undefined : readTar(archive)
  if (files === undefined || isBundleRejection(files)) throw changed()
  const roots = readManifest(files.get(MANIFEST) ?? Buffer.alloc(0))?.members['roots']
  if (!Array.isArray(roots)) throw changed()
  return { rego: new Map([...files].filter(([name]) => name.endsWith('.rego'))), roots }
}

async function pinnedModule(): Promise<Uint8Array> {
  const bytes = await readFile(WASM)
  await compilePinned(bytes, WASM_DIGEST)
  return bytes
}

function changed(): ModuleInvalid {
  return new ModuleInvalid('bundle/pawl.tar.gz is not the bundle of this package')
}
