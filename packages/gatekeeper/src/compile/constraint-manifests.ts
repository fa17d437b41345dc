import type { CompiledProfile, Mode } from '@pawl/policy'
import { effectiveMode } from '@pawl/policy'
import { POD_PLACES } from './images.ts'
import { LABELS, type Manifest } from './manifest.ts'
import { KIND } from './template-manifest.ts'

/** What Gatekeeper does with the violations of a constraint, by the mode that it speaks for. */
const ACTIONS: Readonly<Record<Mode, string>> = { enforce: 'deny', warn: 'warn', audit: 'dryrun' }
const MODES: readonly Mode[] = ['enforce', 'warn', 'audit']

/** A constraint for every mode in which a policy of these profiles can deny. Each asks about all objects: the namespace chooses inside. */
export function constraintManifests(profiles: readonly CompiledProfile[]): readonly Manifest[] {
  const used = new Set(
    profiles.flatMap((profile) => [profile.mode, ...profile.policies.map((each) => effectiveMode(profile, each))]),
  )
  return MODES.filter((mode) => used.has(mode)).map((mode) => ({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: KIND,
    metadata: { name: `pawl-${mode}`, labels: LABELS },
    spec: { enforcementAction: ACTIONS[mode], match: { kinds: KINDS }, parameters: { mode } },
  }))
}

const KINDS = [
  ...Map.groupBy(
    POD_PLACES.flatMap(({ kinds }) => kinds),
    ({ group }) => group,
  ),
].map(([group, entries]) => ({ apiGroups: [group], kinds: entries.flatMap(({ kinds }) => kinds) }))
