import type { Manager } from '../parts.ts'
import type { Finding, Rule } from '../rule.ts'

/** A webhook that nobody answers under one that fails closed denies everything; under another it admits everything. */
export const operationMissing: Rule = {
  code: 'doctor-operation-missing',
  about: ['managers'],
  find: ({ managers, pins }) => [
    ...unless(managers, 'webhook', {
      severity: 'open',
      happens: 'no Deployment validates: nothing is judged, and what is admitted hangs on failurePolicy alone',
      cure: 'Helm: controllerManager.disableWebhookOperation=false',
    }),
    ...(pins.length === 0
      ? []
      : unless(managers, 'mutation-webhook', {
          severity: 'weak',
          happens: 'no Deployment mutates: tags stay tags, and are denied where a policy enforces',
          cure: 'Helm: disableMutation=false',
        })),
  ],
}

function unless(
  managers: readonly Manager[],
  operation: string,
  words: Pick<Finding, 'severity' | 'happens' | 'cure'>,
): readonly Finding[] {
  if (managers.some(({ operations }) => operations.has(operation))) return []
  return managers.slice(0, 1).map(({ object, path }) => ({ object, path: `${path} --operation`, ...words }))
}
