import type { Network } from '../../http/network.ts'
import type { Credential } from '../credentials/credential.ts'
import type { Endpoint } from '../endpoint.ts'
import type { RegistryOptions } from '../registry-options.ts'

/** Everything that signing in takes. */
export interface SignIn {
  readonly network: Network
  readonly endpoint: Endpoint
  readonly options: Pick<RegistryOptions, 'authHosts' | 'insecure' | 'privateHosts'>
  readonly credential: Credential | undefined
  readonly signal: AbortSignal
}
