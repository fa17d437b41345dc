import { canonicalJson } from '@pawl/document'
import type { WrittenNode } from '../../language/attestation-policy.ts'
import type { Found } from '../lint-finding.ts'
import type { PolicyRule } from '../lint-rule.ts'

/** The same thing asked twice, side by side: one of the two was perhaps meant to be another. */
export const requirementTwice: PolicyRule = {
  code: 'requirement-twice',
  find: ({ written }) => {
    const { require } = written.spec
    const nodes = require.map(({ name: _, ...node }) => node)
    return [
      ...repeated(nodes, 'spec.require').map(({ index, ...found }) => ({
        ...found,
        requirement: require[index]?.name ?? '',
      })),
      ...require.flatMap((node, index) => within(node, `spec.require[${index}]`, node.name)),
    ]
  },
}

function within(node: WrittenNode, at: string, requirement: string): readonly Found[] {
  return (['anyOf', 'allOf'] as const).flatMap((group) => {
    const members = node[group] ?? []
    const place = `${at}.${group}`
    return [
      ...repeated(members, place).map(({ index: _, ...found }) => ({ ...found, requirement })),
      ...members.flatMap((member, index) => within(member, `${place}[${index}]`, requirement)),
    ]
  })
}

function repeated(nodes: readonly WrittenNode[], at: string): readonly (Found & { readonly index: number })[] {
  const texts = nodes.map((node) => canonicalJson(JSON.parse(JSON.stringify(node))))
  return texts.flatMap((text, index) => {
    const first = texts.indexOf(text)
    return first === index ? [] : [{ severity: 'note', at: `${at}[${index}]`, other: `${at}[${first}]`, index }]
  })
}
