import {
  comment,
  commentedOut,
  entry,
  explained,
  indented,
  inline,
  item,
  listEntry,
  offered,
} from '../../../output/yaml-lines.ts'
import type { ProposedTests } from './field-tests.ts'
import type { ProposedClaim, ProposedRequirement } from './propose-requirement.ts'

/** One requirement as an item of `require`. */
export function renderRequirement({ name, about, partner, ...claim }: ProposedRequirement): readonly string[] {
  return item([
    ...about.flatMap(comment),
    entry('name', name),
    ...claimLines(claim),
    ...(partner === undefined
      ? []
      : ['with:', ...indented(2, [...claimLines(partner), entry('covers', partner.covers)])]),
  ])
}

function claimLines({ claim, attesters, age, tests }: ProposedClaim): readonly string[] {
  return [
    entry('claim', claim),
    ...attesters.notes.flatMap(comment),
    ...listEntry('from', attesters.from),
    ...explained(entry('maxAge', age.age), age.why),
    ...whereLines(tests),
  ]
}

function whereLines({ tests, notes }: ProposedTests): readonly string[] {
  const active = tests.some((each) => each.active)
  const lines = tests.flatMap(({ test, why, active: required }) => {
    const line = `- ${inline(test)}`
    return required || !active ? explained(line, why) : offered(line, why)
  })
  const block = tests.length === 0 ? [] : ['where:', ...indented(2, lines)]
  return [...(active ? block : commentedOut(block)), ...notes.flatMap(comment)]
}
