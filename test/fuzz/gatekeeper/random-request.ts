import { Buffer } from 'node:buffer'
import type { GatewayScene } from '../../gateway/scene.ts'
import type { Random } from '../../generators/prng.ts'

/** One request, however it is broken. */
export interface RandomRequest {
  readonly kind: string
  readonly method: string
  readonly url: string
  readonly type: string
  readonly payload: Buffer
}

const VALIDATE = '/gatekeeper/v1beta1/validate'
const MUTATE = '/gatekeeper/v1beta1/mutate'
const PROTOCOL = 'externaldata.gatekeeper.sh/v1beta1'
const SCHEMA = 'pawl.dev/gatekeeper/v1'
const HEX = 'b'.repeat(64)

export type MakeRequest = (random: Random, scene: GatewayScene) => RandomRequest

/** How a request differs from one of Gatekeeper's: in its keys, in one member, in its bytes, in its way. */
export const KINDS: Readonly<Record<string, MakeRequest>> = {
  keys: (random, scene) => honest('keys', random, scene, bodyOf),
  member: (random, scene) => honest('member', random, scene, (keys) => broken(random, keys)),
  bytes: (random, scene) => {
    const { payload, ...rest } = honest('bytes', random, scene, bodyOf)
    return { ...rest, payload: damaged(random, payload) }
  },
  way: (random, scene) => ({
    ...honest('way', random, scene, bodyOf),
    method: random.pick(['POST', 'GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']),
    url: random.pick([
      VALIDATE,
      `${VALIDATE}?a=b`,
      `${VALIDATE}/`,
      '/',
      '/%',
      `${VALIDATE}%zz`,
      '//',
      '/gatekeeper/v1',
    ]),
    type: random.pick([
      'application/json',
      'text/plain',
      'application/json; charset=latin1',
      '',
      'a/b/c',
      'APPLICATION/JSON',
    ]),
  }),
}

const bodyOf = (keys: unknown): string =>
  JSON.stringify({ apiVersion: PROTOCOL, kind: 'ProviderRequest', request: { keys } })

/** To validation with its keys, or to mutation with references. */
function honest(
  kind: string,
  random: Random,
  scene: GatewayScene,
  write: (keys: readonly string[]) => string,
): RandomRequest {
  const isMutation = random.chance(0.25)
  const isGood = random.chance(0.5)
  const count = random.pick([1, 1, 1, 2, 3, 5, 64 + random.int(6)])
  const keys = Array.from({ length: count }, (_, at) => {
    const reference = count > 5 ? `${scene.registry.host}/none/app:${at}` : referenceOf(random, scene, isGood)
    return isMutation ? reference : keyOf(random, reference, isGood)
  })
  const payload = Buffer.from(write(keys))
  return { kind, method: 'POST', url: isMutation ? MUTATE : VALIDATE, type: 'application/json', payload }
}

/** Now and then one that names nothing of this gateway, or that is spelt as no template spells it. */
function keyOf(random: Random, reference: string, isGood: boolean): string {
  const asks = random.pick(['decision', 'decision', 'document'])
  const parts = [SCHEMA, asks, 'p', reference]
  if (isGood || random.chance(0.9)) return random.chance(0.9) ? JSON.stringify(parts) : JSON.stringify(parts, null, 1)
  const place = random.int(4)
  const odd = random.pick<unknown>(['', 'q', null, 0, [reference], { p: 'p' }, 'constructor', 'p\u0000'])
  return random.chance(0.5) ? JSON.stringify(parts.with(place, odd as string)) : JSON.stringify([...parts, odd])
}

function referenceOf(random: Random, { good, bare, registry }: GatewayScene, isGood: boolean): string {
  const fine = [good.pinned, good.tag, `${bare.tag}@${good.digest}`]
  if (isGood) return random.pick(fine)
  const { host } = registry
  return random.pick([
    ...fine,
    bare.pinned,
    bare.tag,
    `${good.tag}@${bare.digest}`,
    `${host}/other/app@${good.digest}`,
    `${host}/acme-evil/app@${good.digest}`,
    `${host}/acme/../acme/app@${good.digest}`,
    `${good.pinned}\n`,
    `${good.tag}@sha256:${HEX}`,
    `ghcr.io/acme/app@${good.digest}`,
    good.pinned.toUpperCase(),
    good.digest,
    'oci:/etc',
    '\u001b[2J',
    'x'.repeat(random.int(5000)),
  ])
}

const VALUES: readonly unknown[] = [null, true, 0, -1, '', 'x', [], {}, [[]], [null], ['', ''], { keys: ['x'] }]

function broken(random: Random, keys: readonly string[]): string {
  const value = random.pick(VALUES)
  const text = bodyOf(keys)
  const whole = { apiVersion: PROTOCOL, kind: 'ProviderRequest', request: { keys } }
  return random.pick([
    () => JSON.stringify({ ...whole, apiVersion: value }),
    () => JSON.stringify({ ...whole, kind: value }),
    () => JSON.stringify({ ...whole, request: value }),
    () => bodyOf(value),
    () => bodyOf([...keys, value]),
    () => bodyOf(keys.toSpliced(random.int(keys.length + 1), 0, value as string)),
    () => JSON.stringify({ ...whole, more: value, response: { items: [] } }),
    () => text.replace('{', `{"request":{"keys":["x"]},`),
    () => text.replace('"keys":', `"keys":["x"],"keys":`),
    () => text.replace('"keys"', '"\\u006beys"'),
    () => `${text}${text}`,
    () => text.replace('{', `{"deep":${'['.repeat(random.int(3000))}`),
    () => JSON.stringify(value),
  ])()
}

function damaged(random: Random, payload: Buffer): Buffer {
  const bytes = Buffer.from(payload)
  const at = random.int(bytes.length)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  return random.pick([
    () => {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8))
      return bytes
    },
    () => before,
    () => Buffer.concat([before, Buffer.from([random.int(256)]), after]),
    () => Buffer.concat([before, after.subarray(1)]),
    () => Buffer.concat([before, after, before]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  ])()
}
