import type { Random } from '../generators/prng.ts'
import { type DerNode, encodeDer, readDer } from './der-node.ts'

type DerMutation = (random: Random, node: DerNode) => void

/** Of one element of a structure. Lengths around it follow, so that nothing else is wrong. */
const MUTATIONS: Readonly<Record<string, DerMutation>> = {
  'a length in more octets than it needs': (_, node) => {
    node.longLength = true
  },
  'another tag': (random, node) => {
    node.tag ^= 1 << random.int(8)
  },
  'an element less': (random, node) => {
    node.children?.splice(random.int(node.children.length), 1)
  },
  'an element twice': (random, node) => {
    if (node.children === undefined || node.children.length === 0) return
    const at = random.int(node.children.length)
    const child = node.children[at]
    if (child !== undefined) node.children.splice(at, 0, structuredClone(child))
  },
  'elements in another order': (_, node) => {
    node.children?.reverse()
  },
  'another bit': (random, node) => {
    const at = random.int(Math.max(node.content.length, 1))
    node.content[at] = (node.content[at] ?? 0) ^ (1 << random.int(8))
  },
  'a zero in front': (_, node) => {
    node.content = Buffer.concat([Buffer.of(0), node.content])
  },
  'a byte behind': (random, node) => {
    node.content = Buffer.concat([node.content, Buffer.of(random.int(256))])
  },
  'nothing in it': (_, node) => {
    node.children = undefined
    node.content = Buffer.alloc(0)
  },
}

/** The order of P-256: with r, s also r, n - s is a signature. */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** One thing changed in bytes that are DER; undefined where they are none. */
export function mutateDer(random: Random, bytes: Uint8Array): Uint8Array | undefined {
  const node = readDer(bytes)
  if (node === undefined) return undefined
  const twin = random.chance(0.3) ? twinOf(random, node) : undefined
  if (twin !== undefined) return twin
  if (random.chance(0.05)) return Buffer.concat([bytes, Buffer.of(random.int(256))])
  const elements = elementsIn(node)
  random.pick(Object.values(MUTATIONS))(random, random.pick(elements))
  return encodeDer(node)
}

function elementsIn(node: DerNode): readonly DerNode[] {
  return [node, ...(node.children ?? []).flatMap(elementsIn)]
}

/** An ECDSA signature in another form that says the same: the other s, or r and s side by side. */
function twinOf(random: Random, { children = [] }: DerNode): Uint8Array | undefined {
  const [r, s, ...more] = children
  if (r?.tag !== 2 || s?.tag !== 2 || more.length > 0) return undefined
  if (random.chance(0.5)) return Buffer.concat([r, s].map(({ content }) => fixed(numberOf(content))))
  const other = P256_ORDER - numberOf(s.content)
  if (other <= 0n) return undefined
  return encodeDer({ tag: 0x30, content: Buffer.alloc(0), children: [r, { tag: 2, content: positive(other) }] })
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
const fixed = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')

function positive(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes])
}
