import { codesOf, type TemplateCode } from '../rego-of.ts'
import type { Rule } from '../rule.ts'

/** Only Rego has external data. Beside it, another engine decides for itself. */
export const templateEngine: Rule = {
  code: 'doctor-template-engine',
  about: ['templates'],
  find: ({ templates }) =>
    templates.flatMap((object) => {
      const codes = codesOf(object)
      if (codes.length === 1 && codes.every(isOurs)) return []
      return [
        {
          severity: 'open',
          object,
          path: codes.find((each) => !isOurs(each))?.path ?? 'spec.targets',
          happens:
            'the template has not exactly one piece of Rego for admission, for CREATE and UPDATE: CEL cannot ask Pawl, and what is not for an operation is not asked about it',
          cure: 'apply the template that Pawl writes, unchanged',
        },
      ]
    }),
}

function isOurs({ target, engine, rego, libs, operations }: TemplateCode): boolean {
  const asks = [rego, ...libs].some((each) => each.includes('external_data'))
  return target === 'admission.k8s.gatekeeper.sh' && engine === 'Rego' && asks && takesIn(operations)
}

/** Where nothing stands, all (`MatchesOperation` in the client of Gatekeeper's frameworks). */
function takesIn(operations: readonly string[]): boolean {
  if (operations.length === 0 || operations.includes('*')) return true
  return operations.includes('CREATE') && operations.includes('UPDATE')
}
