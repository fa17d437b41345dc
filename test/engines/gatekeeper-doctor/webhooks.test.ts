import { describe, expect, it } from 'vitest'
import { changed, found, foundAfter, SOUND, without } from './one-fact-away.ts'

const RULES = `      - apiGroups: ["*"]
        apiVersions: ["*"]
        operations: [CREATE, UPDATE]
        resources: ["*", pods/ephemeralcontainers, pods/exec]
        scope: "*"
`
const FAIL = 'failurePolicy: Fail\n    matchPolicy'
const OWN = 'values: [gatekeeper-system] }\n    objectSelector'
const LABEL = '        - { key: admission.gatekeeper.sh/ignore, operator: DoesNotExist }\n'

it('finds nothing in the sound installation', () => {
  expect(found(SOUND)).toEqual([])
})

describe('of the validating webhook, doctor', () => {
  it.each([
    [
      'finds what admits when Gatekeeper is down',
      FAIL,
      'failurePolicy: Ignore\n    matchPolicy',
      'open doctor-webhook-ignore',
    ],
    ['finds a failurePolicy that is none', FAIL, 'failurePolicy: fail\n    matchPolicy', 'open doctor-webhook-ignore'],
    [
      'finds pods that are not asked about when created',
      RULES,
      RULES.replace('CREATE, ', ''),
      'open doctor-webhook-pods',
      'note doctor-webhook-workloads',
    ],
    [
      'finds a scope without namespaces',
      RULES,
      RULES.replace('scope: "*"', 'scope: Cluster'),
      'open doctor-webhook-pods',
      'open doctor-webhook-pods',
      'open doctor-webhook-ephemeral-containers',
      'note doctor-webhook-workloads',
    ],
    [
      'finds another version',
      RULES,
      RULES.replace('apiVersions: ["*"]', 'apiVersions: [v1beta1]'),
      'open doctor-webhook-pods',
      'open doctor-webhook-pods',
      'open doctor-webhook-ephemeral-containers',
      'note doctor-webhook-exact-match',
      'note doctor-webhook-workloads',
    ],
    [
      'finds that a star is no subresource',
      RULES,
      RULES.replace('pods/ephemeralcontainers, ', ''),
      'open doctor-webhook-ephemeral-containers',
    ],
    [
      'finds that a subresource is no pod',
      RULES,
      RULES.replace('"*", pods/ephemeralcontainers', 'pods/ephemeralcontainers'),
      'open doctor-webhook-pods',
      'open doctor-webhook-pods',
      'note doctor-webhook-workloads',
    ],
    [
      'finds workloads that are left out',
      RULES,
      RULES.replace('"*", pods/e', 'pods, pods/e'),
      'note doctor-webhook-workloads',
    ],
    [
      'finds one workload that is left out',
      RULES,
      `${RULES.replace('"*", pods/e', 'podtemplates, replicationcontrollers, pods, jobs, cronjobs, deployments, daemonsets, statefulsets, pods/e')}`,
      'note doctor-webhook-workloads',
    ],
    [
      'finds Exact beside named groups',
      RULES,
      `${RULES}      - { apiGroups: [apps], apiVersions: ["*"], operations: [CREATE], resources: [deployments] }\n`,
      'note doctor-webhook-exact-match',
    ],
    [
      'finds an objectSelector',
      '    objectSelector: {}\n',
      '    objectSelector: { matchLabels: { judged: "yes" } }\n',
      'open doctor-webhook-object-selector',
    ],
    [
      'finds an objectSelector that cannot be read',
      '    objectSelector: {}\n',
      '    objectSelector: { other: 1 }\n',
      'open doctor-webhook-object-selector',
    ],
    [
      'finds a namespace of somebody that is left out',
      OWN,
      OWN.replace('system]', 'system, shop]'),
      'open doctor-webhook-namespace-selector',
    ],
    [
      'finds kube-system left out',
      OWN,
      OWN.replace('system]', 'system, kube-system]'),
      'weak doctor-webhook-namespace-selector',
    ],
    [
      'finds namespaces chosen by a label',
      LABEL,
      `${LABEL}        - { key: team, operator: In, values: [shop] }\n`,
      'open doctor-webhook-namespace-selector',
    ],
    [
      'finds namespaces that must have the label of the exempt',
      LABEL,
      LABEL.replace('DoesNotExist', 'Exists'),
      'open doctor-webhook-namespace-selector',
    ],
    [
      'finds matchLabels of namespaces',
      '    namespaceSelector:\n      matchExpressions:\n        - { key: admission',
      '    namespaceSelector:\n      matchLabels: { a: b }\n      matchExpressions:\n        - { key: admission',
      'open doctor-webhook-namespace-selector',
    ],
    [
      'finds a condition',
      FAIL,
      'failurePolicy: Fail\n    matchConditions: [{ name: a, expression: "true" }]\n    matchPolicy',
      'open doctor-webhook-match-conditions',
    ],
    [
      'finds side effects',
      '    sideEffects: None\n    timeoutSeconds: 5\n  - name: check',
      '    timeoutSeconds: 5\n  - name: check',
      'note doctor-webhook-side-effects',
    ],
  ] as const)('%s', (_, find, replace, ...codes) => {
    expect(foundAfter(find, replace)).toEqual(codes)
  })

  it.each([
    ['no failurePolicy, which is Fail', FAIL, 'matchPolicy'],
    ['star and slash, which are all', RULES, RULES.replace('"*", pods/ephemeralcontainers, pods/exec', '"*/*", pods')],
    [
      'Equivalent beside named groups',
      `matchPolicy: Exact\n    namespaceSelector:\n      matchExpressions:\n        - { key: admission`,
      `matchPolicy: Equivalent\n    namespaceSelector:\n      matchExpressions:\n        - { key: admission`,
    ],
    [
      'a webhook of another name that leads to Gatekeeper',
      '  - name: validation.gatekeeper.sh',
      '  - name: validation.example.com',
    ],
    ['no conditions', FAIL, 'failurePolicy: Fail\n    matchConditions: []\n    matchPolicy'],
  ])('finds nothing in %s', (_, find, replace) => {
    expect(foundAfter(find, replace)).toEqual([])
  })
})

