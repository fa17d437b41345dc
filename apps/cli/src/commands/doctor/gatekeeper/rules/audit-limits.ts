import { flagOf, isTrue } from '../manager.ts'
import type { Rule } from '../rule.ts'

/** `pkg/audit/manager.go` of Gatekeeper: 20 where nothing is said. */
const USUAL_LIMIT = 20

export const auditLimits: Rule = {
  code: 'doctor-audit-limits',
  about: ['managers'],
  find: ({ managers }) =>
    managers
      .filter((each) => each.operations.has('audit') && !each.operations.has('webhook'))
      .filter(
        (each) =>
          !(Number(flagOf(each, 'constraint-violations-limit') ?? USUAL_LIMIT) > USUAL_LIMIT) ||
          isTrue(flagOf(each, 'audit-from-cache') ?? 'false'),
      )
      .map(({ object, path }) => ({
        severity: 'note',
        object,
        path: `${path} --constraint-violations-limit, --audit-from-cache`,
        happens:
          'the status of a constraint names so few of its violations, or audit sees only kinds that Config syncs: what it does not name is not clean',
        cure: 'Helm: constraintViolationsLimit=100 and auditFromCache=false; totalViolations counts them all',
      })),
}
