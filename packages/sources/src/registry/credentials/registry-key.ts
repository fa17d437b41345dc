import { canonicalRegistry } from '../registry-options.ts'

/** A key of `auths`: a registry, or repositories of one below a path. */
export interface RegistryKey {
  readonly registry: string
  /** Whole segments; empty where it is for the whole registry. */
  readonly path: string
}

const KEY = /^(?:https?:\/\/)?([^/]+)(?:\/(.*))?$/
// How docker writes the API's root into a key.
const ROOTS: readonly string[] = ['', 'v1', 'v2']

/**
 * Reads `HOST`, `https://HOST/v1/` (docker) and `HOST/PATH` (containers-auth.json). Undefined where it is nothing of that: a key that cannot be read
 * is for nobody.
 */
export function parseRegistryKey(key: string): RegistryKey | undefined {
  const [, host = '', rest = ''] = KEY.exec(key) ?? []
  const path = rest.replace(/\/$/, '')
  return isHost(host) ? { registry: canonicalRegistry(host), path: ROOTS.includes(path) ? '' : path } : undefined
}

const HOST = /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*(?::([1-9][0-9]{0,4}))?$/i

/** What a reference can name as its registry: a word alone could not be one. */
function isHost(host: string): boolean {
  const [found, port = '443'] = host.length > 255 ? [] : (HOST.exec(host) ?? [])
  return found !== undefined && Number(port) <= 65_535 && (/[.:]/.test(host) || host.toLowerCase() === 'localhost')
}

/**
 * The key for a repository: the host is the same, port included, and the path is its own or above it in whole segments; of several the longest.
 * Never a part of a host or of a segment (C84, CVE-2026-59891, CVE-2025-27403).
 */
export function bestKey(keys: readonly string[], registry: string, path: string): string | undefined {
  let best: { readonly key: string; readonly length: number } | undefined
  for (const key of keys) {
    const parsed = parseRegistryKey(key)
    if (parsed === undefined || parsed.registry !== registry) continue
    const covers = parsed.path === '' || path === parsed.path || path.startsWith(`${parsed.path}/`)
    if (covers && (best === undefined || parsed.path.length > best.length)) best = { key, length: parsed.path.length }
  }
  return best?.key
}
