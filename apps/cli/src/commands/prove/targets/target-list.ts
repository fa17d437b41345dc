import { bundleTarget } from './bundle.ts'
import { endpointTarget } from './endpoint.ts'
import { kyvernoTarget } from './kyverno.ts'
import { policyTarget } from './policy.ts'
import { regoTarget } from './rego.ts'
import type { Target } from './target.ts'

/** Every kind of policy that `pawl prove` can ask; the first that takes the options does. */
export const TARGETS: readonly Target[] = [policyTarget, endpointTarget, bundleTarget, kyvernoTarget, regoTarget]
