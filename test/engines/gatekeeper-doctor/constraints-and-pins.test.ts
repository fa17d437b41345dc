import { describe, expect, it } from 'vitest'
import { found, foundAfter, without } from './one-fact-away.ts'

const KINDS = '- { apiGroups: [""], kinds: [Pod, PodTemplate, ReplicationController] } # of enforce'
const DENY = 'enforcementAction: deny'
const MATCH = '  match:\n    kinds:\n      - { apiGroups: [""], kinds: [Pod, P'
const WARN = 'match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] } # of warn'
const scoped = (action: string, point: string): string =>
  `enforcementAction: scoped\n  scopedEnforcementActions: [{ action: ${action}, enforcementPoints: [{ name: ${point} }] }]`

describe('of constraints, doctor', () => {
  it.each([
    ['one that only warns', DENY, 'enforcementAction: warn', 'open doctor-constraint-action'],
    ['one that only counts', DENY, 'enforcementAction: dryrun', 'open doctor-constraint-action'],
    ['one whose action is none', DENY, 'enforcementAction: Deny', 'open doctor-constraint-action'],
    ['one that denies in audit alone', DENY, scoped('deny', 'audit.gatekeeper.sh'), 'open doctor-constraint-action'],
    [
      'one that warns at the webhook',
      DENY,
      scoped('warn', 'validation.gatekeeper.sh'),
      'open doctor-constraint-action',
    ],
    ['one that scopes nothing', DENY, 'enforcementAction: scoped', 'open doctor-constraint-action'],
    ['one without pods', KINDS, '- { apiGroups: [""], kinds: [PodTemplate] }', 'open doctor-constraint-kinds'],
    ['one for pods of another group', KINDS, '- { apiGroups: [apps], kinds: [Pod] }', 'open doctor-constraint-kinds'],
    [
      'one that goes by labels of pods',
      MATCH,
      `  match:\n    labelSelector: { matchExpressions: [{ key: judged, operator: Exists }] }${MATCH.slice(8)}`,
      'open doctor-constraint-labels',
    ],
    ...[
      'namespaces: [shop]',
      'excludedNamespaces: [shop]',
      'namespaceSelector: { matchLabels: { a: b } }',
      'name: "a-*"',
      'scope: Cluster',
      'source: Generated',
    ].map(
      (member) =>
        [
          `one with ${member}`,
          MATCH,
          `  match:\n    ${member}${MATCH.slice(8)}`,
          'open doctor-constraint-narrowed',
        ] as const,
    ),
    [
      'one that leaves out kube-system',
      MATCH,
      `  match:\n    excludedNamespaces: [kube-system]${MATCH.slice(8)}`,
      'weak doctor-constraint-narrowed',
    ],
    ['one that warns about less', WARN, 'match: { namespaces: [shop] }', 'note doctor-constraint-narrowed'],
    [
      'one that warns about no pods',
      WARN,
      'match: { kinds: [{ apiGroups: [apps], kinds: [Deployment] }] }',
      'note doctor-constraint-kinds',
    ],
    ['none that warns', 'parameters: { mode: warn }', 'parameters: { mode: audit }', 'note doctor-constraint-missing'],
    [
      'a mode that is none, which must deny',
      'parameters: { mode: warn }',
      'parameters: { mode: Warn }',
      'open doctor-constraint-action',
      'note doctor-constraint-missing',
    ],
  ] as const)('finds %s', (_, find, replace, ...codes) => {
    expect(foundAfter(find, replace)).toEqual(codes)
  })

  it('finds that nothing enforces', () => {
    expect(found(without('name: pawl-enforce'))).toEqual([
      'open doctor-constraint-missing',
      'open doctor-pin-unvalidated',
    ])
  })

  it.each([
    ['no action, which is deny', `  ${DENY}\n`, ''],
    ['a scoped deny at the webhook', DENY, scoped('deny', 'validation.gatekeeper.sh')],
    ['a scoped deny everywhere', DENY, scoped('deny', '"*"')],
    ['every kind', KINDS, '- { apiGroups: ["*"], kinds: ["*"] }'],
    ['originals, which pods are', MATCH, `  match:\n    source: Original${MATCH.slice(8)}`],
    ['an empty selector', MATCH, `  match:\n    labelSelector: { matchLabels: {} }${MATCH.slice(8)}`],
  ])('finds nothing in %s', (_, find, replace) => {
    expect(foundAfter(find, replace)).toEqual([])
  })
})

describe('of Assigns, doctor', () => {
  const CONTAINERS = '  match: { scope: Namespaced } # of containers\n'
  const EPHEMERAL = 'operations: [CREATE, UPDATE] }] # of ephemeral containers'
  it.each([
    [
      'a tag that stays where Pawl does not answer',
      'failurePolicy: Fail } } }',
      'failurePolicy: Ignore } } }',
      'weak doctor-pin-failure-policy',
    ],
    [
      'another image where Pawl does not answer',
      'failurePolicy: Fail } } }',
      'failurePolicy: UseDefault, default: a } } }',
      'weak doctor-pin-failure-policy',
    ],
    [
      'a place that is not pinned',
      'location: "spec.initContainers[name:*].image"',
      'location: "spec.initContainers[name:a].image"',
      'weak doctor-pin-incomplete',
    ],
    [
      'ephemeral containers that come by another operation',
      EPHEMERAL,
      'operations: [CREATE] }]',
      'weak doctor-pin-incomplete',
    ],
    [
      'another kind',
      EPHEMERAL,
      `${EPHEMERAL.replace('}]', '}, { groups: [""], versions: [v2], kinds: [Pod] }]').replace('[CREATE, UPDATE]', '[CREATE]')}`,
      'weak doctor-pin-incomplete',
    ],
    [
      'labels of pods',
      CONTAINERS,
      '  match: { labelSelector: { matchLabels: { a: b } } }\n',
      'weak doctor-pin-narrowed',
    ],
    ['left out namespaces', CONTAINERS, '  match: { excludedNamespaces: [shop] }\n', 'weak doctor-pin-narrowed'],
    [
      'a webhook that pins nothing when Gatekeeper is down',
      'failurePolicy: Fail # of pins',
      'failurePolicy: Ignore',
      'weak doctor-pin-webhook-ignore',
    ],
    [
      'a webhook without ephemeral containers',
      'resources: ["*", pods/ephemeralcontainers] # of pins',
      'resources: ["*"]',
      'weak doctor-pin-webhook-narrowed',
    ],
    [
      'a webhook that goes by labels',
      'objectSelector: {} # of pins',
      'objectSelector: { matchLabels: { a: b } }',
      'weak doctor-pin-webhook-narrowed',
    ],
    [
      'somebody who mutates later',
      'reinvocationPolicy: IfNeeded',
      'reinvocationPolicy: Never',
      'note doctor-pin-undone',
    ],
    [
      'somebody who sets images beside',
      'apiVersion: config.gatekeeper.sh/v1alpha1',
      'apiVersion: mutations.gatekeeper.sh/v1alpha1\nkind: AssignImage\nmetadata: { name: mirror }\nspec: { location: "spec.containers[name:*].image" }\n---\napiVersion: config.gatekeeper.sh/v1alpha1',
      'note doctor-pin-undone',
    ],
  ] as const)('finds %s', (_, find, replace, code) => {
    expect(foundAfter(find, replace)).toEqual([code])
  })

  it('finds nothing where no Assign is there', () => {
    const unpinned = without('kind: Assign').replace('failurePolicy: Fail # of pins', 'failurePolicy: Ignore')
    expect(found(unpinned)).toEqual([])
  })
})
