import type { Rule } from './rule.ts'
import { auditLimits } from './rules/audit-limits.ts'
import { auditOff } from './rules/audit-off.ts'
import { configExcluded } from './rules/config-excluded.ts'
import { constraintAction } from './rules/constraint-action.ts'
import { constraintKinds } from './rules/constraint-kinds.ts'
import { constraintLabels } from './rules/constraint-labels.ts'
import { constraintMissing } from './rules/constraint-missing.ts'
import { constraintNarrowed } from './rules/constraint-narrowed.ts'
import { denialsUnlogged } from './rules/denials-unlogged.ts'
import { exemptNamespaceFlag } from './rules/exempt-namespace-flag.ts'
import { externalDataOff } from './rules/external-data-off.ts'
import { ignoreLabelSet } from './rules/ignore-label-set.ts'
import { ignoreLabelUnguarded } from './rules/ignore-label-unguarded.ts'
import { oneReplica } from './rules/one-replica.ts'
import { operationMissing } from './rules/operation-missing.ts'
import { ownCertificates } from './rules/own-certificates.ts'
import { pinFailurePolicy } from './rules/pin-failure-policy.ts'
import { pinIncomplete } from './rules/pin-incomplete.ts'
import { pinNarrowed } from './rules/pin-narrowed.ts'
import { pinTimeout } from './rules/pin-timeout.ts'
import { pinUndone } from './rules/pin-undone.ts'
import { pinUnvalidated } from './rules/pin-unvalidated.ts'
import { pinWebhookIgnore } from './rules/pin-webhook-ignore.ts'
import { pinWebhookNarrowed } from './rules/pin-webhook-narrowed.ts'
import { providerCa } from './rules/provider-ca.ts'
import { providerShared } from './rules/provider-shared.ts'
import { providerSlowerThanWebhook } from './rules/provider-slower-than-webhook.ts'
import { providerTimeout } from './rules/provider-timeout.ts'
import { providerUrl } from './rules/provider-url.ts'
import { responseCache } from './rules/response-cache.ts'
import { statusError } from './rules/status-error.ts'
import { templateChanged } from './rules/template-changed.ts'
import { templateEngine } from './rules/template-engine.ts'
import { templateNaive } from './rules/template-naive.ts'
import { templateProvider } from './rules/template-provider.ts'
import { webhookElsewhere } from './rules/webhook-elsewhere.ts'
import { webhookEphemeralContainers } from './rules/webhook-ephemeral-containers.ts'
import { webhookExactMatch } from './rules/webhook-exact-match.ts'
import { webhookIgnore } from './rules/webhook-ignore.ts'
import { webhookMatchConditions } from './rules/webhook-match-conditions.ts'
import { webhookNamespaceSelector } from './rules/webhook-namespace-selector.ts'
import { webhookObjectSelector } from './rules/webhook-object-selector.ts'
import { webhookPods } from './rules/webhook-pods.ts'
import { webhookSideEffects } from './rules/webhook-side-effects.ts'
import { webhookWorkloads } from './rules/webhook-workloads.ts'

/** Every rule, in the order in which findings of one severity are printed: how requests get in, who answers, what is asked. */
export const RULES: readonly Rule[] = [
  webhookIgnore,
  webhookElsewhere,
  webhookPods,
  webhookEphemeralContainers,
  webhookObjectSelector,
  webhookNamespaceSelector,
  webhookMatchConditions,
  webhookExactMatch,
  webhookWorkloads,
  webhookSideEffects,
  ignoreLabelUnguarded,
  ignoreLabelSet,
  exemptNamespaceFlag,
  configExcluded,
  operationMissing,
  externalDataOff,
  responseCache,
  auditOff,
  auditLimits,
  oneReplica,
  ownCertificates,
  denialsUnlogged,
  providerUrl,
  providerCa,
  providerTimeout,
  providerSlowerThanWebhook,
  providerShared,
  templateEngine,
  templateProvider,
  templateChanged,
  templateNaive,
  statusError,
  constraintMissing,
  constraintAction,
  constraintKinds,
  constraintLabels,
  constraintNarrowed,
  pinUnvalidated,
  pinFailurePolicy,
  pinIncomplete,
  pinNarrowed,
  pinTimeout,
  pinWebhookIgnore,
  pinWebhookNarrowed,
  pinUndone,
]