describe('of where the validating webhook leads, doctor', () => {
  const SERVICE = 'service: { name: gatekeeper-webhook-service, namespace: gatekeeper-system, path: /v1/admit }'
  it.each([
    ['another path', SERVICE.replace('/v1/admit', '/v1/mutate')],
    ['a namespace in which no Gatekeeper runs', SERVICE.replace('namespace: gatekeeper-system', 'namespace: shop')],
    ['a URL', 'url: "https://shop.example.com/v1/admit"'],
  ])('finds %s', (_, replace) => {
    expect(foundAfter(SERVICE, replace)).toContain('open doctor-webhook-elsewhere')
  })
})

describe('of the label that exempts, doctor', () => {
  const GUARD = 'failurePolicy: Fail # of the label'
  const rows = [
    ['admits when Gatekeeper is down', GUARD, 'failurePolicy: Ignore'],
    [
      'is not asked about changes',
      'operations: [CREATE, UPDATE], resources: [namespaces]',
      'operations: [CREATE], resources: [namespaces]',
    ],
    [
      'is not asked about what lies in no namespace',
      'resources: [namespaces], scope: "*"',
      'resources: [namespaces], scope: Namespaced',
    ],
    ['has conditions', GUARD, `${GUARD}\n    matchConditions: [{ name: a, expression: "true" }]`],
    ['has an objectSelector', GUARD, `${GUARD}\n    objectSelector: { matchLabels: { a: b } }`],
    [
      'leaves out another namespace',
      'values: [gatekeeper-system] } # of the label',
      'values: [gatekeeper-system, shop] }',
    ],
    [
      'is another webhook',
      '  - name: check-ignore-label.gatekeeper.sh\n    clientConfig: { service: { name: gatekeeper-webhook-service, namespace: gatekeeper-system, path: /v1/admitlabel } }',
      '  - name: other.example.com',
    ],
  ] as const
  it.each(rows)('finds that what guards it %s', (_, find, replace) => {
    expect(foundAfter(find, replace)).toEqual(['open doctor-ignore-label-unguarded'])
  })

  it('finds nothing where no webhook heeds it', () => {
    const deaf = changed(LABEL, '').replace(GUARD, 'failurePolicy: Ignore')
    expect(found(deaf)).toEqual([])
  })

  it('finds a namespace that has it, with any value', () => {
    expect(foundAfter('labels: { team: shop }', 'labels: { admission.gatekeeper.sh/ignore: "" }')).toEqual([
      'open doctor-ignore-label-set',
    ])
    expect(
      foundAfter(
        'metadata: { name: kube-system }',
        'metadata: { name: kube-system, labels: { admission.gatekeeper.sh/ignore: "no" } }',
      ),
    ).toEqual(['weak doctor-ignore-label-set'])
  })

  it('finds nothing where the namespace of Gatekeeper has it', () => {
    expect(
      foundAfter(
        'metadata: { name: shop, labels: { team: shop } }',
        'metadata: { name: gatekeeper-system, labels: { admission.gatekeeper.sh/ignore: "" } }',
      ),
    ).toEqual([])
  })
})

describe('of the Config, doctor', () => {
  const SHOP = 'excludedNamespaces: [shop], processes: [audit]'
  it.each([
    ['a namespace', 'excludedNamespaces: [shop], processes: [webhook]', 'open doctor-config-excluded'],
    ['a pattern', 'excludedNamespaces: ["kube-*"], processes: ["*"]', 'open doctor-config-excluded'],
    ['kube-system', 'excludedNamespaces: [kube-system], processes: [audit, webhook]', 'weak doctor-config-excluded'],
  ])('finds that %s is left out', (_, replace, code) => {
    expect(foundAfter(SHOP, replace)).toEqual([code])
  })

  it('finds nothing where only audit leaves it out, or Gatekeeper itself is left out', () => {
    expect(foundAfter(SHOP, 'excludedNamespaces: ["*"], processes: [audit, sync, mutation-webhook]')).toEqual([])
    expect(foundAfter(SHOP, 'excludedNamespaces: [gatekeeper-system], processes: [webhook]')).toEqual([])
    expect(found(without('kind: Config'))).toEqual([])
  })
})
