import { namedIn } from '../pin-providers.ts'
import { codesOf } from '../rego-of.ts'
import type { Rule } from '../rule.ts'

export const templateProvider: Rule = {
  code: 'doctor-template-provider',
  about: ['templates', 'providers'],
  find: ({ templates, providers }) =>
    templates.flatMap((object) =>
      codesOf(object)
        .filter(({ rego, libs }) =>
          [rego, ...libs].flatMap(namedIn).some((name) => !providers.some((each) => each.name === name)),
        )
        .map(({ path }) => ({
          severity: 'weak',
          object,
          path,
          happens: 'the template asks a Provider that is not there: everything is denied',
          cure: 'apply the Provider that Pawl writes, under the same name',
        })),
    ),
}
