import { askSigstoreGo, type GoAnswer } from '../oracles/ask-sigstore-go.ts'
import { sigstoreJsAccepts } from '../oracles/ask-sigstore-js.ts'
import { type CoreUnderTest, type Ours, ourVerdict } from './our-verdict.ts'
import { questionsOf } from './questions.ts'
import type { Case } from './scene.ts'

export type Oracle = '@sigstore/verify' | 'sigstore-go'

/** What everybody said of one case. */
export interface Answered {
  readonly asked: Case
  readonly ours: Ours
  readonly js: boolean
  readonly go: GoAnswer
}

/** Pawl says yes and an oracle says no, or yes to somebody else. */
export interface Difference {
  readonly of: Oracle
  readonly answered: Answered
}

export function askAll(core: CoreUnderTest, cases: readonly Case[]): readonly Answered[] {
  return askOracles(cases.map((asked) => ({ asked, ours: ourVerdict(core, asked) })))
}

export function askOracles(cases: readonly Pick<Answered, 'asked' | 'ours'>[]): readonly Answered[] {
  const questions = cases.map(({ asked }) => questionsOf(asked))
  const answers = askSigstoreGo(questions.flat())
  let next = 0
  return cases.map((each, index) => {
    const own = questions[index] ?? []
    const said = answers.slice(next, next + own.length)
    next += own.length
    // Of several signatures each stands for itself: one that is good is enough.
    const go = said.find(({ verdict }) => verdict === 'accept') ?? said[0]
    if (go === undefined) throw new TypeError(`nothing was asked about ${each.asked.name}`)
    return { ...each, go, js: own.some(sigstoreJsAccepts) }
  })
}

export function differencesIn(answered: readonly Answered[]): readonly Difference[] {
  return answered.flatMap((each) => [
    ...(each.ours.level !== 'refused' && !each.js ? [{ of: '@sigstore/verify' as const, answered: each }] : []),
    ...(goAgrees(each) ? [] : [{ of: 'sigstore-go' as const, answered: each }]),
  ])
}

/** sigstore-go reads the statement as well: where Pawl refuses that, it may. And a yes is to the same identity. */
function goAgrees({ ours, go }: Answered): boolean {
  if (ours.level === 'refused') return true
  if (ours.level === 'signed') return ['accept', 'statement', 'subject'].includes(go.verdict)
  return go.verdict === 'accept' && go.identity === ours.identity && go.issuer === ours.issuer
}

/** Pawl says no and at least one oracle says yes. */
export function isStricter({ ours, js, go }: Answered): boolean {
  return (
    (ours.level === 'refused' && (js || go.verdict === 'accept')) ||
    (ours.level === 'signed' && go.verdict === 'accept')
  )
}
