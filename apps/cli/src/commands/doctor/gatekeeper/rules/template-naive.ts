import { demandsStatus200, looksNaive } from '../looks-naive.ts'
import { codesOf } from '../rego-of.ts'
import type { Finding, Rule } from '../rule.ts'

/** Templates of others: nothing of Pawl, and the same doors. */
export const templateNaive: Rule = {
  code: 'doctor-template-naive',
  about: [],
  find: ({ otherTemplates }) =>
    otherTemplates.flatMap((object) =>
      codesOf(object).flatMap(({ path, rego, libs }): readonly Finding[] => {
        const code = [rego, ...libs].join('\n')
        if (looksNaive(code)) return [{ severity: 'weak', object, path, ...UNANSWERED }]
        return demandsStatus200(code) ? [{ severity: 'weak', object, path, ...CACHED }] : []
      }),
    ),
}

const UNANSWERED = {
  happens:
    'looks like a template that only looks for errors: a key that its provider leaves out, and a 503 with a body of JSON, violate nothing',
  cure: 'demand one positive answer for each key that was asked; docs/gatekeeper.md says how',
}
const CACHED = {
  happens:
    'looks like a template that demands status 200: Gatekeeper reports 0 for what it remembers, so a second pod is judged otherwise than the first',
  cure: 'take 0 and 200',
}
