import type { TrustConfiguration } from '@pawl/core'
import { formatInstant, parseInstant } from '@pawl/document'
import type { IdentifiedProfile, Outcome } from '@pawl/policy'
import { type EngineChoice, type Judgement, judge, type LoadOpa } from '../../../judge.ts'
import { caseDocument } from './case-document.ts'
import type { CaseResult, Difference } from './case-result.ts'
import { compareState, whyNot } from './compare-states.ts'
import { expectationsOf, type ImageExpectation } from './expectations.ts'
import { allStates, foundStates } from './found-states.ts'
import type { WrittenCase } from './policy-test.ts'
import type { TestFile } from './read-policy-test.ts'

/** What a test file is judged by and with. */
export interface Bench {
  readonly test: TestFile
  readonly trust: TrustConfiguration
  readonly profile: IdentifiedProfile
  readonly engine: EngineChoice
  readonly loadOpa: LoadOpa
}

/** Judges one case at its own `now` and compares. Throws where it cannot be judged; engines that do not agree are no result either. */
export async function judgeCase(bench: Bench, written: WrittenCase, index: number): Promise<CaseResult> {
  const { test, trust, profile, engine, loadOpa } = bench
  const at = `spec.cases[${index}]`
  // The schema has read it; NaN would be refused as a document.
  const now = parseInstant(written.now) ?? Number.NaN
  const document = await caseDocument(test, written, trust, now, at)
  const expectations = expectationsOf(test, written, document, profile, at)
  // A case is a request for exactly the images that it names.
  const request = document.images.map((entry) => entry.reference)
  const judgement = await judge(request, document, profile, engine, loadOpa)
  const outcomes = [...judgement.outcomes.values()]
  const differences = [
    ...compareDecision(written, judgement, outcomes, now),
    ...expectations.flatMap((each) => compareImage(each, judgement, outcomes, now)),
  ]
  return { file: test.file.path, name: written.name, differences }
}

function compareDecision(
  { decision, expiresAt }: WrittenCase,
  judgement: Judgement,
  outcomes: readonly Outcome[],
  now: number,
): readonly Difference[] {
  const got = verdictOf(outcomes)
  if (got !== decision) {
    const unmet = allStates(judgement.decision, outcomes).filter(({ state }) => state === 'unmet')
    const why = unmet.map((each) => `${each.requirement}: ${whyNot(each, now).join('; ')}`)
    return [{ what: 'decision', expected: decision, got, why: [...new Set(why)] }]
  }
  const end = outcomes[0]?.expiresAt ?? undefined
  if (expiresAt === undefined || end === parseInstant(expiresAt)) return []
  return [{ what: 'expiresAt', expected: expiresAt, got: end === undefined ? 'no end' : formatInstant(end), why: [] }]
}

/** Those that were asked agree, or `judge` had thrown. */
function verdictOf(outcomes: readonly Outcome[]): WrittenCase['decision'] {
  return outcomes.length >= 1 && outcomes.every((outcome) => outcome.allow) ? 'allow' : 'deny'
}

function compareImage(
  { index, label, decision, states }: ImageExpectation,
  judgement: Judgement,
  outcomes: readonly Outcome[],
  now: number,
): readonly Difference[] {
  const image = judgement.decision.images[index]
  if (image === undefined) return []
  const found = foundStates(image, outcomes)
  const got = found.some(({ state }) => state === 'unmet') ? 'deny' : image.decision
  return [
    ...(decision === undefined || decision === got
      ? []
      : [{ what: `${label} decision`, expected: decision, got, why: [] }]),
    ...states.flatMap(({ policy, requirement, expected }) => {
      const state = found.find((each) => each.policy === policy && each.requirement === requirement)
      return compareState([label, requirement].filter((part) => part !== '').join(' '), expected, state, now)
    }),
  ]
}
