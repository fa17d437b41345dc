import type { Json, JsonObject } from './json-tree.ts'
import { isObject, oddity, setMember } from './json-tree.ts'
import type { Random } from './prng.ts'
import { FIELDS, NOW } from './vocabulary.ts'

/** Changes one field of a claim's summary. */
export function breakSummary(random: Random, claim: JsonObject, entry: JsonObject): void {
  const summary = claim['summary']
  if (!isObject(summary)) return
  const fields = Object.keys(summary)
  if (fields.length === 0 || random.chance(0.05)) {
    setMember(summary, random.pick(['__proto__', ...FIELDS]), oddity(random))
    return
  }
  const field = random.pick(fields)
  const value = summary[field]
  const change = random.int(10)
  if (change < 2) delete summary[field]
  else if (change < 4) setMember(summary, field, oddity(random))
  else setMember(summary, field, almost(random, value ?? null, Number(entry['verifiedAt'])))
}

/** Moves every time in the summary into the future of the entry, or back. */
export function moveTimes(random: Random, claim: JsonObject, entry: JsonObject): void {
  const summary = claim['summary']
  if (!isObject(summary)) return
  const times = Object.keys(summary).filter((field) => isTimeLike(summary[field]))
  const moved = Number(entry['verifiedAt']) + random.pick([299, 300, 301, 301, 302, 1e6, -1e9])
  for (const field of times) setMember(summary, field, moved)
}

/** Adds to every list of the summary what should not be there, or takes an element away. */
export function changeLists(random: Random, claim: JsonObject): void {
  const summary = claim['summary']
  if (!isObject(summary)) return
  const added = random.pick<Json>([1, 1, null, ['x'], true, 'one more', ''])
  const remove = random.chance(0.3)
  for (const [field, value] of Object.entries(summary)) {
    if (Array.isArray(value)) setMember(summary, field, remove ? value.slice(1) : [...value, added])
  }
}

function isTimeLike(value: Json | undefined): boolean {
  return typeof value === 'number' && value > 1e9 && value < 1e10
}

/** The same value by a hair: another type, case, form, order, one more or less. */
function almost(random: Random, value: Json, verifiedAt: number): Json {
  if (typeof value === 'string') return almostText(random, value)
  if (typeof value === 'number') return almostNumber(random, value, verifiedAt)
  if (Array.isArray(value)) return almostList(random, value)
  return random.pick<Json>([false, 'true', 1, [true], null])
}

function almostText(random: Random, value: string): Json {
  return random.pick<Json>([
    `${value}\n`,
    `\n${value}`,
    `${value}\u2028`,
    `${value}\u0000`,
    `${value}/x`,
    value.toUpperCase(),
    value.normalize('NFD'),
    value.normalize('NFC'),
    value.replaceAll('\uffff', '\ufffd'),
    [...value].slice(1).join(''),
    [value],
    { [value]: value },
    Number(value),
  ])
}

function almostNumber(random: Random, value: number, verifiedAt: number): Json {
  // Numbers this large are times: most of their faults are to be too old, or from the future.
  if (isTimeLike(value) && random.chance(0.75)) {
    return random.pick([
      verifiedAt + 301,
      verifiedAt + 302,
      verifiedAt + 300,
      NOW - 61,
      NOW - 172_801,
      NOW - 60_480_001,
      value - 1,
      0,
    ])
  }
  return random.pick<Json>([
    value + 1,
    value - 1,
    value + 0.5,
    String(value),
    [value],
    -value,
    value * 1e300,
    value > 0,
  ])
}

function almostList(random: Random, value: readonly Json[]): Json {
  // What most tests of a list turn on: an element that is not there.
  if (random.chance(0.5)) return value.filter(() => random.chance(0.6))
  return random.pick<Json>([
    [...value, 'one more'],
    [...value, 1],
    [...value, null],
    [...value, ...value].slice(0, 256),
    [...value].reverse(),
    value.map((each) => (typeof each === 'string' ? each.toUpperCase() : each)),
    value.map((each) => [each]),
    value.join(' '),
    Object.fromEntries(value.map((each, index) => [String(index), each])),
    [],
  ])
}
