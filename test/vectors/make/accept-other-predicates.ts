import { encodeStatement, statement, testKey, VULNERABILITY_SCAN_V1, vulnerabilityScan } from '@pawl/testkit'
import { accepted, signed, subject, trusting, trustingKey } from './scene.ts'
import { SCAN } from './summaries.ts'
import type { Vector } from './vector.ts'

export const SCANNED: Vector = scan()
export const REPORTED: Vector = qualityReport()

function scan(): Vector {
  const signer = testKey('rsa')
  const findings = [
    { id: 'CVE-2026-0001', severity: 'CRITICAL', fixed: '3.0.15-2' },
    { id: 'CVE-2026-0002', severity: 'UNKNOWN' },
    { id: 'CVE-2026-0003', severity: 'LOW' },
  ] as const
  const payload = encodeStatement(
    statement({ subject, predicateType: VULNERABILITY_SCAN_V1, predicate: vulnerabilityScan({ findings }) }),
  )
  const claim = { type: 'vulnerability-scan', attester: 'security-team', moment: 1_767_229_260, summary: SCAN }
  return accepted(
    'vulnerability-scan-rsa',
    [signed(payload, { key: signer })],
    [claim],
    'A scan that found three things, signed with an RSA key. That it found something does not make it less of a claim.',
    trustingKey(signer, { claims: ['vulnerability-scan'] }),
  )
}

function qualityReport(): Vector {
  const signer = testKey('p384')
  const predicateType = 'https://acme.test/qa/v1'
  const predicate = {
    finishedAt: '2026-01-01T03:00:00Z',
    result: { passed: true, failed: 0 },
    suites: ['unit', 'smoke'],
    lead: null,
  }
  const fields = {
    passed: '/result/passed',
    failed: '/result/failed',
    suites: '/suites',
    lead: '/lead',
    missing: '/no/such',
  }
  const attester = { name: 'qa-lead', keys: [{ file: 'qa-lead.pub' }], claims: ['qa'] }
  const summaries = [{ predicateType, claim: 'qa', moment: '/finishedAt', fields }]
  const claim = {
    type: 'qa',
    attester: 'qa-lead',
    moment: 1_767_236_400,
    summary: { passed: true, failed: 0, suites: ['unit', 'smoke'] },
  }
  const evidence = signed(encodeStatement(statement({ subject, predicateType, predicate })), { key: signer })
  return accepted(
    'qa-p384',
    [evidence],
    [claim],
    "A predicate of the operator's own, read by JSON pointers. What is null or not there is absent from the summary.",
    trusting({ attesters: [attester], summaries }, { 'qa-lead.pub': signer.publicPem }),
  )
}
