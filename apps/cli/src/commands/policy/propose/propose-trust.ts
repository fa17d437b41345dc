import { isRejection, type TrustConfiguration } from '@pawl/core'
import { type GatheredSubject, loadTrustOf } from '@pawl/setup'
import { type Signature, signaturesOf } from './discover.ts'
import { rootsOf, type Trustworthy } from './discovery-trust.ts'
import { draftAttesters, type ProposedAttester, withClaims } from './draft-attesters.ts'
import { BY_OPTIONS, describeTurnedDown, turnedDown } from './turned-down.ts'
import { verifyAgain } from './verify-again.ts'
import { canBeWritten } from './workflow-identity.ts'
import { refuseTooMany, relocated, type WrittenConfiguration, writtenTrust } from './written-trust.ts'

/** A trust configuration that a person has not yet agreed to, and what there is to say about it. */
export interface TrustProposal {
  readonly written: WrittenConfiguration
  readonly attesters: readonly ProposedAttester[]
  /** Epoch seconds. */
  readonly at: number
  readonly images: number
  /** Names in the paths of the images. */
  readonly owners: ReadonlySet<string>
  /** What was not used and why, in lines for people. */
  readonly turnedDown: readonly string[]
  /** Predicate types that were signed and that nothing here reads, and how often. */
  readonly unread: ReadonlyMap<string, number>
  /** Identities that cannot be written exactly. */
  readonly unwritable: readonly string[]
}

export interface TrustRequest extends Trustworthy {
  readonly name: string
  readonly now: number
  /** Where a file lies as seen from the trust configuration. */
  readonly pathFor: (path: string) => string
}

/** From everybody who signed to those of whom a claim came, by the verifier that will read the configuration. */
export function proposeTrust(
  subjects: readonly GatheredSubject[],
  discovery: TrustConfiguration,
  request: TrustRequest,
): TrustProposal {
  const { now, name, pathFor } = request
  const signatures = signaturesOf(subjects, discovery, now)
  const roots = rootsOf(request)
  const drafted = draftAttesters(
    signatures,
    discovery,
    roots.map((root) => root.name),
    request.key,
  )
  refuseTooMany(drafted)
  const value = writtenTrust(drafted, roots, name)
  const draft = loadTrustOf({ path: 'the draft', value, locate: () => 'the draft' })
  const verified = verifyAgain(subjects, draft, now).subjects
  const claims = verified.flatMap(({ findings }) =>
    findings.flatMap(({ result }) => (isRejection(result) ? [] : [result])),
  )
  const attesters = withClaims(drafted, (attester, type) =>
    claims.some((claim) => claim.attester === attester && claim.type === type),
  ).map((each) => (each.key === undefined ? each : { ...each, key: pathFor(each.key) }))
  const unread = signatures.filter(({ claimType }) => claimType === undefined)
  return {
    written: writtenTrust(attesters, relocated(roots, pathFor), name),
    attesters,
    at: now,
    images: subjects.length,
    owners: new Set(subjects.flatMap(({ subject }) => subject.repository.split('/').slice(1))),
    turnedDown: describeTurnedDown(
      turnedDown(verified, new Set(unread.map(({ evidenceDigest }) => evidenceDigest))),
      BY_OPTIONS,
    ),
    unread: new Map(
      [...Map.groupBy(unread, ({ predicateType }) => predicateType)].map(([type, all]) => [type, all.length]),
    ),
    unwritable: unwritableOf(signatures),
  }
}

function unwritableOf(signatures: readonly Signature[]): readonly string[] {
  const identities = signatures.flatMap(({ signer }) => (signer.kind === 'keyless' ? [signer.identity] : []))
  return [...new Set(identities)].filter((identity) => !canBeWritten(identity)).sort()
}
