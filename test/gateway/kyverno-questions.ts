import { ROUTES } from '@pawl/kyverno'
import type { GatewayScene, Reply, Written } from './scene.ts'

export const SCHEMA = 'pawl.dev/kyverno/v1'

/** The whole of an answer that is none. */
export const nothing = (code: string): object => ({ body: { schema: SCHEMA, code } })

export const asking = (asks: string, images: unknown, more: object = {}): object => ({
  schema: SCHEMA,
  asks,
  profile: 'production',
  nonce: 'uid-1',
  images,
  ...more,
})

/** `spec` of a gateway that answers Kyverno too, `timeout` as it is written there; longer than a busy machine takes where the time is not what is tested. */
export const answersKyverno = (timeout: string, tokens = ''): Pick<Written, 'more'> => ({
  more: `  kyverno: { listen: { address: 127.0.0.1, port: 0 }, timeout: ${timeout}${tokens === '' ? '' : `, tokens: ${tokens}`} }\n`,
})

export type Headers = Readonly<Record<string, string | readonly string[]>>

/** Bytes to the listener of Kyverno, by a client without a certificate. */
export async function sendTo(scene: GatewayScene, path: string, bytes: string, headers: Headers = {}): Promise<Reply> {
  const how = { method: 'POST', type: 'application/json', caller: {}, headers }
  return await scene.send(`${scene.kyverno}${path}`, bytes, how)
}

/** A question in the words of the protocol; `more` takes the place of what it says. */
export async function ask(
  scene: GatewayScene,
  asks: keyof typeof ROUTES,
  images: unknown,
  more: object = {},
): Promise<Reply> {
  return await sendTo(scene, ROUTES[asks], JSON.stringify(asking(asks, images, more)))
}
