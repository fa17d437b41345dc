import { answering, flagOf, isTrue } from '../manager.ts'
import type { Rule } from '../rule.ts'

export const denialsUnlogged: Rule = {
  code: 'doctor-denials-unlogged',
  about: ['managers'],
  find: ({ managers }) =>
    answering(managers)
      .filter((each) => !isTrue(flagOf(each, 'log-denies') ?? 'false'))
      .map(({ object, path }) => ({
        severity: 'note',
        object,
        path: `${path} --log-denies`,
        happens: 'what Gatekeeper denies or warns of stands in no log of it, only in the answer to whoever tried',
        cure: 'Helm: logDenies=true',
      })),
}
