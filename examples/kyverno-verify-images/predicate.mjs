/**
 * Prints what one of the four statements of this example says: `node predicate.mjs clean`. Times are counted from now, so that a scan of yesterday is one.
 * The scans are records of cosign's vulnerability type around a report of Trivy.
 */
const HOUR = 3_600_000
const instant = (hoursAgo) => `${new Date(Date.now() - hoursAgo * HOUR).toISOString().slice(0, 19)}Z`

const FINDING = {
  VulnerabilityID: 'CVE-2026-1000',
  PkgName: 'left-pad',
  InstalledVersion: '1.3.0',
  Severity: 'CRITICAL',
}

function scan(hoursAgo, findings) {
  const target = { Target: 'package-lock.json', Class: 'lang-pkgs', Type: 'npm' }
  const found = findings.length === 0 ? {} : { Vulnerabilities: findings }
  return {
    invocation: {},
    scanner: {
      uri: 'pkg:github/aquasecurity/trivy@0.66.0',
      version: '0.66.0',
      db: { uri: 'ghcr.io/aquasecurity/trivy-db', version: '2' },
      result: { SchemaVersion: 2, ArtifactName: 'app', Results: [{ ...target, ...found }] },
    },
    metadata: { scanStartedOn: instant(hoursAgo), scanFinishedOn: instant(hoursAgo) },
  }
}

const STATEMENTS = new Map([
  ['yesterday', () => scan(30, [])],
  ['clean', () => scan(2, [])],
  ['dirty', () => scan(1, [FINDING])],
  [
    'review',
    () => ({
      decision: 'approved',
      reviewer: { id: 'https://accounts.acme.example/alice' },
      accepted: ['CVE-2026-1000|left-pad@1.3.0'],
      reviewedAt: instant(0.5),
      expiresAt: instant(-90 * 24),
    }),
  ],
])

const statement = STATEMENTS.get(process.argv[2])
if (statement === undefined) {
  console.error(`node predicate.mjs ${[...STATEMENTS.keys()].join(' | ')}`)
  process.exit(2)
}
console.log(JSON.stringify(statement(), null, 2))
