import type { Reach } from '../http/reach.ts'
import type { RegistryMirror, RegistryOptions } from './registry-options.ts'
import { pathOf, registryOf } from './registry-options.ts'

/** Where one repository is asked for. */
export interface Endpoint extends Reach {
  /** `HOST[:PORT]` as credentials and messages know it. */
  readonly registry: string
  /** The repository's path there. */
  readonly path: string
  /** Whether its tags and referrers count. */
  readonly tags: boolean
}

// The API of Docker Hub has another name than its registry.
const API_HOSTS: ReadonlyMap<string, string> = new Map([['docker.io', 'registry-1.docker.io']])

/** In the order in which they are asked: mirrors, then the registry itself, which is always the last. */
export function endpointsOf(repository: string, options: RegistryOptions): readonly Endpoint[] {
  const registry = registryOf(repository)
  const path = pathOf(repository)
  const mirrors = options.mirrors.get(registry) ?? []
  return [
    ...mirrors.map((mirror) => endpoint(mirror.host, prefixed(mirror, path), mirror.tags, options)),
    endpoint(registry, path, true, options),
  ]
}

function prefixed({ prefix }: RegistryMirror, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`
}

function endpoint(registry: string, path: string, tags: boolean, options: RegistryOptions): Endpoint {
  const plainHttp = options.insecure.includes(registry)
  return {
    registry,
    origin: new URL(`${plainHttp ? 'http' : 'https'}://${API_HOSTS.get(registry) ?? registry}`).origin,
    path,
    plainHttp,
    mayBePrivate: plainHttp || options.privateHosts.includes(registry),
    // Registries keep blobs wherever they like, and a blob is what its digest says.
    leadsTo: 'public',
    tags,
  }
}
