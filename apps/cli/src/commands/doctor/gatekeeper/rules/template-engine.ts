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
            'the template has not exactly one piece of Rego for admission: CEL cannot ask Pawl, and Gatekeeper may take it in place of the Rego',
          cure: 'apply the template that Pawl writes, unchanged',
        },
      ]
    }),
}

function isOurs({ target, engine, rego, libs }: TemplateCode): boolean {
  const asks = [rego, ...libs].some((each) => each.includes('external_data'))
  return target === 'admission.k8s.gatekeeper.sh' && engine === 'Rego' && asks
}
