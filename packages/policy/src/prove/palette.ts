import type { SummaryValue } from '@pawl/document'
import type { Constants, TypeAndAttester } from './policy-words.ts'
import { ATTESTERS, TYPES, VALUES } from './vocabulary.ts'

/** What documents are painted with. No list is empty. */
export interface Palette {
  readonly types: readonly string[]
  readonly attesters: readonly string[]
  readonly together: readonly TypeAndAttester[]
  readonly fields: readonly string[]
  readonly repositories: readonly string[]
  /** Seconds before `now`. */
  readonly ages: readonly number[]
  readonly anyValues: readonly SummaryValue[]
  readonly valuesOf: (field: string) => readonly SummaryValue[]
}

const HOUR = 3600
const DAY = 86_400

/** `now` for fields that hold a time. */
export function createPalette(constants: Constants, now: number): Palette {
  const types = filled(constants.types, [constants.strings, TYPES].flat())
  const attesters = filled(constants.attesters, [constants.strings, ATTESTERS].flat())
  const known = filled(constants.values, constants.fields.length > 0 ? [] : VALUES)
  const fields = filled([...new Set([...constants.fields, ...known.map(({ field }) => field)])], ['approved'])
  const numbers = [0, 1, ...constants.numbers.filter((each) => Math.abs(each) < 1_000_000).flatMap(around)]
  const anyValues: readonly SummaryValue[] = [
    ...new Set<SummaryValue>([true, true, 'a', ...constants.strings, ...numbers, now - HOUR, now - 400 * DAY]),
    ...[[], ['CVE-1'], ['CVE-1', 'CVE-2']],
  ]
  const byField = new Map(fields.map((field) => [field, fieldValues(field)] as const))

  function fieldValues(field: string): readonly SummaryValue[] {
    const own = known.filter((each) => each.field === field).map(({ value }) => value)
    const near = own.flatMap((value): readonly SummaryValue[] => {
      if (typeof value === 'number') return [value, ...around(value), 0]
      // What is asked to be true is true most of the time.
      return value === true ? [true, true, true, true, 'a'] : [value, value]
    })
    const guessed = VALUES.filter((each) => each.field === field).map(({ value }) => value)
    return filled([...near, ...guessed], anyValues)
  }

  return {
    types,
    attesters,
    together: filled(
      constants.together,
      types.flatMap((type) => attesters.map((attester) => ({ type, attester }))),
    ),
    fields,
    repositories: filled(constants.repositories, ['ghcr.io/acme/app', 'ghcr.io/acme/web']),
    ages: [...[60, HOUR, HOUR, 2 * HOUR, 12 * HOUR, 3 * DAY, 400 * DAY], ...constants.numbers.flatMap(agesAround)],
    anyValues,
    valuesOf: (field) => byField.get(field) ?? anyValues,
  }
}

function around(value: number): readonly number[] {
  return [value - 1, value, value + 1]
}

/** The last second at which it is young enough, and the first at which it is not. */
function agesAround(seconds: number): readonly number[] {
  return Number.isSafeInteger(seconds) && seconds >= 10 && seconds < 10_000 * DAY ? [seconds, seconds + 1] : []
}

function filled<T>(list: readonly T[], otherwise: readonly T[]): readonly T[] {
  return list.length > 0 ? list : otherwise
}
