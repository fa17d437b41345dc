import { isTime } from '@pawl/document'
import { BOUNDS } from '../bounds.ts'
import type { CompiledProfile } from '../compiled-profile.ts'
import { invalid } from '../policy-invalid.ts'
import { list, members, parseMode, word } from './members.ts'
import { parseCompiledPolicy } from './parse-compiled-policy.ts'

const MEMBERS = ['apiVersion', 'kind', 'name', 'mode', 'unmatched', 'validUntil', 'policies'] as const

/** Reads the normal form of a profile that somebody else made or carried, as strictly as that of a policy. */
export function parseCompiledProfile(value: unknown): CompiledProfile {
  const from = members(value, MEMBERS, 'profile')
  if (from['apiVersion'] !== 'pawl.dev/v1') invalid('apiVersion', 'is not pawl.dev/v1')
  if (from['kind'] !== 'CompiledProfile') invalid('kind', 'is not CompiledProfile')
  const { unmatched, validUntil } = from
  if (unmatched !== 'deny' && unmatched !== 'allow') return invalid('unmatched', 'is not deny or allow')
  if (validUntil !== 'unlimited' && !isTime(validUntil)) return invalid('validUntil', 'is neither a time nor unlimited')
  const policies = list(from['policies'], 1, BOUNDS.policies, 'policies').map((each) => parseCompiledPolicy(each))
  if (new Set(policies.map((each) => each.name)).size !== policies.length) {
    invalid('policies', 'have a name twice: an unmet requirement is known by its policy and its name')
  }
  const name = word(from['name'], 'name')
  return {
    apiVersion: 'pawl.dev/v1',
    kind: 'CompiledProfile',
    name,
    mode: parseMode(from['mode'], 'mode'),
    unmatched,
    validUntil,
    policies,
  }
}
