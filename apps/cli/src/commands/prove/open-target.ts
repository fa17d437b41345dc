import { usage } from '@pawl/setup'
import type { OpenTarget, TargetOptions } from './targets/target.ts'
import { TARGETS } from './targets/target-list.ts'

/** The policy under test. Throws a `Refusal` where nothing, or more than one thing, is to be asked. */
export function openTarget(options: TargetOptions): OpenTarget {
  const given = [options.files.length > 0, options.policy !== undefined, options.url !== undefined]
  const target = TARGETS.find((each) => each.takes(options))
  if (target === undefined || given.filter(Boolean).length !== 1) {
    throw usage('give Rego files, a bundle, a module, or policies of Kyverno; or --policy, or --url')
  }
  return target.open(options)
}
