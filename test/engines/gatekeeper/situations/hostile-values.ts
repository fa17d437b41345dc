import { EVIL } from '../cluster/images.ts'
import type { KubeObject } from '../harness.ts'
import { answers } from '../provider/behaviours.ts'
import type { Situation, Verdict, World } from './situation.ts'
import { two, yesBut } from './steps.ts'

const HOUR = 3600

/** JSON of every type, for a member that has another. */
const TYPES: readonly (readonly [name: string, value: unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['0', 0],
  ['1', 1],
  ['"true"', 'true'],
  ['an empty string', ''],
  ['an empty list', []],
  ['a list of itself', ['itself']],
  ['an empty object', {}],
]

/** The value of the second image is what `change` makes of one that says yes. */
const changed = (when: string, verdict: Verdict, change: (value: KubeObject, world: World) => unknown): Situation => ({
  when,
  steps: [two(verdict)],
  provider: (world) => answers(yesBut(world, (key) => [{ key, value: change(world.value(key), world) }])),
})

const denied = (when: string, change: (value: KubeObject, world: World) => unknown): Situation =>
  changed(when, 'denies', change)

function without(value: KubeObject, name: string): KubeObject {
  const { [name]: _left, ...rest } = value
  return rest
}

const WHOLE = TYPES.map(([name, value]) => denied(`its value is ${name}`, () => value))

const MEMBERS = ['schema', 'key', 'now', 'validUntil'].flatMap((member) => [
  denied(`its value has no ${member}`, (value) => without(value, member)),
  ...TYPES.filter(([, other]) => member !== 'now' || typeof other !== 'number').map(([name, other]) =>
    denied(`the ${member} of its value is ${name}`, (value) => ({ ...value, [member]: other })),
  ),
  denied(`the ${member} of its value is a list of the right one`, (value) => ({ ...value, [member]: [value[member]] })),
  denied(`the ${member} of its value has the name in capitals`, (value) => ({
    ...without(value, member),
    [member.toUpperCase()]: value[member],
  })),
])

const NAMES = [
  denied('its schema is of another version', (value) => ({ ...value, schema: 'pawl.dev/gatekeeper/v2' })),
  denied('its schema is in another case', (value) => ({ ...value, schema: 'PAWL.DEV/GATEKEEPER/V1' })),
  denied('its key names another image', (value) => ({ ...value, key: String(value['key']).replace(EVIL, 'other') })),
  denied('its key is in another case', (value) => ({ ...value, key: String(value['key']).toUpperCase() })),
  denied('its key is a list and no text', (value) => ({ ...value, key: JSON.parse(String(value['key'])) })),
]

const TIMES = [
  changed('its item ends in a minute', 'admits', (value, { now }) => ({ ...value, validUntil: now + 60 })),
  changed('its item ends within the hour', 'admits', (value, { now }) => ({ ...value, validUntil: now + HOUR - 60 })),
  denied('its item ends more than an hour ahead', (value, { now }) => ({ ...value, validUntil: now + HOUR + 60 })),
  denied('its item ends in a thousand years', (value, { now }) => ({ ...value, validUntil: now * 1000 })),
  denied('its item has ended', (value, { now }) => ({ ...value, validUntil: now - 1 })),
  denied('its item ended when it was made', (value, { now }) => ({ ...value, validUntil: now })),
  denied('its end is text of digits', (value, { now }) => ({ ...value, validUntil: String(now + 60) })),
  denied('its end is an instant in words', (value) => ({ ...value, validUntil: '2999-01-01T00:00:00Z' })),
  denied('its end is no whole number', (value, { now }) => ({ ...value, validUntil: now + 60.5 })),
  denied('its now is no whole number', (value, { now }) => ({ ...value, now: now - 0.5 })),
  denied('its now is text of digits', (value, { now }) => ({ ...value, now: String(now) })),
  changed('its now is a minute ahead and before its end', 'admits', (value, { now }) => ({ ...value, now: now + 60 })),
  changed('its now is long past', 'admits', (value) => ({ ...value, now: 0 })),
  denied('its now is after its end', (value, { now }) => ({ ...value, now: now + 120, validUntil: now + 60 })),
]

const accepted = (when: string, verdict: Verdict, change: (value: KubeObject) => unknown): Situation => ({
  ...changed(when, verdict, change),
  only: 'decision',
})

const ACCEPTED = [
  accepted('it is accepted in this mode alone', 'admits', (value) => ({
    ...value,
    accepted: { enforce: true, warn: false, audit: false },
  })),
  accepted('it is accepted in the other modes alone', 'denies', (value) => ({
    ...value,
    accepted: { enforce: false, warn: true, audit: true },
  })),
  accepted('nothing says what it is accepted in', 'denies', (value) => without(value, 'accepted')),
  accepted('what it is accepted in leaves this mode out', 'denies', (value) => ({
    ...value,
    accepted: { warn: true, audit: true },
  })),
  accepted('the mode is in capitals', 'denies', (value) => ({ ...value, accepted: { ENFORCE: true, Enforce: true } })),
  ...TYPES.map(([name, other]) =>
    accepted(`what it is accepted in is ${name}`, 'denies', (value) => ({ ...value, accepted: other })),
  ),
  accepted('what it is accepted in is the name of the mode', 'denies', (value) => ({ ...value, accepted: 'enforce' })),
  accepted('what it is accepted in is a list of modes', 'denies', (value) => ({ ...value, accepted: ['enforce'] })),
  ...TYPES.filter(([name]) => name !== 'true').map(([name, other]) =>
    accepted(`accepted.enforce is ${name}`, 'denies', (value) => ({
      ...value,
      accepted: { enforce: other, warn: true, audit: true },
    })),
  ),
]

const entry = (when: string, change: (value: KubeObject) => unknown): Situation => ({
  ...denied(when, change),
  only: 'document',
})

const ENTRIES = [
  entry('its value has no entry', (value) => without(value, 'entry')),
  ...TYPES.map(([name, other]) => entry(`its entry is ${name}`, (value) => ({ ...value, entry: other }))),
  entry('its entry is a list of the right one', (value) => ({ ...value, entry: [value['entry']] })),
  entry('its entry is of another image', (value) => ({
    ...value,
    entry: { ...(value['entry'] as KubeObject), reference: 'registry.test/other:1' },
  })),
]

export const HOSTILE_VALUES: readonly Situation[] = [...WHOLE, ...MEMBERS, ...NAMES, ...TIMES, ...ACCEPTED, ...ENTRIES]
