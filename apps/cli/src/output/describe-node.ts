import type { ClaimTest, FieldTest, Leaf, NodeTree, TemplatePart } from '@pawl/policy'
import { exactSeconds } from './durations.ts'

/** What a requirement asks for, in one line. Holds what the operator wrote: whoever prints it escapes it. */
export function describeNode(node: NodeTree): string {
  if ('any' in node) return `any of (${node.any.map(describeNode).join('; or ')})`
  return 'all' in node ? `all of (${node.all.map(describeNode).join('; and ')})` : describeLeaf(node)
}

export function describeLeaf(leaf: Leaf): string {
  const { with: partner } = leaf
  const own = describeTest(leaf, leaf.count > 1 ? `${leaf.count} of ` : '')
  if (partner === undefined) return own
  const joins = [
    ...partner.covers.map(([a, b]) => `whose ${b} covers the ${a} of the first`),
    ...partner.equal.map(([a, b]) => `whose ${b} is the ${a} of the first`),
  ]
  return [`${own}, with ${describeTest(partner, '')}`, ...joins].join(', ')
}

function describeTest({ claim, from, maxAge, where }: ClaimTest, count: string): string {
  const age = maxAge === 'unlimited' ? 'of any age' : `at most ${exactSeconds(maxAge)} old`
  return [`${claim} by ${count}${from.join(count === '' ? ' or ' : ', ')}`, age, ...where.map(describeFieldTest)].join(
    ', ',
  )
}

export function describeFieldTest(test: FieldTest): string {
  const { field } = test
  switch (test.op) {
    case 'in':
      return test.values.length === 1 ? `${field} = ${test.values[0]}` : `${field} one of ${test.values.join(', ')}`
    case 'template':
      return `${field} = ${test.parts.map(describePart).join('')}`
    case 'glob':
      return `${field} like ${test.glob}`
    case 'has':
      return `${field} contains ${test.values.join(', ')}`
    case 'min':
      return `${field} at least ${test.value}`
    case 'max':
      return `${field} at most ${test.value}`
    case 'within':
      return `${field} at most ${exactSeconds(test.value)} old`
    case 'exists':
      return `${field} is there`
    default:
      return test satisfies never
  }
}

function describePart(part: TemplatePart): string {
  return typeof part === 'string' ? part : `{${part.image}}`
}
