import { comment, entry, indented, inline, item, listEntry, spaced } from '../../../output/yaml-lines.ts'
import type { ProposedPolicy, WrittenRequirement } from './assemble.ts'
import type { Note, Place } from './place.ts'

/** A policy, with what has to be looked at beside each requirement. */
export function renderPolicy({ written, places }: ProposedPolicy, notes: readonly Note[]): string {
  const { metadata, spec } = written
  const lines = [
    ...comment(
      'What a policy of Kyverno asks for, in words of Pawl. A proposal of "pawl migrate kyverno": it asks for less where the report says left out. Lines with CHECK need a decision; then delete the comment.',
    ),
    'apiVersion: pawl.dev/v1',
    'kind: AttestationPolicy',
    entry('metadata', metadata),
    'spec:',
    `  ${entry('mode', spec.mode)}`,
    ...indented(2, listEntry('images', spec.images)),
    '  require:',
    ...indented(4, spaced(spec.require.map((each) => requirementLines(each, places.get(each.name), notes)))),
  ]
  return `${lines.join('\n')}\n`
}

function requirementLines(
  requirement: WrittenRequirement,
  place: Place | undefined,
  notes: readonly Note[],
): readonly string[] {
  const { name, claim, from = [], count, maxAge, where = [], anyOf = [], allOf = [] } = requirement
  return item([
    ...(place === undefined ? [] : [...comment(`From ${place.source} ${place.at}.`), ...checks(place, notes)]),
    entry('name', name),
    ...(claim === undefined ? [] : [entry('claim', claim), ...listEntry('from', from)]),
    ...(count === undefined ? [] : [entry('count', count)]),
    ...(maxAge === undefined ? [] : [entry('maxAge', maxAge)]),
    ...listed('where', where),
    ...listed('anyOf', anyOf),
    ...listed('allOf', allOf),
  ])
}

function listed(name: string, values: readonly unknown[]): readonly string[] {
  return values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${inline(value)}`)]
}

/** What was changed or left out at the place and below it. */
function checks(place: Place, notes: readonly Note[]): readonly string[] {
  const here = notes.filter(
    ({ source, at, outcome }) => source === place.source && isAt(at, place.at) && outcome !== 'taken-over',
  )
  return here.flatMap(({ code, became }) => comment(`CHECK ${code}: ${became}`))
}

function isAt(at: string, around: string): boolean {
  return at === around || at.startsWith(`${around}.`) || at.startsWith(`${around}[`)
}
