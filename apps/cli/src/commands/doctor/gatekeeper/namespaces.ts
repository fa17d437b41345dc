import { isEmpty, listOf, member, textOf, textsOf } from '../../../members.ts'

/** Where a cluster keeps its own pods. To leave them out is usual, and a hole all the same. */
const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease'])

/** How much is left open where these namespaces are left out: patterns take in names that somebody can still make. */
export function severityOfExempt(names: readonly string[]): 'open' | 'weak' {
  return names.length > 0 && names.every((each) => SYSTEM.has(each)) ? 'weak' : 'open'
}

/** What exempts a namespace in the webhooks of Gatekeeper's chart. */
export const IGNORE_LABEL = 'admission.gatekeeper.sh/ignore'

const BY_NAME = 'kubernetes.io/metadata.name'

/** What one part of a namespaceSelector leaves out: namespaces by name, those with Gatekeeper's label, or what is not known here. */
export interface Exemption {
  /** `matchExpressions[0]` */
  readonly path: string
  readonly leavesOut: readonly string[] | 'labelled' | 'unknown'
}

export function exemptionsOf(selector: unknown): readonly Exemption[] {
  const expressions = listOf(selector, 'matchExpressions').map((each, index) => ({
    path: `matchExpressions[${index}]`,
    leavesOut: leftOutBy(each),
  }))
  const labels = isEmpty(member(selector, 'matchLabels'))
    ? []
    : [{ path: 'matchLabels', leavesOut: 'unknown' as const }]
  return [...expressions, ...labels]
}

function leftOutBy(expression: unknown): Exemption['leavesOut'] {
  const key = textOf(expression, 'key')
  const operator = textOf(expression, 'operator')
  if (key === IGNORE_LABEL && operator === 'DoesNotExist') return 'labelled'
  return key === BY_NAME && operator === 'NotIn' ? textsOf(expression, 'values') : 'unknown'
}
