import type { Random } from '../generators/prng.ts'
import { mutateDer } from './der-mutations.ts'
import { type JsonNode, replace, type Slot, slotsIn, textOf } from './json-node.ts'

/** Changes one place of a tree, perhaps by what another bundle of the same Sigstore has there. False: it had nothing to change there. */
type Mutation = (random: Random, slot: Slot, donor: JsonNode) => boolean

const scalar = (value: unknown): JsonNode => ({ text: JSON.stringify(value) })

/** By what they do. Each is one thing that an attacker, or another writer of JSON, may do without any key. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a place less': (_, slot) => done(() => replace(slot, undefined)),
  'null there': (_, slot) => done(() => replace(slot, { text: 'null' })),
  'what another bundle has there': (_, slot, donor) => {
    const other = slotsIn(donor).find(({ path }) => path === slot.path)
    return other !== undefined && done(() => replace(slot, structuredClone(other.node)))
  },
  'an unknown member': (_, { node }) =>
    'members' in node && done(() => node.members.push(['x-unknown', scalar('anything')])),
  'a member twice': (random, { parent, index }, donor) => {
    const member = 'members' in parent ? parent.members[index] : undefined
    if (member === undefined || !('members' in parent)) return false
    const other = slotsIn(donor).find(({ path }) => path.endsWith(`.${member[0]}`))
    const twin = other !== undefined && random.chance(0.5) ? structuredClone(other.node) : member[1]
    return done(() => parent.members.splice(random.chance(0.5) ? 0 : parent.members.length, 0, [member[0], twin]))
  },
  'a name in another style': (random, { parent, index }) => {
    const member = 'members' in parent ? parent.members[index] : undefined
    if (member === undefined || !('members' in parent)) return false
    const [name, value] = member
    const snake = name.replace(/[A-Z0-9]+/g, (letters) => `_${letters.toLowerCase()}`)
    const other = random.pick([snake, name.toLowerCase(), name.toUpperCase(), `${name} `])
    return other !== name && done(() => parent.members.splice(index, 1, [other, value]))
  },
  'another spelling of a number': (random, slot) => {
    const number = /^"?(\d+)"?$/.exec('text' in slot.node ? slot.node.text : '')?.[1]
    if (number === undefined) return false
    const spellings = [
      number,
      `"${number}"`,
      `${number}.0`,
      `"${number}.0"`,
      `${number}e0`,
      `"0${number}"`,
      `"+${number}"`,
      `"-${number}"`,
      `" ${number}"`,
      `-${number}`,
    ]
    return done(() => replace(slot, { text: random.pick(spellings) }))
  },
  'the next number': (random, slot) => {
    const number = /^"?(\d+)"?$/.exec('text' in slot.node ? slot.node.text : '')?.[1]
    if (number === undefined) return false
    const other = random.pick([BigInt(number) + 1n, BigInt(number) - 1n, 0n, 2n ** 63n - 1n, 2n ** 64n])
    return done(() => replace(slot, scalar(String(other))))
  },
  'another type of value': (random, slot) =>
    done(() =>
      replace(
        slot,
        random.pick([scalar(true), scalar(0), scalar(''), { items: [] }, { members: [] }, { items: [slot.node] }]),
      ),
    ),
  'an element twice': (_, { parent, index, node }) =>
    'items' in parent && done(() => parent.items.splice(index, 0, structuredClone(node))),
  'an element of another bundle beside it': (random, { parent, path }, donor) => {
    const list = path.replace(/\[\d+\]$/, '')
    const others = slotsIn(donor).filter((each) => each.path.startsWith(`${list}[`) && /\[\d+\]$/.test(each.path))
    if (!('items' in parent) || others.length === 0) return false
    const other = structuredClone(random.pick(others).node)
    return done(() => parent.items.splice(random.int(parent.items.length + 1), 0, other))
  },
  'another spelling of base64': (random, slot) => {
    const text = textOf(slot.node)
    if (text === undefined || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(text)) return false
    const spellings = [
      text.replaceAll('+', '-').replaceAll('/', '_'),
      text.replaceAll('=', ''),
      `${text.slice(0, 4)}\n${text.slice(4)}`,
      `${text} `,
      `${text}=`,
      `${text}====`,
      text.replace(/.(?==*$)/, (last) => String.fromCharCode(last.charCodeAt(0) + 1)),
    ]
    return done(() => replace(slot, scalar(random.pick(spellings))))
  },
  'another escape of a character': (random, slot) => {
    const text = textOf(slot.node)
    if (text === undefined || text === '') return false
    const at = random.int(text.length)
    const escaped = `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`
    const around = [text.slice(0, at), text.slice(at + 1)].map((part) => JSON.stringify(part).slice(1, -1))
    return done(() => replace(slot, { text: `"${around.join(escaped)}"` }))
  },
  'another character': (random, slot) => {
    const text = textOf(slot.node)
    if (text === undefined || text === '') return false
    const at = random.int(text.length)
    const other = random.pick(['A', 'b', '0', '\u0000', '\u0174', ' ', ''])
    return done(() => replace(slot, scalar(text.slice(0, at) + other + text.slice(at + 1))))
  },
  'a line more, less or elsewhere': (random, slot) => {
    const lines = textOf(slot.node)?.split('\n') ?? []
    if (lines.length < 3) return false
    const at = random.int(lines.length)
    const line = lines[at] ?? ''
    const rest = lines.toSpliced(at, 1)
    const changed = random.pick([
      lines.toSpliced(at, 0, line),
      rest,
      [line, ...rest],
      [...rest, line],
      lines.toSpliced(at, 0, ''),
    ])
    return done(() => replace(slot, scalar(changed.join('\n'))))
  },
  'another element of DER': (random, slot) => {
    const text = textOf(slot.node)
    if (text === undefined || !/^M[A-Za-z0-9+/]{8,}={0,2}$/.test(text)) return false
    const changed = mutateDer(random, Buffer.from(text, 'base64'))
    if (changed === undefined) return false
    return done(() => replace(slot, scalar(Buffer.from(changed).toString('base64'))))
  },
  'another bit of base64': (random, slot) => {
    const text = textOf(slot.node)
    if (text === undefined || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(text)) return false
    const bytes = Buffer.from(text, 'base64')
    const at = random.int(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8))
    return done(() => replace(slot, scalar(bytes.toString('base64'))))
  },
  'another media type': (random, slot) => {
    const types = [
      '+json;version=0.1',
      '+json;version=0.2',
      '+json;version=0.3',
      '.v0.3+json',
      '.v0.2+json',
      '.v0.3.1+json',
      '.v0.4+json',
    ]
    return (
      slot.path === '.mediaType' &&
      done(() => replace(slot, scalar(`application/vnd.dev.sigstore.bundle${random.pick(types)}`)))
    )
  },
}

function done(change: () => unknown): true {
  change()
  return true
}
