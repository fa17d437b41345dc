import type { Random } from '../generators/prng.ts'
import { ODDITIES } from '../generators/vocabulary.ts'

/** A yes with one fact broken. Whoever reads it must not allow. */
export interface BrokenYes {
  readonly kind: string
  readonly wire: unknown
}

/** What the document that was answered can carry: an end is later than `now`, and not later than `latest`; null where nothing ends. */
export interface Carried {
  readonly now: number
  readonly latest: number | null
}

type Place = readonly (string | number)[]
type Member = 'allow' | 'unmet' | 'expiresAt'

const MEMBERS: readonly Member[] = ['allow', 'unmet', 'expiresAt']

/** Every kind of break once. There is no list of breaks that mean the same: an answer has one way to say yes. */
export function breaksOf(wire: unknown, yesAt: Place, carried: Carried, random: Random): readonly BrokenYes[] {
  const yes = at(wire, yesAt) as Readonly<Record<Member, unknown>>
  const put = (kind: string, value: unknown): BrokenYes => ({ kind, wire: replaced(wire, yesAt, value) })
  return [
    ...MEMBERS.flatMap((member) => [
      put(`${member}: gone`, without(yes, member)),
      put(`${member}: renamed`, { ...without(yes, member), [renamed(member, random)]: yes[member] }),
      put(`${member}: twice, once by another name`, { ...yes, [renamed(member, random)]: yes[member] }),
      put(`${member}: in a list`, { ...yes, [member]: [yes[member]] }),
      put(`${member}: as text`, { ...yes, [member]: JSON.stringify(yes[member]) }),
      put(`${member}: inherited`, Object.assign(Object.create({ [member]: yes[member] }), without(yes, member))),
    ]),
    ...wrongValues(yes, carried, random).map(([kind, member, value]) => put(kind, { ...yes, [member]: value })),
    ...yesAt.concat('').flatMap((_, depth) => breaksOnTheWay(wire, yesAt.slice(0, depth), depth, yesAt[depth])),
  ]
}

type Wrong = readonly [kind: string, member: Member, value: unknown]

function wrongValues(
  { expiresAt }: Readonly<Record<Member, unknown>>,
  carried: Carried,
  random: Random,
): readonly Wrong[] {
  const other = (isRight: (value: unknown) => boolean): unknown =>
    random.pick(ODDITIES.filter((value) => !isRight(value)))
  return [
    ...['true', 1, 'allow', 'yes', null, {}, false, 0].map(
      (value): Wrong => [`allow: ${JSON.stringify(value)}`, 'allow', value],
    ),
    ['allow: something else', 'allow', other((value) => value === true)],
    ...[null, '', 0, false, {}, { length: 0 }, [null], [[]]].map(
      (value): Wrong => [`unmet: ${JSON.stringify(value)}`, 'unmet', value],
    ),
    ['unmet: one requirement', 'unmet', [[0, 'production', 'r0']]],
    ['unmet: one requirement of the document', 'unmet', [[-1, 'production', 'r0']]],
    ['unmet: something else', 'unmet', other((value) => Array.isArray(value) && value.length === 0)],
    ...wrongEnds(expiresAt, carried).map(([kind, value]): Wrong => [`expiresAt: ${kind}`, 'expiresAt', value]),
    ['expiresAt: something else', 'expiresAt', other((value) => isCarried(value, carried))],
  ]
}

function wrongEnds(end: unknown, { now, latest }: Carried): readonly (readonly [kind: string, value: unknown])[] {
  const always = [
    ['now', now],
    ['a second ago', now - 1],
    ['the beginning of time', 0],
    ['before time', -1],
    ['after time', 253_402_300_800],
    ['not a number', Number.NaN],
    ['for ever', Number.POSITIVE_INFINITY],
    ['a fraction', now + 0.5],
    ['true', true],
  ] as const
  return latest === null
    ? [...always, ['one where nothing ends', now + 1]]
    : [
        ...always,
        ['none', null],
        ['later than can be by a second', latest + 1],
        ['later than can be', latest + 1_000_000],
        ['in milliseconds', Number(end) * 1000],
      ]
}

function isCarried(value: unknown, { now, latest }: Carried): boolean {
  if (latest === null) return value === null
  return typeof value === 'number' && value > now && value <= latest
}

/** What stands around the yes, and the yes as a whole. */
function breaksOnTheWay(
  wire: unknown,
  place: Place,
  depth: number,
  next: string | number | undefined,
): readonly BrokenYes[] {
  const node = at(wire, place)
  const put = (kind: string, value: unknown): BrokenYes => ({
    kind: `level ${depth}: ${kind}`,
    wire: replaced(wire, place, value),
  })
  return [
    put('null', null),
    put('true', true),
    put('as text', JSON.stringify(node)),
    put('in a list', [node]),
    put('by another name', { result: { allow: node } }),
    ...(Array.isArray(node) ? brokenList(node) : brokenObject(node as object, next)).map(([kind, value]) =>
      put(kind, value),
    ),
  ]
}

type Kinds = readonly (readonly [kind: string, value: unknown])[]

function brokenList(node: readonly unknown[]): Kinds {
  return [
    ['no element', []],
    ['the element twice', [...node, ...node]],
    ['null beside it', [...node, null]],
    ['null before it', [null, ...node]],
    ['an object like a list', { ...node, length: node.length }],
  ]
}

function brokenObject(node: object, next: string | number | undefined): Kinds {
  const members = Object.entries(node)
  const more: Kinds = [
    ['one member more', { ...node, reason: 'x' }],
    ['a member __proto__', JSON.parse(`{"__proto__": true, ${JSON.stringify(node).slice(1)}`)],
    ['no member', {}],
    ['members inherited', Object.create(node)],
    ['members as pairs', members],
  ]
  return next === undefined
    ? more
    : [
        ...more,
        ['the member in capitals', Object.fromEntries(members.map(([key, value]) => [key.toUpperCase(), value]))],
        ['the member null', { ...node, [next]: null }],
      ]
}

function renamed(member: string, random: Random): string {
  return random.pick([member.toUpperCase(), `${member} `, `_${member}`, member.slice(0, -1), `${member}\u0000`, ''])
}

function without(from: object, member: string): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== member))
}

function at(from: unknown, place: Place): unknown {
  return place.reduce<unknown>((node, key) => (node as Readonly<Record<string | number, unknown>>)[key], from)
}

function replaced(from: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(from)) return from.map((each, index) => (index === key ? replaced(each, rest, value) : each))
  const object = from as Readonly<Record<string, unknown>>
  return { ...object, [key]: replaced(object[key], rest, value) }
}
