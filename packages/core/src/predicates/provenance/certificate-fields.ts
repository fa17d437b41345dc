import type { SummaryValue } from '@pawl/document'
import type { VerifiedSignature } from '../../verification/signed-payload.ts'

/** What the certificate proves about the build: Fulcio's extensions, written by the authority and not by the workload (C48). */
export function certificateFields(signature: VerifiedSignature): Readonly<Record<string, SummaryValue | undefined>> {
  if (signature.kind === 'key') return {}
  const { extensions } = signature.proof
  return {
    sourceRepository: extensions.get('sourceRepository'),
    sourceRef: extensions.get('sourceRef'),
    sourceCommit: extensions.get('sourceDigest'),
    sourceRepositoryId: extensions.get('sourceRepositoryId'),
    sourceRepositoryOwner: extensions.get('sourceRepositoryOwner'),
    sourceRepositoryOwnerId: extensions.get('sourceRepositoryOwnerId'),
    buildSigner: extensions.get('buildSignerUri'),
    buildConfig: extensions.get('buildConfigUri'),
    trigger: extensions.get('trigger'),
    runnerEnvironment: extensions.get('runnerEnvironment'),
    visibility: extensions.get('visibility'),
  }
}
