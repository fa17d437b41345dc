import type { RegistryMirror } from '@pawl/sources'

/** What the operator says about registries. Hosts are canonical. */
export interface RegistryChoice {
  readonly registry: readonly string[]
  readonly privateRegistry: readonly string[]
  readonly insecureRegistry: readonly string[]
  readonly pullSecret: readonly string[]
  readonly ca: readonly string[]
  readonly authHost: readonly (readonly [registry: string, host: string])[]
  readonly mirror: readonly (readonly [registry: string, mirror: RegistryMirror])[]
  readonly tagMirror: readonly (readonly [registry: string, mirror: RegistryMirror])[]
  /** Seconds. */
  readonly timeout: number
  readonly offline: boolean
}
