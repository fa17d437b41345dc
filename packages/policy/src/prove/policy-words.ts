import type { SummaryValue } from '@pawl/document'

/** A summary field beside a value that it is compared with. */
export interface FieldValue {
  readonly field: string
  readonly value: SummaryValue
}

/** A claim type and an attester that the policy names in one breath. */
export interface TypeAndAttester {
  readonly type: string
  readonly attester: string
}

/** What a policy mentions, as far as that can be read out of it. All of it only steers the search. */
export interface Constants {
  readonly types: readonly string[]
  readonly attesters: readonly string[]
  readonly together: readonly TypeAndAttester[]
  readonly fields: readonly string[]
  readonly values: readonly FieldValue[]
  /** Strings and numbers whose part is not known. */
  readonly strings: readonly string[]
  readonly numbers: readonly number[]
  /** Canonical repositories that the policy governs. */
  readonly repositories: readonly string[]
  /** Image digests and repositories that the operator excepted by name: that they need no claims is meant. */
  readonly excepted: readonly string[]
}

export const NO_CONSTANTS: Constants = {
  types: [],
  attesters: [],
  together: [],
  fields: [],
  values: [],
  strings: [],
  numbers: [],
  repositories: [],
  excepted: [],
}

/** All of several, each thing once. */
export function joinConstants(all: readonly Constants[]): Constants {
  const every = <T>(read: (from: Constants) => readonly T[]): readonly T[] => [
    ...new Map(all.flatMap(read).map((each) => [JSON.stringify(each), each])).values(),
  ]
  return {
    types: every((from) => from.types),
    attesters: every((from) => from.attesters),
    together: every((from) => from.together),
    fields: every((from) => from.fields),
    values: every((from) => from.values),
    strings: every((from) => from.strings),
    numbers: every((from) => from.numbers),
    repositories: every((from) => from.repositories),
    excepted: every((from) => from.excepted),
  }
}
