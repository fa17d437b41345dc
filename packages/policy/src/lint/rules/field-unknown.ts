import { nearestWord } from '@pawl/document'
import { fieldsNamed } from '../fields-named.ts'
import type { LintFacts } from '../lint-facts.ts'
import type { Found } from '../lint-finding.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** A field that no claim of this type carries: a test of it is false, whatever the evidence. */
export const fieldUnknown: PolicyRule = {
  code: 'field-unknown',
  find: ({ tests, leaves }, { fields }) =>
    fieldsNamed(tests, leaves).flatMap(({ at, requirement, claim, field }) =>
      unknown(claim, field, fields).map((meant) => ({ ...meant, severity: 'warning', at, requirement, claim, field })),
    ),
}

function unknown(claim: string, field: string, fields: LintFacts['fields']): readonly Pick<Found, 'meant'>[] {
  const known = fields.get(claim)
  if (known === undefined || known.includes(field)) return []
  const meant = nearestWord(field, known)
  return [meant === undefined ? {} : { meant }]
}
