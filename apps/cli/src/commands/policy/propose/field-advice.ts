/**
 * What to make of a summary field. `same`: what should stay as it is. `branch`: a ref. `proven`: as `same`, but only where no certificate says it. `level`: at
 * least this. `fresh`: a time, at most so old. `holds`: a list, at least these. `count`: a number to think about. `own`: every run has its own.
 */
export type Advice = 'same' | 'branch' | 'proven' | 'level' | 'fresh' | 'holds' | 'count' | 'own'

/** By claim type, in the order in which the tests are written. A type that is not here is of the operator's own. */
const ADVICE: Readonly<Record<string, Readonly<Record<string, Advice>>>> = {
  provenance: {
    buildLevel: 'level',
    sourceRepository: 'same',
    claimedSourceRepository: 'proven',
    sourceRef: 'branch',
    claimedSourceRef: 'proven',
    builderId: 'same',
    buildType: 'same',
    trigger: 'same',
    runnerEnvironment: 'same',
    sourceRepositoryOwnerId: 'same',
    sourceRepositoryOwner: 'own',
    sourceRepositoryId: 'own',
    buildSigner: 'own',
    buildConfig: 'own',
    visibility: 'own',
    slsaVersion: 'own',
    entryPoint: 'own',
    sourceCommit: 'own',
    claimedSourceCommit: 'own',
    externalParametersDigest: 'own',
    externalParameterKeys: 'own',
    materialsCount: 'own',
    startedAt: 'own',
    finishedAt: 'own',
  },
  'vulnerability-scan': {
    complete: 'same',
    scannerName: 'same',
    classes: 'holds',
    databaseUpdatedAt: 'fresh',
    critical: 'count',
    high: 'count',
    medium: 'own',
    low: 'own',
    negligible: 'own',
    unknown: 'count',
    total: 'own',
    fixable: 'count',
    findingsCritical: 'own',
    findingsHigh: 'own',
    scannerUri: 'own',
    scannerVersion: 'own',
    databaseVersion: 'own',
    scanStartedAt: 'own',
    scanFinishedAt: 'own',
  },
  review: {
    approved: 'same',
    accepted: 'own',
    reviewerId: 'own',
    scanStatementDigest: 'own',
    policyDigest: 'own',
    ticket: 'own',
    reviewedAt: 'own',
  },
}

/** The certificate's field that says with proof what a field of the workload's own says. */
const PROVEN_BY: Readonly<Record<string, string>> = {
  claimedSourceRepository: 'sourceRepository',
  claimedSourceRef: 'sourceRef',
}

export function isKnownType(type: string): boolean {
  return Object.hasOwn(ADVICE, type)
}

/** Every summary field of the claim types that are here. */
export function fieldsByType(): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(ADVICE).map(([type, fields]) => [type, Object.keys(fields)]))
}

/** The fields of a claim type that are here, in their order, then the others. */
export function orderedFields(type: string, fields: Iterable<string>): readonly string[] {
  const known = Object.keys(ADVICE[type] ?? {})
  const seen = new Set(fields)
  return [...known.filter((field) => seen.has(field)), ...[...seen].filter((field) => !known.includes(field)).sort()]
}

/** Undefined for a field that nobody here knows. */
export function adviceOn(type: string, field: string): Advice | undefined {
  return ADVICE[type]?.[field]
}

export function provenBy(field: string): string | undefined {
  return PROVEN_BY[field]
}
