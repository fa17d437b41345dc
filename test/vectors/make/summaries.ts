import { createHash } from 'node:crypto'

/*
 * What the claims of the accepted vectors must say, field by field, from the specifications of the predicates and from the values that the testkit
 * and Fulcio write. Nothing here is computed by the verifier.
 */

const SOURCE = 'https://github.com/acme/app'
const COMMIT = '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678'
const WORKFLOW = `${SOURCE}/.github/workflows/release.yml@refs/heads/main`
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** The certificate's part: Fulcio's extensions .9 to .22, and the level that the configuration grants. */
const CERTIFIED = {
  sourceRepository: SOURCE,
  sourceRef: 'refs/heads/main',
  sourceCommit: COMMIT,
  sourceRepositoryId: '1001',
  sourceRepositoryOwner: 'https://github.com/acme',
  sourceRepositoryOwnerId: '2002',
  buildSigner: WORKFLOW,
  buildConfig: WORKFLOW,
  trigger: 'push',
  runnerEnvironment: 'github-hosted',
  visibility: 'public',
  buildLevel: 3,
}

export const PROVENANCE_V1: object = {
  slsaVersion: '1',
  builderId: 'https://github.com/actions/runner/github-hosted',
  buildType: 'https://actions.github.io/buildtypes/workflow/v1',
  claimedSourceRepository: SOURCE,
  claimedSourceRef: 'refs/heads/main',
  claimedSourceCommit: COMMIT,
  entryPoint: '.github/workflows/release.yml',
  // RFC 8785: members in order, no white space.
  externalParametersDigest: sha256(
    `{"workflow":{"path":".github/workflows/release.yml","ref":"refs/heads/main","repository":"${SOURCE}"}}`,
  ),
  externalParameterKeys: ['workflow'],
  materialsCount: 1,
  // 2026-01-01T00:00:00Z and five minutes later.
  startedAt: 1_767_225_600,
  finishedAt: 1_767_225_900,
  ...CERTIFIED,
}

/** Without `buildFinishedOn`, which SLSA makes optional. */
export const PROVENANCE_V02: object = {
  slsaVersion: '0.2',
  builderId: 'https://github.com/actions/runner/github-hosted',
  buildType: 'https://github.com/slsa-framework/slsa-github-generator/container@v1',
  claimedSourceRepository: SOURCE,
  claimedSourceRef: 'refs/heads/main',
  claimedSourceCommit: COMMIT,
  entryPoint: '.github/workflows/release.yml',
  externalParametersDigest: sha256('{}'),
  externalParameterKeys: [],
  materialsCount: 1,
  startedAt: 1_767_225_600,
  ...CERTIFIED,
}

/** Three findings: a critical one that has a fix, one of unknown severity, a low one. */
export const SCAN: object = {
  scannerUri: 'pkg:github/aquasecurity/trivy@v0.60.0',
  scannerVersion: '0.60.0',
  databaseVersion: '2',
  // 2026-01-01T01:00:00Z and a minute later.
  scanStartedAt: 1_767_229_200,
  scanFinishedAt: 1_767_229_260,
  scannerName: 'trivy',
  classes: ['os-pkgs'],
  complete: true,
  total: 3,
  critical: 1,
  high: 0,
  medium: 0,
  low: 1,
  negligible: 0,
  unknown: 1,
  fixable: 1,
  // Unknown stands beside critical: unsure means higher.
  findingsCritical: ['CVE-2026-0001|pkg:deb/debian/openssl@3.0.15-1', 'CVE-2026-0002|pkg:deb/debian/openssl@3.0.15-1'],
  findingsHigh: ['CVE-2026-0001|pkg:deb/debian/openssl@3.0.15-1', 'CVE-2026-0002|pkg:deb/debian/openssl@3.0.15-1'],
}

export function reviewSummary(ticket: string, reviewedAt: number): object {
  return {
    approved: true,
    accepted: ['CVE-2026-0001|pkg:deb/debian/openssl@3.0.15-1'],
    reviewerId: 'https://accounts.test/reviewer',
    scanStatementDigest: 'sha256:0000000000000000000000000000000000000000000000000000000000000000',
    ticket,
    reviewedAt,
  }
}
