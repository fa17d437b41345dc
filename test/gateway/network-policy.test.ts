import { readFileSync } from 'node:fs'
import { parseYaml } from '@pawl/setup'
import { describe, expect, it } from 'vitest'

type Labels = Readonly<Record<string, string>>

interface Selector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: string
    readonly values: readonly string[]
  }[]
}

interface Rule {
  readonly from?: readonly { readonly namespaceSelector?: Selector; readonly podSelector?: Selector }[]
  readonly ports: readonly { readonly port: number }[]
}

const path = 'examples/kyverno/network-policy.yaml'
const { spec } = parseYaml(readFileSync(path, 'utf8'), path).value as {
  readonly spec: {
    readonly podSelector: Selector
    readonly policyTypes: readonly string[]
    readonly ingress: readonly Rule[]
  }
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  const known = new Map(Object.entries(labels))
  return (
    Object.entries(matchLabels).every(([name, value]) => known.get(name) === value) &&
    matchExpressions.every(({ key, operator, values }) => operator === 'In' && values.includes(known.get(key) ?? ''))
  )
}

/** Kubernetes, NetworkPolicyPeer: an absent namespaceSelector is the gateway's own namespace, an absent podSelector every pod; an absent `from` is everybody. */
function reaches(port: number, namespace: string, labels: Labels): boolean {
  return spec.ingress.some(
    ({ from, ports }) =>
      ports.some((each) => each.port === port) &&
      (from === undefined ||
        from.some(({ namespaceSelector, podSelector = {} }) => {
          const isThere =
            namespaceSelector === undefined
              ? namespace === 'pawl-system'
              : selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace })
          return isThere && selects(podSelector, labels)
        })),
  )
}

/** As the chart of Kyverno 1.19 labels its pods. */
const kyverno = (component: string): Labels => ({
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/instance': 'kyverno',
  'app.kubernetes.io/name': `kyverno-${component}`,
  'app.kubernetes.io/part-of': 'kyverno',
})

describe('the NetworkPolicy of the example', () => {
  it('is about what comes to the gateway', () => {
    expect(spec.policyTypes).toStrictEqual(['Ingress'])
    expect(selects(spec.podSelector, { 'app.kubernetes.io/name': 'pawl-gateway' })).toBe(true)
    expect(selects(spec.podSelector, { 'app.kubernetes.io/name': 'other' })).toBe(false)
  })

  it.each(['admission-controller', 'background-controller', 'reports-controller'])(
    'lets the %s of Kyverno reach its port, and a pod with its labels in another namespace not',
    (component) => {
      expect(reaches(8444, 'kyverno', kyverno(component))).toBe(true)
      expect(reaches(8444, 'default', kyverno(component))).toBe(false)
      expect(reaches(8444, 'pawl-system', kyverno(component))).toBe(false)
    },
  )

  it('lets nobody else of the namespace of Kyverno reach that port', () => {
    expect(reaches(8444, 'kyverno', kyverno('cleanup-controller'))).toBe(false)
    expect(reaches(8444, 'kyverno', {})).toBe(false)
    const stranger = { ...kyverno('admission-controller'), 'app.kubernetes.io/part-of': 'x' }
    expect(reaches(8444, 'kyverno', stranger)).toBe(false)
  })

  it('leaves the port where a certificate is asked for open, and no other', () => {
    expect(reaches(8443, 'gatekeeper-system', {})).toBe(true)
    expect(reaches(8445, 'kyverno', kyverno('admission-controller'))).toBe(false)
  })
})
