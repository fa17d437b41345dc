import { adviceOn, isKnownType } from './field-advice.ts'
import type { Field, ProposedTest } from './field-tests.ts'
import { isTag, tagGlob } from './ref-patterns.ts'
import { templateOf } from './template-of.ts'

const MAX_TEXT = 256
const MAX_VALUES = 64

/** Tests on texts: equal for all, equal by a template, tags by a pattern; what differs is offered with the values that were seen. */
export function testText({ type, field, said }: Field, values: readonly string[]): readonly ProposedTest[] {
  const distinct = [...new Set(values)].sort()
  if (!distinct.every((value) => value !== '' && value.length < MAX_TEXT)) return []
  // A star in a tag would be more than that tag in a pattern.
  if (isRef(type, field) && distinct.every((value) => isTag(value) && !value.includes('*'))) {
    const why = `CHECK: any tag of this form; seen: ${shown(distinct)}`
    return [{ test: { field, glob: tagGlob(distinct) }, why, active: true }]
  }
  const images = new Set(said.map(({ chosen }) => chosen.image.repository))
  const template = templateOf(said.map(({ chosen }, index) => ({ value: values[index] ?? '', image: chosen.image })))
  const [only] = distinct
  if (distinct.length === 1 && only !== undefined) {
    return same(field, only, isKnownType(type) || images.size > 1, images.size === 1 ? template : undefined)
  }
  if (template !== undefined && template.length <= MAX_TEXT) {
    return [
      {
        test: { field, equals: template },
        why: 'of each image by its own name: one image cannot stand in for another',
        active: true,
      },
    ]
  }
  if (distinct.length > MAX_VALUES) return []
  return [
    {
      test: { field, in: distinct },
      why: 'CHECK: it differs; these were seen, and any of them would do for any image',
      active: false,
    },
  ]
}

function same(field: string, value: string, known: boolean, template: string | undefined): readonly ProposedTest[] {
  // A brace in `equals` is a template; in a list it is text.
  if (/[{}]/.test(value)) return [{ test: { field, in: [value] }, why: '', active: known }]
  const why = known ? '' : 'CHECK: only one image was seen, and nothing tells whether this is the same for others'
  const offered =
    template === undefined
      ? []
      : [{ test: { field, equals: template }, why: 'for more images than this one', active: false }]
  return [{ test: { field, equals: value }, why, active: known }, ...offered]
}

function isRef(type: string, field: string): boolean {
  return adviceOn(type, field) === 'branch' || field === 'claimedSourceRef'
}

const SHOWN = 4

function shown(values: readonly string[]): string {
  const more = values.length > SHOWN ? `, ... ${values.length} in all` : ''
  return `${values.slice(0, SHOWN).join(', ')}${more}`
}
