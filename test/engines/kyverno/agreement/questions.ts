import type { CompiledProfile } from '@pawl/policy'
import { type Case, type PerProfile, randomCases } from '../../../generators/random-case.ts'
import { type Posed, posed } from './posed.ts'

/** A question, and the case that it is made of. */
export interface Question extends Posed {
  readonly from: Case
}

/** Questions about one profile, at least one: Kyverno is given its policies once for all of them. */
export interface Group {
  readonly profile: CompiledProfile
  readonly questions: readonly Question[]
}

export interface Wanted {
  readonly seed: number
  /** Questions in all. */
  readonly count: number
  readonly per: PerProfile
  /** What becomes of the profile of a group, which is the n-th. */
  readonly change: (profile: CompiledProfile, index: number) => CompiledProfile
}

/** Slice by slice, and never all at once. */
export function* groups({ seed, count, per, change }: Wanted): Generator<Group> {
  const size = per.documents * per.questions
  const cases = randomCases(seed, per)
  let [index, left, at] = [0, count, 0]
  while (left > 0) {
    const slice = Array.from({ length: size }, () => cases.next().value)
    const first = index
    const found = slice.flatMap((from, place) => asQuestion(from, first + place)).slice(0, left)
    index += size
    left -= found.length
    at += 1
    const [one] = found
    if (one === undefined) continue
    const profile = change(one.profile, at)
    yield { profile, questions: found.map((each) => ({ ...each, profile })) }
  }
}

function asQuestion(from: Case, index: number): readonly Question[] {
  const question = posed(from, index)
  return question === undefined ? [] : [{ ...question, from }]
}
