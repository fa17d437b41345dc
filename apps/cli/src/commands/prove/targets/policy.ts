import { sha256Digest } from '@pawl/core'
import { decide, identifyAlone } from '@pawl/policy'
import { policyConstants } from '@pawl/policy/prove'
import { loadPolicyFile } from '@pawl/setup'
import { MANY_CASES, type Target } from './target.ts'

/** Our own policies, through the evaluator. */
export const policyTarget: Target = {
  name: 'policy',
  takes: ({ policy }) => policy !== undefined,
  open: ({ policy, readAt }) => {
    const compiled = loadPolicyFile(policy ?? '', readAt)
    const profile = identifyAlone(compiled, sha256Digest)
    return {
      what: `policy ${compiled.name} revision ${compiled.revision}`,
      ask: (document) => decide(document, profile).decision === 'allow',
      constants: policyConstants(compiled),
      notes: [
        'The form of this policy is an argument of its own: every test ends in a bound, and bounds are joined by greatest, least and n-th greatest alone. With more claims these only grow (docs/monotone.md).',
      ],
      cases: MANY_CASES,
    }
  },
}
