import { textOf } from '../../../members.ts'
import type { ClusterObject } from './cluster-object.ts'
import type { Severity } from './rule.ts'

export type ConstraintMode = 'enforce' | 'warn' | 'audit'

/** Whatever does not say that it warns or audits is held to enforce. */
export function modeOf({ value }: ClusterObject): ConstraintMode {
  const mode = textOf(value, 'spec', 'parameters', 'mode')
  return mode === 'warn' || mode === 'audit' ? mode : 'enforce'
}

/** What a narrower constraint leaves open: nothing, where it denies nothing anyway. */
export function severityIn(constraint: ClusterObject): Severity {
  return modeOf(constraint) === 'enforce' ? 'open' : 'note'
}
