import type { Random } from '../generators/prng.ts'
import { mutateDer } from './der-mutations.ts'
import { type DerNode, encodeDer, readDer } from './der-node.ts'

/** What trusted parties might sign if they were careless, for each thing that they sign. Undefined where there was nothing to change. */
export type DerChange = (random: Random, tbs: DerNode) => boolean

const BOOLEAN = 1
const OCTETS = 4
const node = (tag: number, content: Uint8Array): DerNode => ({ tag, content: Buffer.from(content) })
const TRUE = (): DerNode => node(BOOLEAN, Buffer.of(0xff))

/** RFC 5280 4.1: version, serial, algorithm, issuer, validity, subject, key, and [3] extensions, which Fulcio always writes. */
const childOf = (tbs: DerNode, at: number): DerNode | undefined => tbs.children?.[at]
const extensionsOf = (tbs: DerNode): DerNode[] =>
  tbs.children?.find(({ tag }) => tag === 0xa3)?.children?.[0]?.children ?? []

const oid = (extension: DerNode): string => extension.children?.[0]?.content.toString('hex') ?? ''
const SAN = '551d11'
const KEY_USAGE = '551d0f'
const PURPOSES = '551d25'

const SPOILT_TIMES = [
  '250101000000Z',
  '20260923141500Z',
  '26092314150Z',
  '260923141500+0000',
  '260931250000Z',
  '99991231235959Z',
]

export const CERTIFICATE_CHANGES: Readonly<Record<string, DerChange>> = {
  'an extension less': (random, tbs) => changed(extensionsOf(tbs), (list) => list.splice(random.int(list.length), 1)),
  'an extension twice': (random, tbs) =>
    changed(extensionsOf(tbs), (list) => list.push(structuredClone(random.pick(list)))),
  'extensions in another order': (_, tbs) => changed(extensionsOf(tbs), (list) => list.reverse()),
  'another criticality': (random, tbs) => {
    const { children = [] } = random.pick(extensionsOf(tbs))
    if (children[1]?.tag === BOOLEAN && random.chance(0.6)) children.splice(1, 1)
    else if (children[1]?.tag === BOOLEAN) children[1].content = Buffer.of(random.pick([0, 1, 0x7f]))
    else children.splice(1, 0, random.chance(0.8) ? TRUE() : node(BOOLEAN, Buffer.of(0)))
    return true
  },
  'something else in an extension': (random, tbs) => inside(random, random.pick(extensionsOf(tbs))),
  'another kind of name': (random, tbs) => {
    const name = namesOf(tbs)?.children?.[0]
    if (name === undefined) return false
    name.tag = random.pick([0x81, 0x82, 0x86, 0x87, 0x88, 0xa0, 0xa4])
    return true
  },
  'another name': (random, tbs) => {
    const names = namesOf(tbs)
    const first = names?.children?.[0]
    if (names?.children === undefined || first === undefined) return false
    const text = first.content.toString('utf8')
    const other = random.pick([`${text}\0.evil`, '', `${text} `, `\u00e9${text}`, 'a@b', 'http://', text.toUpperCase()])
    const name = node(random.pick([0x86, 0x86, 0x81, 0x82]), Buffer.from(other))
    if (random.chance(0.5)) names.children.splice(random.int(2), 0, name)
    else names.children[0] = name
    return true
  },
  'another use': (random, tbs) => {
    const usage = extensionsOf(tbs)
      .find((each) => oid(each) === KEY_USAGE)
      ?.children?.at(-1)
    if (usage === undefined) return false
    const bits = random.pick([[0], [7, 0x80], [5, 0x20], [2, 0x84], [1, 6], [0, 0xff], [0, 0x80], [8, 0x80], [7, 0]])
    usage.content = encodeDer(node(3, Buffer.from(bits)))
    return true
  },
  'another purpose': (random, tbs) => {
    const purposes = extensionsOf(tbs)
      .find((each) => oid(each) === PURPOSES)
      ?.children?.at(-1)
    if (purposes === undefined) return false
    const [signing, any, server] = ['2b06010505070303', '551d2500', '2b06010505070301']
    const list = random.pick([
      [],
      [any],
      [server],
      [signing, server],
      [server, signing],
      [signing, any],
      [signing, signing],
    ])
    const children = list.map((each) => node(6, Buffer.from(each ?? '', 'hex')))
    purposes.content = encodeDer({ tag: 0x30, content: Buffer.alloc(0), children })
    return true
  },
  'another time': (random, tbs) => {
    const time = childOf(tbs, 4)?.children?.[random.int(2)]
    if (time === undefined) return false
    time.tag = random.pick([0x17, 0x18])
    time.content = Buffer.from(random.pick(SPOILT_TIMES))
    return true
  },
  'the window turned round': (_, tbs) => changed(childOf(tbs, 4)?.children ?? [], (list) => list.reverse()),
  'another key': (random, tbs) => {
    const key = childOf(tbs, 6)
    const algorithm = key?.children?.[0]?.children
    if (key === undefined || algorithm === undefined) return false
    const curves = ['2a8648ce3d030107', '2b81040022', '2b8104000a', '2a8648ce3d030101']
    const how = random.int(4)
    if (how === 0) algorithm.splice(1, 1)
    else algorithm[1] = how === 1 ? node(5, Buffer.alloc(0)) : node(6, Buffer.from(random.pick(curves), 'hex'))
    return true
  },
  'another version': (random, tbs) => {
    if (tbs.children?.[0]?.tag !== 0xa0) return false
    if (random.chance(0.3)) tbs.children.splice(0, 1)
    else tbs.children[0].children = [node(2, Buffer.of(random.pick([0, 1, 3, 0x80])))]
    return true
  },
  'another serial': (random, tbs) => {
    const serial = childOf(tbs, 1)
    if (serial === undefined) return false
    serial.content = random.pick([Buffer.of(0), Buffer.of(0xff), Buffer.alloc(21, 1), Buffer.of(0, 1), Buffer.alloc(0)])
    return true
  },
  'a subject': (random, tbs) => {
    const issuer = childOf(tbs, 3)
    if (tbs.children?.[5] === undefined || issuer === undefined) return false
    tbs.children[5] = structuredClone(random.pick([issuer, { tag: 0x31, content: Buffer.alloc(0), children: [] }]))
    return true
  },
}

