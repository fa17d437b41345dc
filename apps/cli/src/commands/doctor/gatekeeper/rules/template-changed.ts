import { hash } from 'node:crypto'
import { textOf } from '../members.ts'
import { codesOf } from '../rego-of.ts'
import type { Rule } from '../rule.ts'

const ANNOTATION = 'pawl.dev/compiled-digest'

/**
 * The annotation is sha256 over the Rego, and after it, each behind a zero byte, its libraries. Whoever changes both is not found: this finds
 * what was changed by hand and forgotten.
 */
export const templateChanged: Rule = {
  code: 'doctor-template-changed',
  about: ['templates'],
  find: ({ templates }) =>
    templates.flatMap((object) => {
      const stated = textOf(object.value, 'metadata', 'annotations', ANNOTATION)
      if (stated === undefined) return []
      const digests = codesOf(object).map(({ rego, libs }) => `sha256:${hash('sha256', [rego, ...libs].join('\0'))}`)
      if (digests.length === 1 && digests[0] === stated) return []
      return [
        {
          severity: 'open',
          object,
          path: `metadata.annotations["${ANNOTATION}"]`,
          happens: 'the Rego is not what Pawl wrote: what it denies is not known',
          cure: 'apply the template that Pawl writes again, unchanged',
        },
      ]
    }),
}
