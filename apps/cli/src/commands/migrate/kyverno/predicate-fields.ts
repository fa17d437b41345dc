/** The field of a claim that holds what stands at a path of the predicate. */
export interface BuiltInField {
  readonly field: string
  /** A time of the statement, in seconds here and RFC 3339 there; `moment` is the one that `maxAge` counts from. */
  readonly is: 'value' | 'time' | 'moment'
}

const value = (field: string): BuiltInField => ({ field, is: 'value' })
const time = (field: string): BuiltInField => ({ field, is: 'time' })
const moment = (field: string): BuiltInField => ({ field, is: 'moment' })

/** What a predicate type says of itself beside its paths, where two types become one claim. */
interface BuiltInPredicate {
  readonly paths: ReadonlyMap<string, BuiltInField>
  readonly version?: { readonly field: string; readonly equals: string }
}

/**
 * Paths whose text is in the claim as it is written. What is computed on the way (counts of findings, the repository of a `git+https` URI) is not here:
 * a literal that is compared with the one is not a literal for the other.
 */
const PREDICATES: ReadonlyMap<string, BuiltInPredicate> = new Map<string, BuiltInPredicate>([
  [
    'https://cosign.sigstore.dev/attestation/vuln/v1',
    {
      paths: new Map([
        ['scanner.uri', value('scannerUri')],
        ['scanner.version', value('scannerVersion')],
        ['scanner.db.version', value('databaseVersion')],
        ['scanner.db.lastUpdate', time('databaseUpdatedAt')],
        ['metadata.scanStartedOn', time('scanStartedAt')],
        ['metadata.scanFinishedOn', moment('scanFinishedAt')],
      ]),
    },
  ],
  [
    'https://slsa.dev/provenance/v1',
    {
      version: { field: 'slsaVersion', equals: '1' },
      paths: new Map([
        ['runDetails.builder.id', value('builderId')],
        ['buildDefinition.buildType', value('buildType')],
        ['buildDefinition.externalParameters.workflow.repository', value('claimedSourceRepository')],
        ['buildDefinition.externalParameters.workflow.ref', value('claimedSourceRef')],
        ['buildDefinition.externalParameters.workflow.path', value('entryPoint')],
        ['runDetails.metadata.startedOn', time('startedAt')],
        ['runDetails.metadata.finishedOn', moment('finishedAt')],
      ]),
    },
  ],
  [
    'https://slsa.dev/provenance/v0.2',
    {
      version: { field: 'slsaVersion', equals: '0.2' },
      paths: new Map([
        ['builder.id', value('builderId')],
        ['buildType', value('buildType')],
        ['invocation.configSource.entryPoint', value('entryPoint')],
        ['invocation.configSource.digest.sha1', value('claimedSourceCommit')],
        ['metadata.buildStartedOn', time('startedAt')],
        ['metadata.buildFinishedOn', moment('finishedAt')],
      ]),
    },
  ],
  [
    'https://pawl.dev/vulnerability-review/v1',
    {
      paths: new Map([
        ['reviewer.id', value('reviewerId')],
        ['ticket', value('ticket')],
        ['scan.statementDigest', value('scanStatementDigest')],
        ['policy.digest', value('policyDigest')],
        ['reviewedAt', moment('reviewedAt')],
      ]),
    },
  ],
])

export function builtInField(predicateType: string, path: readonly string[]): BuiltInField | undefined {
  return PREDICATES.get(predicateType)?.paths.get(path.join('.'))
}

/** The test that keeps a requirement to this one of the types that become the same claim. */
export function versionTest(predicateType: string): BuiltInPredicate['version'] {
  return PREDICATES.get(predicateType)?.version
}
