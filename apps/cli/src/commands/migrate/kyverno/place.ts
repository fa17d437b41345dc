import { MEANINGS, type MigrateCode, type Outcome } from './migrate-codes.ts'

/** What became of one part of a policy, in words for people. It holds names of the source: whoever prints it escapes it. */
export interface Note {
  readonly code: MigrateCode
  readonly outcome: Outcome
  /** `policy.yaml:1:1`: where the document begins. */
  readonly source: string
  /** `spec.rules[1].verifyImages[0].attestations[0]`, inside of the document. */
  readonly at: string
  readonly became: string
  /** What to do; empty where there is nothing. */
  readonly cure: string
}

/** A place in a document, to which something is said. */
export interface Place {
  readonly source: string
  readonly at: string
  readonly note: (code: MigrateCode, became: string) => void
  readonly below: (...steps: readonly (string | number)[]) => Place
}

export function placeIn(source: string, at: string, sink: (note: Note) => void): Place {
  return {
    source,
    at,
    note: (code, became) =>
      sink({ code, outcome: MEANINGS[code].outcome, source, at, became, cure: MEANINGS[code].cure }),
    below: (...steps) => placeIn(source, steps.reduce(step, at), sink),
  }
}

function step(at: string, name: string | number): string {
  if (typeof name === 'number') return `${at}[${name}]`
  if (!/^[A-Za-z][A-Za-z0-9]{0,63}$/.test(name)) return `${at}[${shown(name)}]`
  return at === '' ? name : `${at}.${name}`
}

const SHOWN = 160

/** What the source says, quoted and no longer than a person reads. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}...`
}
