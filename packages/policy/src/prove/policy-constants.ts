import type { SummaryValue } from '@pawl/document'
import type { ClaimTest, CompiledPolicy, FieldTest } from '../compiled-policy.ts'
import { type Constants, joinConstants, NO_CONSTANTS } from './policy-words.ts'

/** What a normal form mentions. `{name}` and `{repository}` stay: the generator writes the image's own for them. */
export function policyConstants(policy: CompiledPolicy): Constants {
  const tests = policy.nodes.flatMap((node): readonly ClaimTest[] => {
    if (!('claim' in node)) return []
    return node.with === undefined ? [node] : [node, node.with]
  })
  return joinConstants([
    ...tests.map(testConstants),
    {
      ...NO_CONSTANTS,
      repositories: policy.images.map(({ glob }) => glob.replaceAll(/\*+/g, 'app')),
      excepted: policy.exceptions.map((each) => ('digest' in each ? each.digest : each.repository)),
    },
  ])
}

function testConstants(test: ClaimTest): Constants {
  const lists = 'covers' in test && Array.isArray(test.covers) ? test.covers.flat().map(String) : []
  return {
    ...NO_CONSTANTS,
    types: [test.claim],
    attesters: test.from,
    together: test.from.map((attester) => ({ type: test.claim, attester })),
    fields: [...test.where.map(({ field }) => field), ...lists],
    values: [
      ...test.where.flatMap((each) => valuesOf(each).map((value) => ({ field: each.field, value }))),
      ...lists.flatMap((field) => [[], ['CVE-1'], ['CVE-1', 'CVE-2']].map((value) => ({ field, value }))),
    ],
    numbers: test.maxAge === 'unlimited' ? [] : [test.maxAge],
  }
}

function valuesOf(test: FieldTest): readonly SummaryValue[] {
  switch (test.op) {
    case 'in':
      return test.values
    case 'template':
      return [test.parts.map((part) => (typeof part === 'string' ? part : `{${part.image}}`)).join('')]
    case 'glob':
      return [test.glob.replaceAll(/\*+/g, 'a')]
    case 'has':
      return [test.values]
    case 'min':
    case 'max':
      return [test.value]
    case 'within':
      return []
    case 'exists':
      return [true]
  }
}
