import { join } from 'node:path'
import { compileGatekeeper, type Manifest } from '@pawl/gatekeeper'
import { judgingOfFiles } from '@pawl/setup'
import { type GatewayScene, NOW, type Reply, type Written } from '../gateway/scene.ts'

export const VALIDATE = '/gatekeeper/v1beta1/validate'
export const MUTATE = '/gatekeeper/v1beta1/mutate'
const PROTOCOL = 'externaldata.gatekeeper.sh/v1beta1'

export const asking = (keys: unknown): object => ({
  apiVersion: PROTOCOL,
  kind: 'ProviderRequest',
  request: { keys },
})

export const keyOf = (reference: string, profile: string, asks = 'decision'): string =>
  JSON.stringify(['pawl.dev/gatekeeper/v1', asks, profile, reference])

/** The whole of an answer that holds nothing. */
export const nothing = (code: string): object => ({
  apiVersion: PROTOCOL,
  kind: 'ProviderResponse',
  response: { idempotent: true, items: [], systemError: code },
})

interface Item {
  readonly key: string
  readonly value: { readonly accepted?: { readonly enforce: unknown }; readonly reasons?: readonly string[] }
}

/** `allow`, or every code there is: of the item where there is one, else of the answer. One item is what one key gets. */
export function saidOf({ status, body }: Reply): string {
  const { items, systemError } = (body as { response: { items: readonly Item[]; systemError: string } }).response
  if (items.length === 0) return `${status} ${systemError}`
  const [item] = items
  if (item === undefined || items.length !== 1 || status !== 200)
    return 'more than one item, or an item that is no answer'
  const { accepted, reasons = [] } = item.value
  return accepted?.enforce === true ? 'allow' : `deny ${reasons.join(' ')}`
}

/** What the gateway of a scene says of one image in decision mode. */
export const askedOf = async (scene: GatewayScene, reference: string, profile: string): Promise<string> =>
  saidOf(await scene.post(VALIDATE, asking([keyOf(reference, profile)])))

/** `spec` of a gateway that waits longer than a busy machine takes: what is late is no answer. */
export const PATIENT: Pick<Written, 'more'> = { more: '  gatekeeper: { cacheTtl: 0s, timeout: 10s }\n' }

/** Two profiles, `strict` for every namespace but `lax-*`; in `lax` nothing is asked for that `strict` asks for. */
export const TWO_PROFILES: Pick<Written, 'profiles'> = {
  profiles: `apiVersion: pawl.dev/v1
kind: ProfileConfiguration
metadata: { name: test, revision: 1 }
spec:
  profiles:
    - { name: strict, mode: enforce, policies: [reviewed], namespaces: ["strict-*"] }
    - { name: lax, mode: enforce, policies: [other], namespaces: ["lax-*"], unmatched: allow, governedElsewhere: nobody }
  unknownNamespaces: strict
`,
}

/** What `pawl gatekeeper compile` makes of the configuration of the gateway. */
export function manifestsOf(scene: GatewayScene, asks: 'decision' | 'document', policies: readonly string[]) {
  const path = (name: string): string => join(scene.folder, name)
  const files = { trust: path('trust.yaml'), policies: policies.map(path), profiles: path('profiles.yaml') }
  const { table } = judgingOfFiles(files, NOW)
  const gateway = { url: scene.url, authorities: scene.authority, timeout: 10 }
  return compileGatekeeper(table, { asks, gateway, pins: false }) satisfies readonly Manifest[]
}
