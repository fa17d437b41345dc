import { createHash } from 'node:crypto'
import type { CompiledProfile, Mode } from '@pawl/policy'

/** As Kubernetes takes names of objects, with room for what stands around it. */
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/**
 * Name of the policy of a profile for a mode. Policies that are given without profiles make one whose name is theirs, joined; with such a name Kyverno's
 * command line prints nothing at all, so anything that is no name becomes a digest of it.
 */
export function objectName({ name }: CompiledProfile, mode: Mode): string {
  const digest = createHash('sha256').update(name).digest('hex')
  return `pawl-${NAME.test(name) ? name : digest.slice(0, 16)}-${mode}`
}
