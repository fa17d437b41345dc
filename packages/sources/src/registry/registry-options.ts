import { Fault, parseImageReference } from '@pawl/core'
import type { NetworkOptions } from '../http/network-options.ts'
import type { CredentialSource } from './credentials/credential.ts'

/**
 * How registries are asked. Hosts are written as in a reference, `HOST[:PORT]`, and compare exactly. Nothing here has a default where it lets
 * something through; apps read files and environment, this package does not.
 */
export interface RegistryOptions extends NetworkOptions {
  /** Hosts, or globs over canonical repositories, that may be asked; with none nothing is ever asked. */
  readonly registries: readonly string[]
  /** Spoken to over plain http, at any address. Whoever is on the way can answer in their place and read credentials. */
  readonly insecure: readonly string[]
  /** May be at private, loopback and link-local addresses, over https. */
  readonly privateHosts: readonly string[]
  /** Hosts beside the registry itself that get its credentials when it asks to sign in there. */
  readonly authHosts: ReadonlyMap<string, readonly string[]>
  readonly credentials: CredentialSource
  /** By registry, in the order in which they are asked, all before the registry itself. */
  readonly mirrors: ReadonlyMap<string, readonly RegistryMirror[]>
  /** Milliseconds for everything about one image. */
  readonly timeout: number
  /** Requests at the same time. */
  readonly parallel: number
}

/** A place with the same content under the same digests. A digest makes it safe; a tag is believed only where that is configured. */
export interface RegistryMirror {
  readonly host: string
  /** In front of the repository's path, for example `dockerhub`; empty where there is none. */
  readonly prefix: string
  /** Whether its tags and referrers count like the registry's own. */
  readonly tags: boolean
}

/** Docker Hub alone signs in at a host of another name; more are configuration. */
export const DOCKER_AUTH_HOSTS: ReadonlyMap<string, readonly string[]> = new Map([['docker.io', ['auth.docker.io']]])

/** A host as it is compared: lower case, default port dropped, Docker Hub's other names resolved. Throws Fault `reference-invalid`. */
export function canonicalRegistry(text: string): string {
  const host = text.includes('/') ? '' : text
  const { repository } = parseImageReference(`${host}/x`)
  const found = registryOf(repository)
  // A word without dot and port would be read as a part of a path at Docker Hub.
  if (found === 'docker.io' && !/docker\.io/i.test(text)) {
    throw new Fault('reference-invalid', 'a registry is HOST or HOST:PORT; a host of one word needs its port', text)
  }
  return found
}

export function registryOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'))
}

export function pathOf(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1)
}
