import { formatInstant } from '@pawl/document'
import type { Manifest } from '@pawl/kyverno'
import type { ProfileTable } from '@pawl/policy'
import type { CompileGiven } from './compile.ts'

/** What somebody must know who applies the policies, a line each. */
export function notesOn(
  manifests: readonly Manifest[],
  table: ProfileTable,
  { mode, pin, timeout, excludeNamespace, background }: CompileGiven,
): readonly string[] {
  return [
    ...ofMode(mode, pin),
    `policies: ${manifests.map(({ metadata: { name } }) => name).join(', ')}`,
    ...(excludeNamespace.length > 0 ? [`not judged, because you said so: ${excludeNamespace.join(', ')}`] : []),
    "not judged, because Kyverno's own resourceFilters and webhooks leave them out: kube-system, kube-public, kube-node-lease, Kyverno's namespace, every ReplicaSet (its pods are judged), and static pods",
    ...(mode === 'resource'
      ? []
      : [
          `the gateway has to answer within ${timeout} s: Kyverno waits as long as the API server does`,
          "only Kyverno's controllers may reach the gateway's port for Kyverno: a NetworkPolicy has to say so (examples/kyverno)",
        ]),
    ...(background && mode !== 'resource'
      ? ['scans ask the gateway about everything that runs, every hour; --no-background leaves them out']
      : []),
    ...(pin && mode !== 'resource' ? [] : ['nothing replaces tags by digests: in mode enforce a tag is denied']),
    'after applying: kubectl get validatingpolicies,clusterpolicies must show READY for each; a policy that Kyverno cannot compile denies nothing',
    ...ends(table),
  ]
}

function ofMode(mode: CompileGiven['mode'], pin: boolean): readonly string[] {
  switch (mode) {
    case 'decision':
      return [
        'the gateway holds the policies: it must have every profile by the same name, or the namespace is denied',
        CERTIFICATES,
      ]
    case 'document':
      return ['the policies are in here: compile and apply again when they change', CERTIFICATES]
    case 'resource':
      return [
        'WARNING: CEL cannot verify the seal of a summary. Whoever may write imagesummaries.pawl.dev may admit any image: give that right to the gateway alone',
        'an image without an ImageSummary is denied with an error of Kyverno, and so is one whose reference is not written canonically, HOST/PATH@sha256:...',
      ]
    case 'legacy':
      return [
        'ClusterPolicy is deprecated and goes with Kyverno 1.20: use --mode decision or document from 1.19 on',
        'the gateway holds the policies: it must have every profile by the same name, or the namespace is denied',
        'a ServiceAccount token is sent where one for kyverno-svc.kyverno.io is mounted, as by its chart: the gateway can require it',
        ...(pin ? [CERTIFICATES] : []),
      ]
  }
}

const CERTIFICATES =
  "the authority of the gateway's certificate has to be among the CA certificates of Kyverno's controllers (global.caCertificates.data of its chart): CEL can name none"

/** A bundle has one end, and so have all its profiles. */
function ends({ unknown: { validUntil } }: ProfileTable): readonly string[] {
  return validUntil === 'unlimited'
    ? []
    : [
        `the bundle ends at ${formatInstant(validUntil)}: from then on everything is denied that no later one is compiled for`,
      ]
}
