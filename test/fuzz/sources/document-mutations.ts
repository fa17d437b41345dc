import { type JsonNode, nodeOf, type Slot, slotsIn, textOf, write } from '../../differential/json-node.ts'
import { MUTATIONS as GENERAL } from '../../differential/mutations.ts'
import type { Random } from '../../generators/prng.ts'

/** What may stand in a mutated document, beside what the document has: none of these is to be asked anything. */
export const NEVER_ASKED = ['evil-ghcr.io', '169.254.169.254', 'localhost'] as const

const MANY = 600
const PLACES = 60
const MOST_BYTES = 4_000_000
const scalar = (value: unknown): JsonNode => ({ text: JSON.stringify(value) })

type Mutation = (random: Random, slot: Slot, donor: JsonNode) => boolean

/** What whoever runs a registry, or writes a file, may do to JSON that no evidence is: descriptors, lists, annotations. */
const OWN: Readonly<Record<string, Mutation>> = {
  'another digest': (random, slot, donor) => {
    const text = textOf(slot.node)
    if (text === undefined || !/^sha256:/.test(text)) return false
    const others = slotsIn(donor).flatMap(({ node }) => textOf(node) ?? [])
    const digests = others.filter((each) => each.startsWith('sha256:'))
    return put(
      slot,
      scalar(
        random.pick([
          ...digests,
          text.toUpperCase(),
          `${text} `,
          text.slice(0, -1),
          `sha512:${'ab'.repeat(64)}`,
          'sha256:../../../../etc/passwd',
          `sha256:${'0'.repeat(64)}`,
          `${text}?x=1`,
          `//${NEVER_ASKED[0]}/${text}`,
        ]),
      ),
    )
  },
  'another size': (random, slot) =>
    slot.path.endsWith('.size') &&
    put(slot, {
      text: random.pick(['0', '1', '-1', '1.5', '9007199254740993', '1e308', '4194304', '4194305', '"700"', 'null']),
    }),
  'a place elsewhere': (random, { node }) => {
    if (!('members' in node)) return false
    const host = random.pick(NEVER_ASKED)
    node.members.push(['urls', { items: [scalar(`https://${host}/v2/acme/app/blobs/x`)] }])
    node.members.push(['data', scalar('e30=')])
    return true
  },
  'a great many': (_random, { parent, index, node }) => {
    if (!('items' in parent) || index > 0) return false
    // Together no more than a registry may serve.
    const most = Math.min(MANY, Math.floor(MOST_BYTES / write(node).length))
    const copies = Array.from({ length: most }, (_, copy) => labelled(structuredClone(node), copy))
    parent.items.push(...copies)
    return true
  },
  'an entry that is none': (random, { parent, index }) => {
    if (!('items' in parent)) return false
    parent.items.splice(index, 0, { text: random.pick(['null', 'true', '7', '"x"', '[]', '[null]']) })
    return true
  },
  'great depth': (random, slot) => {
    const depth = random.pick([60, 70, 20_000])
    return put(slot, { text: '['.repeat(depth) + ']'.repeat(depth) })
  },
  'a long text': (random, slot) => put(slot, scalar('a'.repeat(random.pick([1000, 70_000, 1_000_000])))),
  'a member of all objects': (random, { node }) => {
    if (!('members' in node)) return false
    const name = random.pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])
    node.members.push([name, random.pick([scalar(null), { members: [] }, scalar('x')])])
    return true
  },
}

/** Of those that the differential campaign makes, what may happen to any JSON. */
const NOT_HERE: ReadonlySet<string> = new Set([
  'a line more, less or elsewhere',
  'another element of DER',
  'another media type',
])
const MUTATIONS = [...Object.entries(OWN), ...Object.entries(GENERAL).filter(([name]) => !NOT_HERE.has(name))]

export const DOCUMENT_MUTATIONS: readonly string[] = [...MUTATIONS.map(([name]) => name), 'other bytes']

function put(slot: Slot, node: JsonNode): true {
  const { parent, index } = slot
  if ('items' in parent) parent.items[index] = node
  else parent.members[index] = [parent.members[index]?.[0] ?? '', node]
  return true
}

/** Each another one to a reader that remembers what it has seen. */
function labelled(node: JsonNode, copy: number): JsonNode {
  if (!('members' in node)) return node
  const kept = node.members.filter(([name]) => name !== 'annotations')
  const annotations: JsonNode = { members: [['dev.sigstore.cosign/chain', scalar(`copy ${copy}`)]] }
  return { members: [...kept, ['annotations', annotations]] }
}

export interface Mutated {
  readonly text: Buffer
  readonly mutations: readonly string[]
}

/** One to three things changed in a JSON document; or its bytes cut, doubled or flipped. */
export function mutateDocument(random: Random, value: unknown, donorValue: unknown): Mutated {
  const tree: JsonNode = { items: [nodeOf(value)] }
  if (random.chance(0.08))
    return { text: otherBytes(random, Buffer.from(write(nodeOf(value)))), mutations: ['other bytes'] }
  const donor: JsonNode = { items: [nodeOf(donorValue)] }
  const wanted = random.pick([1, 1, 1, 2, 3])
  const mutations: string[] = []
  for (let tries = 0; mutations.length < wanted && tries < 50; tries += 1) {
    const [name, mutate] = random.pick(MUTATIONS)
    // One place after another: what few places allow is made as often as the rest.
    const slots = random.sample(slotsIn(tree), PLACES)
    if (slots.some((slot) => mutate(random, slot, donor))) mutations.push(name)
  }
  // The list around it gives the whole document a place of its own; a document less is an empty one.
  return { text: Buffer.from(tree.items.map(write).join('\n')), mutations }
}

function otherBytes(random: Random, bytes: Buffer): Buffer {
  const at = random.int(bytes.length)
  const how = random.int(4)
  if (how === 0) return bytes.subarray(0, at)
  if (how === 1) return Buffer.concat([bytes, bytes.subarray(at)])
  if (how === 2) return Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytes])
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ (1 << random.int(8))
  return changed
}
