import { formatInstant } from '@pawl/document'
import type { Manifest } from '@pawl/gatekeeper'
import type { ProfileTable } from '@pawl/policy'
import type { CompileGiven } from './compile.ts'

const CRD = 'crd/pawlattestations.constraints.gatekeeper.sh'

const CONSTRAINTS: ReadonlyMap<string, string> = new Map([
  ['pawl-enforce', 'denies'],
  ['pawl-warn', 'warns and admits'],
  ['pawl-audit', 'only reports'],
])

/** What somebody must know who applies the manifests, a line each. */
export function notesOn(
  manifests: readonly Manifest[],
  table: ProfileTable,
  { mode, pin, timeout }: CompileGiven,
): readonly string[] {
  return [
    `apply, then kubectl wait --for=condition=established ${CRD}, then apply again: before that the constraints have no kind`,
    describeConstraints(manifests),
    mode === 'document'
      ? 'the template holds the policies: compile and apply again when they change'
      : 'the gateway holds the policies: it must have every profile by the same name, or the namespace is denied',
    ...ends(table),
    `the webhooks of Gatekeeper must have failurePolicy: Fail and wait longer than ${timeout} s; by default they admit when they fail, and mutation waits 1 s`,
    'set --external-data-provider-response-cache-ttl of Gatekeeper to 10s or 0s: while an answer is kept, a change waits for it',
    ...(pin ? [] : ['nothing replaces tags by digests: in mode enforce a tag is denied']),
    'pawl doctor gatekeeper says what an installation leaves open: the chart of Gatekeeper as helm renders it, or what a cluster has, beside these manifests',
    'workloads are judged without ExpansionTemplates; where there is one, spec.enforcementAction in it must be absent: it would replace deny by something weaker',
  ]
}

function describeConstraints(manifests: readonly Manifest[]): string {
  const words = manifests.flatMap(({ metadata: { name } }) => {
    const does = CONSTRAINTS.get(name)
    return does === undefined ? [] : [`${name} ${does}`]
  })
  return `constraints: ${words.join(', ')}`
}

/** A bundle has one end, and so have all its profiles. */
function ends({ unknown: { validUntil } }: ProfileTable): readonly string[] {
  return validUntil === 'unlimited'
    ? []
    : [
        `the bundle ends at ${formatInstant(validUntil)}: from then on everything is denied that no later one is compiled for`,
      ]
}
