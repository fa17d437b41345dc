import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { examined, SOUND } from './one-fact-away.ts'

// Gatekeeper's own chart, rendered by the real helm: what people install, not what somebody remembers of it.
const { PAWL_HELM = '', PAWL_GATEKEEPER_CHART = '' } = process.env
const ABSENT = PAWL_HELM === '' || PAWL_GATEKEEPER_CHART === ''
if (ABSENT)
  console.log('skipped: PAWL_HELM and PAWL_GATEKEEPER_CHART are not set (node .ci/gatekeeper/install-helm.mjs)')

const VALUES = fileURLToPath(new URL('../../../examples/gatekeeper/values.yaml', import.meta.url))
/** Of the sound installation, what is Pawl's. */
const PAWL = SOUND.slice(SOUND.indexOf('apiVersion: externaldata.gatekeeper.sh'))

function rendered(...args: readonly string[]): string {
  const words = ['template', 'gatekeeper', PAWL_GATEKEEPER_CHART, '--namespace', 'gatekeeper-system', ...args]
  const { status, stdout, stderr } = spawnSync(PAWL_HELM, words, { encoding: 'utf8', maxBuffer: 1 << 24 })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

/** As `severity code member`, so that a finding about another member is another one. */
function found(text: string): readonly string[] {
  const { findings, notSeen } = examined(text, [])
  expect(notSeen).toEqual([])
  return findings.map(({ severity, code, path }) => `${severity} ${code} ${path.replace(/^.* --/, '--')}`)
}

describe.skipIf(ABSENT)('the chart of Gatekeeper, rendered by helm', () => {
  // Read off its values.yaml by hand.
  it('as it comes, is open', () => {
    expect(found(`${rendered()}\n---\n${PAWL}`)).toEqual([
      'open doctor-webhook-ignore webhooks[0].failurePolicy',
      'weak doctor-response-cache --external-data-provider-response-cache-ttl',
      'weak doctor-pin-timeout spec.timeout',
      'weak doctor-pin-webhook-ignore webhooks[0].failurePolicy',
      'note doctor-audit-limits --audit-from-cache',
      'note doctor-denials-unlogged --log-denies',
    ])
  })

  it('with the values of examples/gatekeeper, is closed', () => {
    expect(found(`${rendered('-f', VALUES)}\n---\n${PAWL}`)).toEqual([])
  })

  // One value beside those: each opens what it says, by the name that the chart has for it.
  it.each([
    ['validatingWebhookFailurePolicy=Ignore', 'open doctor-webhook-ignore webhooks[0].failurePolicy'],
    [
      'validatingWebhookScope=Cluster',
      'open doctor-webhook-pods webhooks[0].rules',
      'open doctor-webhook-pods webhooks[0].rules',
      'open doctor-webhook-ephemeral-containers webhooks[0].rules',
      'note doctor-webhook-workloads webhooks[0].rules',
    ],
    ['validatingWebhookSubResources={pods/exec}', 'open doctor-webhook-ephemeral-containers webhooks[0].rules'],
    [
      'validatingWebhookObjectSelector.matchLabels.judged=yes',
      'open doctor-webhook-object-selector webhooks[0].objectSelector',
    ],
    [
      'validatingWebhookExemptNamespacesLabels.team={shop}',
      'open doctor-webhook-namespace-selector webhooks[0].namespaceSelector.matchExpressions[2]',
    ],
    [
      'validatingWebhookMatchConditions[0].name=a,validatingWebhookMatchConditions[0].expression=true',
      'open doctor-webhook-match-conditions webhooks[0].matchConditions',
    ],
    [
      'validatingWebhookCheckIgnoreFailurePolicy=Ignore',
      'open doctor-ignore-label-unguarded webhooks[0].namespaceSelector',
    ],
    ['validatingWebhookTimeoutSeconds=2', 'weak doctor-provider-slower-than-webhook spec.timeout'],
    [
      'externaldataProviderResponseCacheTTL=3m',
      'weak doctor-response-cache --external-data-provider-response-cache-ttl',
    ],
    ['enableExternalData=false', 'open doctor-external-data-off --disable-opa-builtin'],
    ['disabledBuiltins={external_data}', 'open doctor-external-data-off --disable-opa-builtin'],
    ['controllerManager.exemptNamespaces={shop}', 'weak doctor-exempt-namespace-flag --exempt-namespace'],
    [
      'controllerManager.exemptNamespacePrefixes={shop-}',
      'open doctor-exempt-namespace-flag --exempt-namespace-prefix',
    ],
    [
      'controllerManager.exemptNamespaceSuffixes={-shop}',
      'open doctor-exempt-namespace-flag --exempt-namespace-suffix',
    ],
    ['controllerManager.disableWebhookOperation=true', 'open doctor-operation-missing --operation'],
    ['controllerManager.disableCertRotation=true', 'note doctor-own-certificates --disable-cert-rotation'],
    ['disableAudit=true', 'weak doctor-audit-off --audit-interval'],
    ['auditInterval=0', 'weak doctor-audit-off --audit-interval'],
    ['auditFromCache=true', 'note doctor-audit-limits --audit-from-cache'],
    ['constraintViolationsLimit=20', 'note doctor-audit-limits --audit-from-cache'],
    ['logDenies=false', 'note doctor-denials-unlogged --log-denies'],
    ['replicas=1', 'note doctor-one-replica spec.replicas'],
    ['mutatingWebhookFailurePolicy=Ignore', 'weak doctor-pin-webhook-ignore webhooks[0].failurePolicy'],
    ['mutatingWebhookTimeoutSeconds=2', 'weak doctor-pin-timeout spec.timeout'],
    [
      'mutatingWebhookObjectSelector.matchLabels.judged=yes',
      'weak doctor-pin-webhook-narrowed webhooks[0].rules, objectSelector, matchConditions',
    ],
  ])('with %s, is not', (value, ...expected) => {
    expect(found(`${rendered('-f', VALUES, '--kube-version', '1.34.0', '--set', value)}\n---\n${PAWL}`)).toEqual(
      expected,
    )
  })

  it.each([
    ['disableValidatingWebhook=true', 'validating'],
    ['disableMutation=true', 'mutating'],
  ])('with %s, is not seen whole', (value, part) => {
    const { notSeen } = examined(`${rendered('-f', VALUES, '--set', value)}\n---\n${PAWL}`, [])
    expect(notSeen.map((each) => each.part)).toEqual([part])
  })
})
