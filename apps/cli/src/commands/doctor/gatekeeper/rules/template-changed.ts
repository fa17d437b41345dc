import { member } from '../../../../members.ts'
import type { Rule } from '../rule.ts'
import { specDigest } from '../spec-digest.ts'

const ANNOTATION = 'pawl.dev/compiled-digest'

/** Whoever changes the annotation too is not found: this finds what was changed by hand and forgotten. */
export const templateChanged: Rule = {
  code: 'doctor-template-changed',
  about: ['templates'],
  find: ({ templates }) =>
    templates
      .filter(({ value }) => {
        const stated = member(value, 'metadata', 'annotations', ANNOTATION)
        return stated !== undefined && stated !== specDigest(member(value, 'spec'))
      })
      .map((object) => ({
        severity: 'open',
        object,
        path: `metadata.annotations["${ANNOTATION}"]`,
        happens: 'the spec is not what Pawl wrote: what it denies is not known',
        cure: 'apply the template that Pawl writes again, unchanged',
      })),
}
