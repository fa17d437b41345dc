import { EVIL, FINE, GOOD } from '../cluster/images.ts'
import { answers, type Item } from '../provider/behaviours.ts'
import type { Situation, World } from './situation.ts'
import { two, yesBut } from './steps.ts'

type Instead = (key: string, world: World) => readonly Item[]

/** What is in place of the one item that says yes. */
const INSTEAD: readonly (readonly [when: string, instead: Instead])[] = [
  ['its item says no', (key, { no }) => [no(key)]],
  ['its key is left out', () => []],
  ['its item has an error', (key) => [{ key, error: 'manifest unknown' }]],
  ['its item has an error and a yes', (key, { value }) => [{ key, value: value(key), error: 'manifest unknown' }]],
  ['its item has neither a value nor an error', (key) => [{ key }]],
  ['its item has an error of no length and no value', (key) => [{ key, error: '' }]],
  ['its item comes twice, yes and no', (key, { yes, no }) => [yes(key), no(key)]],
  ['its item comes twice, no and yes', (key, { yes, no }) => [no(key), yes(key)]],
  ['its item comes twice, yes and an error', (key, { yes }) => [yes(key), { key, error: 'manifest unknown' }]],
  ['its item comes twice, an error and yes', (key, { yes }) => [{ key, error: 'manifest unknown' }, yes(key)]],
  ['its item comes twice, and both say yes', (key, { yes }) => [yes(key), yes(key)]],
  ['its value is the one of the other image', (key, { value }) => [{ key, value: value(key.replace(EVIL, GOOD)) }]],
  [
    'its value is the one of another profile',
    (key, { value }) => [{ key, value: value(key.replace('"payments"', '"sandbox"')) }],
  ],
  [
    'its value is the one of another reference to it',
    (key, { value }) => [{ key, value: value(key.replace(EVIL, 'registry.test/evil:1')) }],
  ],
  [
    'its item has another key, and a value of the right one',
    (key, { value }) => [{ key: key.replace(EVIL, FINE), value: value(key) }],
  ],
  ['its item has the key in another case', (key, { value }) => [{ key: key.toUpperCase(), value: value(key) }]],
  ['its item has the key with a space at the end', (key, { value }) => [{ key: `${key} `, value: value(key) }]],
  [
    'its item has the key with spaces inside: another spelling of one array',
    (key, { value }) => [{ key: JSON.stringify(JSON.parse(key), undefined, 1), value: value(key) }],
  ],
  ['its item has the bare reference for a key', (key, { value }) => [{ key: EVIL, value: value(key) }]],
  ['its item has no key', (key, { value }) => [{ value: value(key) }]],
  ['its key was left out and one came that nobody asked for', (key, { yes }) => [yes(key.replace(EVIL, FINE))]],
]

/** Items that are no answer at all: Gatekeeper cannot read the body then. */
const UNREADABLE: readonly (readonly [when: string, instead: Instead])[] = [
  ['its key is a number', (_, { value }) => [{ key: 1, value: value('1') }]],
  ['its error is a list', (key, { value }) => [{ key, value: value(key), error: [] }]],
  ['its error is an object', (key, { value }) => [{ key, value: value(key), error: {} }]],
]

export const HOSTILE_ITEMS: readonly Situation[] = [
  {
    when: 'both images have an item that says yes',
    steps: [two('admits')],
    calls: [2],
  },
  {
    when: 'both images have an item that says yes, and a key came that nobody asked for',
    steps: [two('admits')],
    provider: (world) => answers(yesBut(world, (key) => [world.yes(key), world.no(key.replace(EVIL, FINE))])),
    because: 'an unasked key is about nothing in this request, whatever it says',
  },
  {
    when: 'the error of its item is null',
    steps: [two('admits')],
    provider: (world) => answers(yesBut(world, (key) => [{ ...world.yes(key), error: null }])),
    because: 'null is how Go reads an absent member',
  },
  ...[...INSTEAD, ...UNREADABLE].map(
    ([when, instead]): Situation => ({
      when,
      steps: [two('denies')],
      provider: (world) => answers(yesBut(world, (key) => instead(key, world))),
    }),
  ),
]