function changed(list: DerNode[], change: (list: DerNode[]) => unknown): boolean {
  if (list.length === 0) return false
  change(list)
  return true
}

/** The value of an extension is DER within octets. */
function inside(random: Random, extension: DerNode): boolean {
  const value = extension.children?.at(-1)
  if (value?.tag !== OCTETS) return false
  const other = mutateDer(random, value.content)
  if (other !== undefined) value.content = Buffer.from(other)
  else
    value.content = random.pick([
      Buffer.alloc(0),
      Buffer.from([...value.content, 0]),
      Buffer.from([0, ...value.content]),
    ])
  return true
}

function namesOf(tbs: DerNode): DerNode | undefined {
  const value = extensionsOf(tbs)
    .find((each) => oid(each) === SAN)
    ?.children?.at(-1)
  const names = value === undefined ? undefined : readDer(value.content)
  if (value === undefined || names === undefined) return undefined
  // From now on it is written from its elements.
  value.children = [names]
  return names
}

/** One change of a certificate, one after another by `turn`; or any of a DER structure. `did` is told its name. */
export function certificateSigner(
  random: Random,
  did: (name: string) => void,
  turn: number,
): (tbs: Uint8Array) => Uint8Array {
  return (tbs) => {
    const tree = readDer(tbs)
    if (tree === undefined) throw new TypeError('an honest certificate is DER')
    if (random.chance(0.2)) return anywhere(random, did)(tbs)
    const changes = Object.entries(CERTIFICATE_CHANGES)
    const [name = '', change] = changes[turn % changes.length] ?? []
    if (change === undefined || !change(random, tree)) return anywhere(random, did)(tbs)
    did(name)
    return encodeDer(tree)
  }
}

export function anywhere(random: Random, did: (name: string) => void): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => {
    did('another element of DER')
    return mutateDer(random, bytes) ?? bytes
  }
}

/** The lines of a checkpoint: origin, size, root, and what else may stand there. */
export function checkpointSigner(random: Random, did: (name: string) => void): (text: string) => string {
  return (text) => {
    did('other lines')
    const [origin = '', size = '', root = ''] = text.split('\n')
    return random.pick([
      `${origin}\n0${size}\n${root}\n`,
      `${origin}\n+${size}\n${root}\n`,
      `${origin}\n${size} \n${root}\n`,
      `${origin}\n${Number(size) + 1}\n${root}\n`,
      `${origin}\n${size}\n${root.replace(/=+$/, '')}\n`,
      `${origin}\n${size}\n${root}=\n`,
      `${origin}\n${size}\n${root}\nTimestamp: 1\n`,
      `${origin}\n${size}\n${root}\n\nmore\n`,
      `${origin}\n${size}\n${root}`,
      `${origin}\r\n${size}\r\n${root}\r\n`,
      `\n${size}\n${root}\n`,
      `${origin}\n${size}\n\n`,
      `${origin} \n${size}\n${root}\n`,
      `${origin}\n${size}\n${Buffer.alloc(32).toString('base64')}\n`,
      `${origin}\n-1\n${root}\n`,
      `${origin}\n9007199254740993\n${root}\n`,
    ])
  }
}
