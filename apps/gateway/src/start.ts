import {
  accessOf,
  type Environment,
  governedBy,
  type Judging,
  judgingOfBundle,
  judgingOfFiles,
  Refusal,
  type RegistryAccess,
} from '@pawl/setup'
import { openSource } from '@pawl/sources'
import { verifierPool } from '@pawl/workers'
import { anybody, type CallerCheck, tokenCheck } from './callers/caller-check.ts'
import { readServiceAccountKeys } from './callers/service-account-keys.ts'
import type { ConfigurationFiles, GatewayConfiguration, ListenAddress } from './configuration/gateway-configuration.ts'
import type { GatewayFile } from './configuration/read-gateway.ts'
import { readTls, type TlsMaterial } from './configuration/tls-material.ts'
import { imageFinder } from './evidence/find-image.ts'
import type { HttpsInstance } from './https-instance.ts'
import { kyvernoServer } from './kyverno-server.ts'
import { gatewayServer } from './server.ts'

export interface RunningGateway {
  /** `https://ADDRESS:PORT`. */
  readonly address: string
  /** Where Kyverno is answered; absent where the configuration does not say so. */
  readonly kyverno?: string
  readonly close: () => Promise<void>
}

interface Everything {
  readonly judging: Judging
  readonly tls: TlsMaterial
  /** Paths. */
  readonly evidence: readonly string[]
  readonly access: RegistryAccess
  /** Of Kyverno's listener. */
  readonly callers: CallerCheck
}

/** Reads everything that the configuration names. Throws Refusal, and Fault for a file that cannot be read. */
export async function checkGateway(file: GatewayFile, environment: Environment, now: number): Promise<Everything> {
  const { configuration, beside } = file
  const judging = judgingOf(configuration.spec.configuration, beside, now)
  const access = accessTo(configuration.spec, judging, { beside, environment })
  // Authorities and pull secrets are read when something is asked for the first time. That would be a request.
  await access.open().close()
  return { judging, tls: tlsOf(file), evidence: evidenceOf(file), access, callers: await callersOf(file) }
}

/** Reads everything that the configuration names, and listens. Throws Refusal before anything is answered. */
export async function startGateway(
  file: GatewayFile,
  environment: Environment,
  clock: () => number,
): Promise<RunningGateway> {
  const { spec } = file.configuration
  const { judging, tls, evidence, access, callers } = await checkGateway(file, environment, clock())
  const pool = verifierPool({ trust: judging.trustFiles, threads: THREADS, waiting: WAITING, heap: HEAP })
  const shared = { finder: imageFinder({ judging, pool, clock, access, evidence }), judging, clock }
  const server = gatewayServer({ ...shared, gatekeeper: spec.gatekeeper }, tls)
  const { kyverno } = spec
  const second = kyverno && kyvernoServer({ ...shared, timeout: kyverno.timeout, callers }, tls)
  const close = async (): Promise<void> => {
    await Promise.all([server.close(), second?.close()])
    await pool.close()
  }
  const address = await listen(server, spec.listen, close)
  if (kyverno === undefined || second === undefined) return { address, close }
  return { address, kyverno: await listen(second, kyverno.listen, close), close }
}

async function listen(
  server: HttpsInstance,
  { address, port }: ListenAddress,
  close: () => Promise<void>,
): Promise<string> {
  try {
    return await server.listen({ host: address, port })
  } catch {
    await close()
    const line = { at: `${address}:${port}`, message: 'is it an address of this machine, and is the port free?' }
    throw new Refusal('address-unusable', 'nothing can listen there', [line])
  }
}

const THREADS = 2
const WAITING = 256
/** Megabytes a thread. */
const HEAP = 512

function tlsOf({ configuration: { spec }, beside }: GatewayFile): TlsMaterial {
  const { certificate, key, clients } = spec.tls
  return readTls({ certificate: beside(certificate), key: beside(key), clients: clients.map(beside) })
}

async function callersOf({ configuration: { spec }, beside }: GatewayFile): Promise<CallerCheck> {
  const tokens = spec.kyverno?.tokens
  return tokens === undefined ? anybody : tokenCheck(tokens, await readServiceAccountKeys(beside(tokens.jwks)))
}

/** Paths that are there now. Throws Fault `source-unreadable`: a slip in a name would else be found by the first image that is denied. */
function evidenceOf({ configuration: { spec }, beside }: GatewayFile): readonly string[] {
  const paths = spec.evidence.map(beside)
  for (const path of paths) openSource(path)
  return paths
}

function judgingOf({ signed, files }: ConfigurationFiles, beside: (path: string) => string, now: number): Judging {
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
  { registries, gatekeeper, kyverno }: GatewayConfiguration['spec'],
  { profiles }: Judging,
  { beside, environment }: { beside: (path: string) => string; environment: Environment },
): RegistryAccess {
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
      // Of the engine that waits longest; each is answered in its own time.
      timeout: Math.max(gatekeeper.timeout, kyverno?.timeout ?? 0),
      offline: false,
      githubBundleHost: [],
    },
    environment,
  )([...profiles.values()].flatMap(({ policies }) => governedBy(policies.map(({ compiled }) => compiled))))
  if (access === undefined) throw new Refusal('configuration-invalid', 'no registry may be asked', [])
  return access
}
