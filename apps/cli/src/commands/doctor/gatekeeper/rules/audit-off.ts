import { flagOf } from '../manager.ts'
import type { Rule } from '../rule.ts'

/** Audit is how pods are found that ran before the policy did, or that got in while nobody answered. */
export const auditOff: Rule = {
  code: 'doctor-audit-off',
  about: ['managers'],
  find: ({ managers }) => {
    const auditing = managers.filter(
      (each) => each.operations.has('audit') && Number(flagOf(each, 'audit-interval') ?? '60') > 0,
    )
    if (auditing.length > 0) return []
    return managers.slice(0, 1).map(({ object, path }) => ({
      severity: 'weak',
      object,
      path: `${path} --operation, --audit-interval`,
      happens: 'nobody looks at what runs already: a pod that got in unjudged is never found',
      cure: 'Helm: disableAudit=false and auditInterval=60; if the audit Deployment was left out of the input, add it',
    }))
  },
}
