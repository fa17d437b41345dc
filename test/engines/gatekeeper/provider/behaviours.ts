import type { Behaviour, Call } from './provider-double.ts'

/** One item of an answer, whatever it holds. */
export type Item = Readonly<Record<string, unknown>>

/** The items for some keys. */
export type Items = (keys: readonly string[]) => readonly Item[]

const JSON_TYPE = { 'content-type': 'application/json' }

/** The body of an answer of a provider. `more` are members of its response. */
export function bodyWith(items: readonly Item[], more: object = {}): string {
  const response = { idempotent: true, items, ...more }
  return JSON.stringify({ apiVersion: 'externaldata.gatekeeper.sh/v1beta1', kind: 'ProviderResponse', response })
}

/** 200 and these items: how a provider should answer, as long as the items are right. */
export const answers =
  (items: Items, more: object = {}): Behaviour =>
  ({ keys, response }) =>
    response.writeHead(200, JSON_TYPE).end(bodyWith(items(keys), more))

/** A status and a body that does not depend on what was asked. */
export const says =
  (status: number, body: string, type = 'application/json'): Behaviour =>
  ({ response }) =>
    response.writeHead(status, { 'content-type': type }).end(body)

/** Right items, and a status that takes them back. */
export const withStatus =
  (status: number, items: Items): Behaviour =>
  ({ keys, response }) =>
    response.writeHead(status, JSON_TYPE).end(bodyWith(items(keys)))

/** To another path of the same provider, which is answered. */
export const redirects =
  (status: number, then: Behaviour): Behaviour =>
  (call) =>
    call.path === '/moved' ? then(call) : call.response.writeHead(status, { location: '/moved' }).end()

export const late =
  (milliseconds: number, then: Behaviour): Behaviour =>
  (call) => {
    setTimeout(() => then(call), milliseconds)
  }

/** A right answer of which the end never comes. */
export const stalls =
  (items: Items): Behaviour =>
  ({ keys, response }) => {
    const body = bodyWith(items(keys))
    response.writeHead(200, { ...JSON_TYPE, 'content-length': body.length }).write(body.slice(0, -2))
  }

/** The end of the connection in the middle of a right answer. */
export const resets =
  (items: Items): Behaviour =>
  ({ keys, response }) => {
    const body = bodyWith(items(keys))
    response.writeHead(200, { ...JSON_TYPE, 'content-length': body.length }).write(body.slice(0, -2), () => {
      response.destroy()
    })
  }

/** The same number of bytes missing at the end of the body, of which the length is honest. */
export const truncates =
  (items: Items): Behaviour =>
  ({ keys, response }) =>
    response.writeHead(200, JSON_TYPE).end(bodyWith(items(keys)).slice(0, -3))

/** The body as text, changed: for what no serializer writes. */
export const rewrites =
  (items: Items, change: (body: string) => string): Behaviour =>
  ({ keys, response }) =>
    response.writeHead(200, JSON_TYPE).end(change(bodyWith(items(keys))))

/** A call after the other: the last one stays. */
export function inTurn(first: Behaviour, ...rest: readonly Behaviour[]): Behaviour {
  const left = [...rest]
  let behaves = first
  let begun = false
  return (call: Call) => {
    if (begun) behaves = left.shift() ?? behaves
    begun = true
    behaves(call)
  }
}
