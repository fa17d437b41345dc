import {
  type CredentialSource,
  canonicalRegistry,
  credentialsOf,
  DOCKER_AUTH_HOSTS,
  dockerConfig,
  type EvidenceSource,
  type NetworkOptions,
  pullSecret,
  type RegistryOptions,
  RegistrySession,
} from '@pawl/sources'
import { readYaml } from '../configuration/read-yaml.ts'
import type { Environment } from '../environment.ts'
import type { GithubChoice } from '../github/github-choice.ts'
import { githubEvidence } from '../github/github-evidence.ts'
import { authoritiesIn } from './authority-file.ts'
import { dockerConfigFile } from './docker-config-file.ts'
import { proxySettings } from './proxy-settings.ts'
import type { RegistryChoice } from './registry-choice.ts'

const PARALLEL = 6

/** How a command reaches registries, and the API of GitHub. */
export interface RegistryAccess {
  /** A session for one image; files and environment are read when the first is opened, not before. */
  readonly open: () => RegistrySession
  /** Hosts that the command line names: their evidence is looked at beside that of `--evidence`. */
  readonly named: readonly string[]
  /** The source for `github:OWNER[/REPOSITORY]`; it reads what `open` reads of files and environment. */
  readonly github: (name: string) => EvidenceSource
}

/** From the globs over the images of policies, of which there may be none. Undefined where nothing may be asked. */
export type AccessFor = (governed: readonly string[]) => RegistryAccess | undefined

/** A registry that no policy governs and no option names is never asked. */
export function accessOf(choice: RegistryChoice & GithubChoice, environment: Environment): AccessFor {
  if (choice.offline) return () => undefined
  const named = [...choice.registry, ...choice.privateRegistry, ...choice.insecureRegistry]
  return (governed) => {
    let options: RegistryOptions | undefined
    return {
      named,
      github: (name) => {
        const network = { ...networkOptions(choice, environment), timeout: choice.timeout * 1000 }
        return githubEvidence(name, choice, environment, network)
      },
      open: () => {
        options ??= registryOptions(choice, environment, [...named, ...governed])
        return new RegistrySession(options)
      },
    }
  }
}

function registryOptions(
  choice: RegistryChoice,
  environment: Environment,
  registries: readonly string[],
): RegistryOptions {
  return {
    registries,
    insecure: choice.insecureRegistry,
    privateHosts: choice.privateRegistry,
    authHosts: grouped([...[...DOCKER_AUTH_HOSTS].flatMap(eachOf), ...choice.authHost]),
    ...networkOptions(choice, environment),
    credentials: credentialsOf([...choice.pullSecret.map(secretFile), dockerConfig(dockerConfigFile(environment))]),
    mirrors: grouped([...choice.tagMirror, ...choice.mirror]),
    timeout: choice.timeout * 1000,
    parallel: PARALLEL,
  }
}

function networkOptions(choice: RegistryChoice, environment: Environment): NetworkOptions {
  return { authorities: choice.ca.flatMap(authoritiesIn), proxy: proxySettings(environment) }
}

function secretFile(path: string): CredentialSource {
  return pullSecret(readYaml(path).value, path)
}

function eachOf([registry, hosts]: readonly [string, readonly string[]]): readonly (readonly [string, string])[] {
  return hosts.map((host) => [registry, host] as const)
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = Map.groupBy(pairs, ([key]) => canonicalRegistry(key))
  return new Map([...groups].map(([key, members]) => [key, members.map(([, value]) => value)]))
}
