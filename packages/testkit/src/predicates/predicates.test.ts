import { describe, expect, it } from 'vitest'
import { slsaProvenanceV1, slsaProvenanceV02 } from './slsa-provenance.ts'
import { vulnerabilityReview } from './vulnerability-review.ts'
import { type Finding, vulnerabilityScan } from './vulnerability-scan.ts'

describe('sample predicates', () => {
  it('names the commit and the builder when provenance varies them', () => {
    const varied = { repository: 'acme/other', commit: 'c'.repeat(40), builderId: 'https://builder.test' }
    expect(slsaProvenanceV1(varied)).toMatchObject({
      buildDefinition: {
        resolvedDependencies: [
          { uri: 'git+https://github.com/acme/other@refs/heads/main', digest: { gitCommit: varied.commit } },
        ],
      },
      runDetails: { builder: { id: varied.builderId } },
    })
    expect(slsaProvenanceV02(varied)).toMatchObject({
      builder: { id: varied.builderId },
      materials: [{ uri: 'git+https://github.com/acme/other@refs/heads/main', digest: { sha1: varied.commit } }],
    })
  })

  it('lists the findings like Trivy when a scan has some', () => {
    const findings: Finding[] = [
      { id: 'CVE-2026-1', severity: 'HIGH', package: 'a', purl: 'pkg:npm/a@1', installed: '1', fixed: '2' },
    ]
    expect(vulnerabilityScan({ findings })).toMatchObject({
      scanner: {
        result: {
          Results: [
            {
              Vulnerabilities: [
                {
                  VulnerabilityID: 'CVE-2026-1',
                  PkgName: 'a',
                  PkgIdentifier: { PURL: 'pkg:npm/a@1' },
                  InstalledVersion: '1',
                  FixedVersion: '2',
                  Severity: 'HIGH',
                },
              ],
            },
          ],
        },
      },
    })
  })

  it('has no list of vulnerabilities when a scan found none', () => {
    expect(JSON.stringify(vulnerabilityScan())).not.toContain('Vulnerabilities')
    expect(vulnerabilityScan({ result: null })).toMatchObject({ scanner: { result: null } })
  })

  it('approves nothing when a review is not varied', () => {
    expect(vulnerabilityReview()).toMatchObject({ decision: 'approved', accepted: [] })
    expect(vulnerabilityReview({ decision: 'rejected', ticket: 'T-1' })).toMatchObject({
      decision: 'rejected',
      ticket: 'T-1',
    })
  })
})
