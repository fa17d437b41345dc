import {
  accessOf,
  type Environment,
  governedBy,
  type Judging,
  judgingOfBundle,
  judgingOfFiles,
  Refusal,
} from '@pawl/setup'
import { verifierPool } from '@pawl/workers'
import type { ConfigurationFiles, GatewayConfiguration } from './configuration/gateway-configuration.ts'
import type { GatewayFile } from './configuration/read-gateway.ts'
import { imageFinder } from './evidence/find-image.ts'
import { gatewayServer } from './server.ts'

export interface RunningGateway {
  /** `https://ADDRESS:PORT`. */
  readonly address: string
  readonly close: () => Promise<void>
}

/** Reads everything that the configuration names, and listens. Throws Refusal before anything is answered. */
export async function startGateway(
  file: GatewayFile,
  environment: Environment,
  clock: () => number,
): Promise<RunningGateway> {
  const { configuration, beside } = file
  const { spec } = configuration
  const judging = judgingOf(spec.configuration, beside, clock())
  const pool = verifierPool({ trust: judging.trustFiles, threads: THREADS, waiting: WAITING, heap: HEAP })
  const server = gatewayServer(
    {
      finder: imageFinder({
        judging,
        pool,
        clock,
        access: accessTo(spec, judging, { beside, environment }),
        evidence: spec.evidence.map(beside),
      }),
      judging,
      clock,
      gatekeeper: spec.gatekeeper,
    },
    { certificate: beside(spec.tls.certificate), key: beside(spec.tls.key), clients: spec.tls.clients.map(beside) },
  )
  const { address, port } = spec.listen
  return {
    address: await server.listen({ host: address, port }),
    close: async () => {
      await server.close()
      await pool.close()
    },
  }
}

const THREADS = 2
const WAITING = 256
/** Megabytes a thread. */
const HEAP = 512

export function judgingOf(
  { signed, files }: ConfigurationFiles,
  beside: (path: string) => string,
  now: number,
): Judging {
  if (signed !== undefined) {
    const { bundle, keys, state, minRevision } = signed
    return judgingOfBundle(
      beside(bundle),
      { configKey: keys.map(beside), configState: beside(state), minRevision },
      now,
    )
  }
  if (files === undefined) throw new Refusal('configuration-invalid', 'the configuration names no policies', [])
  const { trust, policies, profiles } = files
  const paths = { trust: beside(trust), policies: policies.map(beside) }
  return judgingOfFiles(profiles === undefined ? paths : { ...paths, profiles: beside(profiles) }, now)
}

function accessTo(
  { registries, gatekeeper }: GatewayConfiguration['spec'],
  { profiles }: Judging,
  { beside, environment }: { beside: (path: string) => string; environment: Environment },
) {
  const access = accessOf(
    {
      registry: registries.named,
      privateRegistry: registries.private,
      insecureRegistry: registries.insecure,
      pullSecret: registries.pullSecrets.map(beside),
      ca: registries.authorities.map(beside),
      authHost: [],
      mirror: [],
      tagMirror: [],
      timeout: gatekeeper.timeout,
      offline: false,
      githubBundleHost: [],
    },
    environment,
  )([...profiles.values()].flatMap(({ policies }) => governedBy(policies.map(({ compiled }) => compiled))))
  if (access === undefined) throw new Refusal('configuration-invalid', 'no registry may be asked', [])
  return access
}
